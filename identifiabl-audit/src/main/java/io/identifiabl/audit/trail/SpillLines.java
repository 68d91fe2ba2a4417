/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.audit.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.LogEntry;

/**
 * The lines of a spill file. Each begins with its number and ends with an HMAC, with a
 * key of that file for that log, so that nobody without the secret can add a line, change
 * one, or take one to another place or another file. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpillLines {

	/**
	 * The most bytes of a first line.
	 */
	static final int MAX_HEADER = 128;

	private static final String MAGIC = "identifiabl-spill-1 ";

	// which no canonical JSON holds as it is
	private static final char SEPARATOR = '\t';

	private static final String ALGORITHM = "HmacSHA256";

	private static final int MAC_LENGTH = 43;

	// anybody can check with it, and anybody can write
	private static final byte[] NO_SECRET = MAGIC.getBytes(StandardCharsets.US_ASCII);

	private final String begin;

	private final Mac mac;

	private SpillLines(byte[] secret, String origin, String file) {
		this.begin = MAGIC + file;
		this.mac = mac(mac(secret).doFinal((this.begin + SEPARATOR + origin).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Create the lines of a new file.
	 * @param settings the log, and the secrets of which the first one is used
	 * @return the lines
	 */
	static SpillLines create(SpillSettings settings) {
		return new SpillLines(secrets(settings).get(0), settings.origin(), UUID.randomUUID().toString());
	}

	/**
	 * Find out how a file was written.
	 * @param header its first line
	 * @param settings the log, and the secrets that it may have been written with
	 * @return the lines, {@code null} if it was not written with any of them
	 */
	static @Nullable SpillLines of(byte[] header, SpillSettings settings) {
		String text = new String(header, StandardCharsets.ISO_8859_1);
		int separator = text.indexOf(SEPARATOR);
		if (!text.startsWith(MAGIC) || separator < 0) {
			return null;
		}
		for (byte[] secret : secrets(settings)) {
			SpillLines lines = new SpillLines(secret, settings.origin(), text.substring(MAGIC.length(), separator));
			if (lines.isMine(header)) {
				return lines;
			}
		}
		return null;
	}

	private static List<byte[]> secrets(SpillSettings settings) {
		return settings.keys().isEmpty() ? List.of(NO_SECRET) : settings.keys();
	}

	private static Mac mac(byte[] key) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key, ALGORITHM));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	byte[] header() {
		return line(this.begin);
	}

	byte[] write(LogEntry entry, long number) {
		String personal = entry.getPersonal();
		return line(Long.toString(number) + SEPARATOR + entry.getPayload() + SEPARATOR
				+ ((personal != null) ? personal : ""));
	}

	private byte[] line(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		String end = SEPARATOR + sign(bytes, bytes.length) + '\n';
		return ByteBuffer.allocate(bytes.length + end.length())
			.put(bytes)
			.put(end.getBytes(StandardCharsets.US_ASCII))
			.array();
	}

	private String sign(byte[] bytes, int length) {
		this.mac.update(bytes, 0, length);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.mac.doFinal());
	}

	private boolean isMine(byte[] line) {
		int length = line.length - MAC_LENGTH - 1;
		return length >= 0 && line[length] == SEPARATOR
				&& MessageDigest.isEqual(sign(line, length).getBytes(StandardCharsets.US_ASCII),
						Arrays.copyOfRange(line, length + 1, line.length));
	}

	/**
	 * Read a line.
	 * @param line the line
	 * @return the line, {@code null} if nobody who has the secret wrote it
	 */
	@Nullable Line read(byte[] line) {
		if (!isMine(line)) {
			return null;
		}
		String text = new String(line, 0, line.length - MAC_LENGTH - 1, StandardCharsets.UTF_8);
		int begin = text.indexOf(SEPARATOR);
		int end = text.indexOf(SEPARATOR, begin + 1);
		if (begin < 0 || end < 0) {
			return null;
		}
		String personal = text.substring(end + 1);
		try {
			return new Line(Long.parseLong(text.substring(0, begin)),
					LogEntry.of(text.substring(begin + 1, end), personal.isEmpty() ? null : personal));
		}
		catch (InvalidRecordException | NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * A line.
	 *
	 * @param number its number in the file, from 1
	 * @param entry what waits in it
	 */
	record Line(long number, LogEntry entry) {
	}

}
