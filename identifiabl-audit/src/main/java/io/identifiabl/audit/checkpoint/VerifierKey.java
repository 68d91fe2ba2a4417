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

package io.identifiabl.audit.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A public Ed25519 key with a name, that verifies notes (C2SP signed-note v1, "vkey"), or
 * cosignatures of them, which say when they were made (C2SP tlog-cosignature v1).
 * Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class VerifierKey {

	static final String ALGORITHM = "Ed25519";

	private static final byte ED25519_TYPE = 1;

	private static final byte COSIGNATURE_TYPE = 4;

	private static final int KEY_LENGTH = 32;

	// a control character that Unicode, and with it other verifiers, takes for white
	// space
	private static final char NEXT_LINE = '\u0085';

	// what is before the key in its X.509 form (RFC 8410 section 4)
	private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private final String name;

	private final byte[] key;

	private final PublicKey publicKey;

	private final byte type;

	private final int id;

	private VerifierKey(String name, byte type, byte[] key) throws GeneralSecurityException {
		this.name = name;
		this.type = type;
		this.key = key;
		this.publicKey = KeyFactory.getInstance(ALGORITHM)
			.generatePublic(new X509EncodedKeySpec(concat(X509_PREFIX, key)));
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		digest.update(name.getBytes(StandardCharsets.UTF_8));
		digest.update((byte) '\n');
		digest.update(type);
		this.id = ByteBuffer.wrap(digest.digest(key)).getInt();
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	/**
	 * Return a key.
	 * @param name its name, without blanks and plus signs; of a log, its origin
	 * @param publicKey the public key
	 * @return the key
	 * @throws IllegalArgumentException if it is no Ed25519 key, or the name is none
	 */
	public static VerifierKey of(String name, PublicKey publicKey) {
		byte[] encoded = publicKey.getEncoded();
		if (!isName(name) || encoded == null || encoded.length != X509_PREFIX.length + KEY_LENGTH
				|| !Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
			throw new IllegalArgumentException("not a name and an Ed25519 key");
		}
		try {
			return new VerifierKey(name, ED25519_TYPE, Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("not an Ed25519 key", ex);
		}
	}

	/**
	 * Parse a key.
	 * @param vkey the form {@code <name>+<hex id>+<base64 of type and key>}
	 * @return the key
	 * @throws InvalidNoteException if it is none, or no Ed25519 key
	 */
	public static VerifierKey parse(String vkey) throws InvalidNoteException {
		String[] parts = vkey.split("\\+", 3);
		if (parts.length != 3 || !isName(parts[0])) {
			throw new InvalidNoteException("a key is of the form <name>+<id>+<key>");
		}
		byte[] typed = SignedNote.decodeBase64(parts[2]);
		if (typed.length != KEY_LENGTH + 1 || (typed[0] != ED25519_TYPE && typed[0] != COSIGNATURE_TYPE)) {
			throw new InvalidNoteException("only Ed25519 keys are known");
		}
		try {
			VerifierKey key = new VerifierKey(parts[0], typed[0], Arrays.copyOfRange(typed, 1, typed.length));
			if (key.toString().equals(vkey)) {
				return key;
			}
		}
		catch (GeneralSecurityException ex) {
			throw new InvalidNoteException("the key is not on the curve");
		}
		throw new InvalidNoteException("the id is not the one of the key");
	}

	static boolean isName(String name) {
		return !name.isEmpty()
				&& name.chars().noneMatch((c) -> c == '+' || c < ' ' || c == NEXT_LINE || Character.isSpaceChar(c));
	}

	/**
	 * Whether a note has a good signature of this key.
	 * @param note the note
	 * @return whether this key signed its text
	 */
	public boolean verifies(SignedNote note) {
		for (NoteSignature signature : note.getSignatures()) {
			if (isOwn(signature) && isValid(note, signature)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Select the signature of this key.
	 * @param note the note
	 * @return the note with a good signature of this key, the latest one if they say when
	 * they were made, and with no other; {@code null} if there is none
	 */
	public @Nullable SignedNote select(SignedNote note) {
		NoteSignature selected = null;
		for (NoteSignature signature : note.getSignatures()) {
			if (isOwn(signature) && isValid(note, signature)
					&& (selected == null || (this.type == COSIGNATURE_TYPE && isLater(signature, selected)))) {
				selected = signature;
			}
		}
		return (selected != null) ? SignedNote.of(note.getText()).with(selected) : null;
	}

	private static boolean isLater(NoteSignature one, NoteSignature other) {
		return time(one).isAfter(time(other));
	}

	private static Instant time(NoteSignature cosignature) {
		return time(ByteBuffer.wrap(cosignature.getBytes()).getLong());
	}

	private boolean isOwn(NoteSignature signature) {
		return signature.keyId() == this.id && signature.name().equals(this.name);
	}

	/**
	 * Return the key that verifies cosignatures made with the same private key.
	 * @return a key with the same name and of the other type
	 */
	public VerifierKey forCosignatures() {
		try {
			return new VerifierKey(this.name, COSIGNATURE_TYPE, this.key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return when a note was cosigned.
	 * @param note the note
	 * @return the latest time that a good cosignature of this key says, in seconds,
	 * {@code null} if there is none
	 */
	public @Nullable Instant getTime(SignedNote note) {
		Instant latest = null;
		for (NoteSignature signature : note.getSignatures()) {
			if (this.type == COSIGNATURE_TYPE && isOwn(signature) && isValid(note, signature)) {
				Instant time = time(signature);
				latest = (latest == null || time.isAfter(latest)) ? time : latest;
			}
		}
		return latest;
	}

	// a time that no clock shows is the last one that there is
	private static Instant time(long seconds) {
		return (seconds >= 0 && seconds <= Instant.MAX.getEpochSecond()) ? Instant.ofEpochSecond(seconds) : Instant.MAX;
	}

	private boolean isValid(SignedNote note, NoteSignature signature) {
		byte[] bytes = signature.getBytes();
		String message = note.getText();
		if (this.type == COSIGNATURE_TYPE) {
			if (bytes.length <= Long.BYTES) {
				return false;
			}
			message = cosigned(ByteBuffer.wrap(bytes).getLong(), message);
			bytes = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
		}
		try {
			Signature verifier = Signature.getInstance(ALGORITHM);
			verifier.initVerify(this.publicKey);
			verifier.update(message.getBytes(StandardCharsets.UTF_8));
			return verifier.verify(bytes);
		}
		catch (GeneralSecurityException ex) {
			// a signature that is none
			return false;
		}
	}

	// what a cosignature signs; the time is unsigned
	static String cosigned(long seconds, String text) {
		return "cosignature/v1\ntime " + Long.toUnsignedString(seconds) + "\n" + text;
	}

	/**
	 * Return the name.
	 * @return the key's name
	 */
	public String getName() {
		return this.name;
	}

	int getId() {
		return this.id;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof VerifierKey other && toString().equals(other.toString());
	}

	@Override
	public int hashCode() {
		return this.id;
	}

	/**
	 * Return the form that {@link #parse(String)} reads.
	 */
	@Override
	public String toString() {
		return this.name + "+" + HexFormat.of().toHexDigits(this.id) + "+"
				+ Base64.getEncoder().encodeToString(concat(new byte[] { this.type }, this.key));
	}

}
