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

package io.identifiabl.audit.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Hashes in columns.
 *
 * @author Identifiabl Contributors
 */
final class HashBytes {

	private static final MerkleHash NONE = MerkleHash.of(new byte[MerkleHash.LENGTH]);

	private HashBytes() {
	}

	static List<MerkleHash> split(byte[] bytes) {
		List<MerkleHash> hashes = new ArrayList<>();
		for (int i = 0; i < bytes.length; i += MerkleHash.LENGTH) {
			hashes.add(of(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + MerkleHash.LENGTH))));
		}
		return hashes;
	}

	// one that was damaged becomes one that nothing has, so that it is found like others
	static MerkleHash of(byte @Nullable [] bytes) {
		return (bytes != null && bytes.length == MerkleHash.LENGTH) ? MerkleHash.of(bytes) : NONE;
	}

}
