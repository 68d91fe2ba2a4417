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

package io.identifiabl.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 hash in a Merkle tree: of a leaf or of two nodes, which never collide (RFC
 * 6962 section 2.1). Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class MerkleHash {

	/**
	 * The number of bytes of a hash.
	 */
	public static final int LENGTH = 32;

	private static final byte LEAF_PREFIX = 0;

	private static final byte NODE_PREFIX = 1;

	private static final MerkleHash EMPTY = new MerkleHash(sha256().digest());

	private final byte[] bytes;

	private MerkleHash(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Return the root of a tree without leaves.
	 * @return the hash of nothing
	 */
	public static MerkleHash empty() {
		return EMPTY;
	}

	/**
	 * Hash a leaf.
	 * @param leaf the bytes of the leaf
	 * @return {@code SHA-256(0x00 || leaf)}
	 */
	public static MerkleHash ofLeaf(byte[] leaf) {
		MessageDigest digest = sha256();
		digest.update(LEAF_PREFIX);
		return new MerkleHash(digest.digest(leaf));
	}

	/**
	 * Hash two nodes.
	 * @param left the left one
	 * @param right the right one
	 * @return {@code SHA-256(0x01 || left || right)}
	 */
	public static MerkleHash ofNodes(MerkleHash left, MerkleHash right) {
		MessageDigest digest = sha256();
		digest.update(NODE_PREFIX);
		digest.update(left.bytes);
		return new MerkleHash(digest.digest(right.bytes));
	}

	/**
	 * Return a hash that was calculated before.
	 * @param bytes its 32 bytes
	 * @return the hash
	 * @throws IllegalArgumentException if there are more or less of them
	 */
	public static MerkleHash of(byte[] bytes) {
		if (bytes.length != LENGTH) {
			throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
		}
		return new MerkleHash(bytes.clone());
	}

	/**
	 * Return the bytes of hashes, one after the other.
	 * @param hashes the hashes
	 * @return 32 bytes for each
	 */
	public static byte[] join(List<MerkleHash> hashes) {
		byte[] joined = new byte[hashes.size() * LENGTH];
		for (int i = 0; i < hashes.size(); i++) {
			System.arraycopy(hashes.get(i).bytes, 0, joined, i * LENGTH, LENGTH);
		}
		return joined;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the bytes.
	 * @return a copy of the 32 bytes
	 */
	public byte[] toBytes() {
		return this.bytes.clone();
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof MerkleHash other && Arrays.equals(this.bytes, other.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	/**
	 * Return the hash in Base64.
	 */
	@Override
	public String toString() {
		return Base64.getEncoder().encodeToString(this.bytes);
	}

}
