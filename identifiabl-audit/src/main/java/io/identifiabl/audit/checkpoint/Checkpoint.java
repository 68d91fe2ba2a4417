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

import java.util.ArrayList;
import java.util.List;

import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The state of a log (C2SP tlog-checkpoint v1).
 *
 * @param origin the name of the log
 * @param size the number of its leaves
 * @param rootHash the root of its tree
 * @param extensions what its log says of it besides, signed as well, an opaque line each
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record Checkpoint(String origin, long size, MerkleHash rootHash, List<String> extensions) {

	private static final String BEGIN = "identifiabl.io/audit/begin";

	/**
	 * Create a checkpoint.
	 * @param origin the name of the log, one line
	 * @param size the number of its leaves
	 * @param rootHash the root of its tree
	 * @param extensions lines that are not empty
	 * @throws IllegalArgumentException if the origin or an extension is no line, the size
	 * is negative, or the root of no leaves is another than that
	 */
	public Checkpoint {
		if (!isLine(origin) || size < 0) {
			throw new IllegalArgumentException("a checkpoint has an origin of one line and a size");
		}
		if (size == 0 && !rootHash.equals(MerkleHash.empty())) {
			throw new IllegalArgumentException("the root of an empty log is the hash of nothing");
		}
		extensions = List.copyOf(extensions);
		if (!extensions.stream().allMatch(Checkpoint::isLine)) {
			throw new IllegalArgumentException("an extension of a checkpoint is a line");
		}
	}

	/**
	 * Create a checkpoint without extensions.
	 * @param origin the name of the log, one line
	 * @param size the number of its leaves
	 * @param rootHash the root of its tree
	 * @throws IllegalArgumentException if the origin is no line, the size is negative, or
	 * the root of no leaves is another than that
	 */
	public Checkpoint(String origin, long size, MerkleHash rootHash) {
		this(origin, size, rootHash, List.of());
	}

	private static boolean isLine(String text) {
		return !text.isEmpty() && text.chars().noneMatch((c) -> c < ' ');
	}

	/**
	 * Read the text of a note.
	 * @param text the text
	 * @return the checkpoint
	 * @throws InvalidNoteException if it is the text of something else
	 */
	public static Checkpoint parse(String text) throws InvalidNoteException {
		List<String> lines = List.of(text.split("\n", -1));
		if (lines.size() < 4 || !lines.get(lines.size() - 1).isEmpty()) {
			throw new InvalidNoteException("a checkpoint has an origin, a size and a root");
		}
		byte[] root = SignedNote.decodeBase64(lines.get(2));
		if (root.length != MerkleHash.LENGTH) {
			throw new InvalidNoteException("the root of a checkpoint has 32 bytes");
		}
		long size = size(lines.get(1));
		try {
			return new Checkpoint(lines.get(0), size, MerkleHash.of(root), lines.subList(3, lines.size() - 1));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidNoteException(String.valueOf(ex.getMessage()));
		}
	}

	private static long size(String line) throws InvalidNoteException {
		try {
			long size = Long.parseLong(line);
			if (size >= 0 && Long.toString(size).equals(line)) {
				return size;
			}
		}
		catch (NumberFormatException ex) {
			// the same as a number of another form
		}
		throw new InvalidNoteException("the size of a checkpoint is a decimal number without leading zeros");
	}

	/**
	 * Return this state as one at which the log may begin, since what is before it was
	 * pruned. It is signed when that is decided, and never otherwise.
	 * @return the state with an extension that says so
	 */
	public Checkpoint asBegin() {
		List<String> extended = new ArrayList<>(this.extensions);
		extended.add(BEGIN);
		return new Checkpoint(this.origin, this.size, this.rootHash, extended);
	}

	/**
	 * Return whether the log may begin at this state.
	 * @return whether an extension says so
	 */
	public boolean isBegin() {
		return this.extensions.contains(BEGIN);
	}

	/**
	 * Return the text that is signed.
	 * @return the three lines and the extensions
	 */
	public String toText() {
		StringBuilder text = new StringBuilder(this.origin + "\n" + this.size + "\n" + this.rootHash + "\n");
		this.extensions.forEach((extension) -> text.append(extension).append('\n'));
		return text.toString();
	}

}
