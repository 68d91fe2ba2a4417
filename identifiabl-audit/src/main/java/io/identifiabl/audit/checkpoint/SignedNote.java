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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures (C2SP signed-note v1). What it says may be believed once a
 * {@link VerifierKey} has verified it. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SignedNote {

	/**
	 * The largest note that is read, in bytes.
	 */
	public static final int MAX_SIZE = 1_000_000;

	private static final int MAX_SIGNATURES = 100;

	private static final String SIGNATURE_PREFIX = "\u2014 ";

	private final String text;

	private final List<NoteSignature> signatures;

	private SignedNote(String text, List<NoteSignature> signatures) {
		this.text = text;
		this.signatures = List.copyOf(signatures);
	}

	/**
	 * Return a note without signatures.
	 * @param text the text, which ends with a line feed
	 * @return the note
	 * @throws IllegalArgumentException if the text does not end with a line feed or has
	 * other control characters
	 */
	public static SignedNote of(String text) {
		if (!isText(text)) {
			throw new IllegalArgumentException("a note has lines that end with a line feed, and no control characters");
		}
		return new SignedNote(text, List.of());
	}

	/**
	 * Parse a note.
	 * @param bytes the note in UTF-8
	 * @return the note, whose signatures are not verified
	 * @throws InvalidNoteException if it is no signed note
	 */
	public static SignedNote parse(byte[] bytes) throws InvalidNoteException {
		if (bytes.length > MAX_SIZE) {
			throw new InvalidNoteException("a note has at most " + MAX_SIZE + " bytes");
		}
		String note = decode(bytes);
		int end = note.lastIndexOf("\n\n");
		if (end < 0 || !isText(note)) {
			throw new InvalidNoteException("a note is a text, an empty line and signatures");
		}
		String lines = note.substring(end + 2);
		if (lines.isEmpty()) {
			throw new InvalidNoteException("the note has no signature");
		}
		List<NoteSignature> signatures = new ArrayList<>();
		for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
			signatures.add(parseSignature(line));
			if (signatures.size() > MAX_SIGNATURES) {
				throw new InvalidNoteException("a note has at most " + MAX_SIGNATURES + " signatures");
			}
		}
		return new SignedNote(note.substring(0, end + 1), signatures);
	}

	private static String decode(byte[] bytes) throws InvalidNoteException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new InvalidNoteException("the note is not UTF-8");
		}
	}

	private static boolean isText(String text) {
		return text.endsWith("\n") && text.chars().allMatch((c) -> c >= ' ' || c == '\n');
	}

	private static NoteSignature parseSignature(String line) throws InvalidNoteException {
		int blank = line.indexOf(' ', SIGNATURE_PREFIX.length());
		if (!line.startsWith(SIGNATURE_PREFIX) || blank < 0) {
			throw new InvalidNoteException("a signature line has a name and a signature");
		}
		String name = line.substring(SIGNATURE_PREFIX.length(), blank);
		byte[] bytes = decodeBase64(line.substring(blank + 1));
		if (!VerifierKey.isName(name) || bytes.length <= Integer.BYTES) {
			throw new InvalidNoteException("a signature line has a name and a signature");
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		int keyId = buffer.getInt();
		byte[] signature = new byte[buffer.remaining()];
		buffer.get(signature);
		return NoteSignature.of(name, keyId, signature);
	}

	// with one spelling for the same bytes
	static byte[] decodeBase64(String text) throws InvalidNoteException {
		try {
			byte[] bytes = Base64.getDecoder().decode(text);
			if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// the same as another spelling
		}
		throw new InvalidNoteException("something is not Base64");
	}

	SignedNote with(NoteSignature signature) {
		List<NoteSignature> extended = new ArrayList<>(this.signatures);
		extended.add(signature);
		return new SignedNote(this.text, extended);
	}

	/**
	 * Add the signatures of another note. They take the place of earlier ones of the same
	 * keys.
	 * @param other a note with the same text
	 * @return the note with the signatures of both
	 * @throws IllegalArgumentException if the text is another
	 */
	public SignedNote withSignaturesOf(SignedNote other) {
		if (!this.text.equals(other.text)) {
			throw new IllegalArgumentException("the notes have different texts");
		}
		List<NoteSignature> merged = new ArrayList<>(this.signatures);
		merged.removeIf((signature) -> other.signatures.stream().anyMatch(signature::isOfSameKey));
		merged.addAll(other.signatures);
		return new SignedNote(this.text, merged);
	}

	List<NoteSignature> getSignatures() {
		return this.signatures;
	}

	/**
	 * Return the text.
	 * @return the text with the line feed at its end, which is what is signed
	 */
	public String getText() {
		return this.text;
	}

	/**
	 * Return the note as it is published.
	 * @return the text, an empty line and a line for each signature
	 */
	@Override
	public String toString() {
		StringBuilder note = new StringBuilder(this.text).append('\n');
		for (NoteSignature signature : this.signatures) {
			byte[] value = signature.getBytes();
			ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + value.length).putInt(signature.keyId()).put(value);
			note.append(SIGNATURE_PREFIX)
				.append(signature.name())
				.append(' ')
				.append(Base64.getEncoder().encodeToString(bytes.array()))
				.append('\n');
		}
		return note.toString();
	}

}
