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

package io.identifiabl.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The proof that one record is in a log, in a file of its own (C2SP tlog-proof v1).
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TlogProof {

	private static final String HEADER = "c2sp.org/tlog-proof@v1";

	private static final String INDEX = "index ";

	private static final String EXTRA = "extra ";

	// a log of more leaves than there are has no longer way to its root
	private static final int MAX_HASHES = 63;

	private TlogProof() {
	}

	/**
	 * Write a proof.
	 * @param proof the proof
	 * @param checkpoint a checkpoint of the size that the proof is for
	 * @return the content of a {@code .tlog-proof} file
	 */
	public static String write(InclusionProof proof, SignedNote checkpoint) {
		StringBuilder text = new StringBuilder(HEADER).append('\n').append(INDEX).append(proof.index()).append('\n');
		for (MerkleHash hash : proof.hashes()) {
			text.append(hash).append('\n');
		}
		return text.append('\n').append(checkpoint).toString();
	}

	/**
	 * Verify a proof.
	 * @param proof the content of the file
	 * @param leaf the leaf
	 * @param verifier knows the trusted keys
	 * @return the index of the leaf in the log
	 * @throws InvalidEvidenceException if it is no proof of that leaf, or not signed by a
	 * trusted key
	 */
	public static long verify(byte[] proof, byte[] leaf, CheckpointVerifier verifier) throws InvalidEvidenceException {
		String text = new String(proof, StandardCharsets.UTF_8);
		int end = text.indexOf("\n\n");
		if (end < 0 || !text.startsWith(HEADER + "\n")) {
			throw new InvalidEvidenceException("this is no proof (c2sp.org/tlog-proof)");
		}
		Checkpoint checkpoint;
		try {
			checkpoint = verifier.verify(text.substring(end + 2).getBytes(StandardCharsets.UTF_8));
		}
		catch (InvalidNoteException ex) {
			throw new InvalidEvidenceException(String.valueOf(ex.getMessage()));
		}
		InclusionProof parsed = parse(List.of(text.substring(HEADER.length() + 1, end).split("\n", -1)),
				checkpoint.size());
		if (!parsed.isValid(MerkleHash.ofLeaf(leaf), checkpoint.rootHash())) {
			throw new InvalidEvidenceException("the record is not the one at index " + parsed.index() + " of the log");
		}
		return parsed.index();
	}

	private static void checkExtra(String data) {
		if (data.isEmpty() || !Base64.getEncoder().encodeToString(Base64.getDecoder().decode(data)).equals(data)) {
			throw new IllegalArgumentException("extra data that is no Base64");
		}
	}

	private static long parseIndex(String text) {
		long index = Long.parseLong(text);
		if (!Long.toString(index).equals(text)) {
			throw new IllegalArgumentException("an index that is spelled in another way");
		}
		return index;
	}

	private static MerkleHash parse(String line) {
		MerkleHash hash = MerkleHash.of(Base64.getDecoder().decode(line));
		if (!hash.toString().equals(line)) {
			throw new IllegalArgumentException("a hash that is spelled in another way");
		}
		return hash;
	}

	private static InclusionProof parse(List<String> lines, long size) throws InvalidEvidenceException {
		int next = lines.get(0).startsWith(EXTRA) ? 1 : 0;
		if (lines.size() <= next || !lines.get(next).startsWith(INDEX) || lines.size() - next > MAX_HASHES + 1) {
			throw new InvalidEvidenceException("a proof has an index and at most " + MAX_HASHES + " hashes");
		}
		List<MerkleHash> hashes = new ArrayList<>();
		try {
			if (next == 1) {
				checkExtra(lines.get(0).substring(EXTRA.length()));
			}
			long index = parseIndex(lines.get(next).substring(INDEX.length()));
			for (String line : lines.subList(next + 1, lines.size())) {
				hashes.add(parse(line));
			}
			return new InclusionProof(index, size, hashes);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEvidenceException("a line of the proof is none");
		}
	}

}
