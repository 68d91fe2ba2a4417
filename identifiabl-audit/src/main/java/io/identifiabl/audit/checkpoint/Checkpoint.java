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

import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The state of a log (C2SP tlog-checkpoint v1).
 *
 * @param origin the name of the log
 * @param size the number of its leaves
 * @param rootHash the root of its tree
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record Checkpoint(String origin, long size, MerkleHash rootHash) {

	/**
	 * Create a checkpoint.
	 * @param origin the name of the log, one line
	 * @param size the number of its leaves
	 * @param rootHash the root of its tree
	 * @throws IllegalArgumentException if the origin is no line or the size is negative
	 */
	public Checkpoint {
		if (origin.isEmpty() || origin.chars().anyMatch((c) -> c < ' ') || size < 0) {
			throw new IllegalArgumentException("a checkpoint has an origin of one line and a size");
		}
	}

	/**
	 * Read the text of a note.
	 * @param text the text; lines after the third one are extensions, which are not read
	 * @return the checkpoint
	 * @throws InvalidNoteException if it is the text of something else
	 */
	public static Checkpoint parse(String text) throws InvalidNoteException {
		String[] lines = text.split("\n", -1);
		if (lines.length < 4 || lines[0].isEmpty()) {
			throw new InvalidNoteException("a checkpoint has an origin, a size and a root");
		}
		byte[] root = SignedNote.decodeBase64(lines[2]);
		if (root.length != MerkleHash.LENGTH) {
			throw new InvalidNoteException("the root of a checkpoint has 32 bytes");
		}
		return new Checkpoint(lines[0], size(lines[1]), MerkleHash.of(root));
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
	 * Return the text that is signed.
	 * @return the three lines
	 */
	public String toText() {
		return this.origin + "\n" + this.size + "\n" + this.rootHash + "\n";
	}

}
