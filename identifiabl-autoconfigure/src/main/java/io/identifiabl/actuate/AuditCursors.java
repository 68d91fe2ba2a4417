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

package io.identifiabl.actuate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.audit.AuditQuery;

/**
 * Signs where a page ends, for the query that found it, with all that restricts what its
 * reader may see. No other query goes on there. The key is derived from the one that
 * checkpoints are signed with, so that it is the same on all nodes. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AuditCursors {

	private static final String ALGORITHM = "HmacSHA256";

	private static final byte[] PURPOSE = "identifiabl audit cursor".getBytes(StandardCharsets.UTF_8);

	private static final int KEY_LENGTH = 32;

	private static final int MAC_LENGTH = 16;

	private final List<SecretKeySpec> keys;

	/**
	 * Create an instance.
	 * @param secrets what keys are derived from: cursors are signed with the first one,
	 * and read with any. If there are none, cursors are those of this process alone.
	 */
	AuditCursors(List<byte[]> secrets) {
		this.keys = (secrets.isEmpty() ? List.of(random()) : secrets).stream()
			.map((secret) -> new SecretKeySpec(mac(new SecretKeySpec(secret, ALGORITHM), PURPOSE), ALGORITHM))
			.toList();
	}

	private static byte[] random() {
		byte[] secret = new byte[KEY_LENGTH];
		new SecureRandom().nextBytes(secret);
		return secret;
	}

	/**
	 * Return what a client asks for the next page with.
	 * @param position where the next page begins
	 * @param query the query, whatever the length of its pages
	 * @return the cursor
	 */
	String write(long position, AuditQuery query) {
		byte[] begin = ByteBuffer.allocate(Long.BYTES).putLong(position).array();
		byte[] mac = sign(this.keys.get(0), begin, query);
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(ByteBuffer.allocate(Long.BYTES + MAC_LENGTH).put(begin).put(mac).array());
	}

	/**
	 * Return where a page begins.
	 * @param cursor what the client asks for it with
	 * @param query the query
	 * @return the position
	 * @throws InvalidFilterException if no node of this log made it, for this query
	 */
	long read(String cursor, AuditQuery query) throws InvalidFilterException {
		byte[] bytes = decode(cursor);
		if (bytes.length == Long.BYTES + MAC_LENGTH) {
			byte[] begin = Arrays.copyOf(bytes, Long.BYTES);
			byte[] mac = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
			for (SecretKeySpec key : this.keys) {
				if (MessageDigest.isEqual(sign(key, begin, query), mac)) {
					return ByteBuffer.wrap(begin).getLong();
				}
			}
		}
		throw new InvalidFilterException(
				"'cursor' is what the page before calls next, for the same filters and the same reader.");
	}

	private static byte[] decode(String cursor) {
		try {
			return Base64.getUrlDecoder().decode(cursor);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private static byte[] sign(SecretKeySpec key, byte[] position, AuditQuery query) {
		StringBuilder text = new StringBuilder();
		text.append(query.getFrom()).append('\0').append(query.getTo()).append('\0').append(query.getAfter());
		for (AuditQuery.Condition condition : query.getConditions()) {
			// nothing that is looked for holds this character
			text.append('\0').append(condition.column()).append('\0').append(condition.values().size());
			condition.values().forEach((value) -> text.append('\0').append(value));
		}
		byte[] what = text.toString().getBytes(StandardCharsets.UTF_8);
		return Arrays.copyOf(
				mac(key, ByteBuffer.allocate(position.length + what.length).put(position).put(what).array()),
				MAC_LENGTH);
	}

	private static byte[] mac(SecretKeySpec key, byte[] bytes) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			return mac.doFinal(bytes);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
