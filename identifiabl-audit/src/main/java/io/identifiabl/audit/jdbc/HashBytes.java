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

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Hashes in columns.
 *
 * @author Identifiabl Contributors
 */
final class HashBytes {

	private HashBytes() {
	}

	static List<MerkleHash> split(byte[] bytes) throws SQLException {
		List<MerkleHash> hashes = new ArrayList<>();
		for (int i = 0; i < bytes.length; i += MerkleHash.LENGTH) {
			hashes.add(of(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + MerkleHash.LENGTH))));
		}
		return hashes;
	}

	static MerkleHash of(byte[] bytes) throws SQLException {
		if (bytes.length != MerkleHash.LENGTH) {
			throw new SQLException("a hash of the audit log was damaged");
		}
		return MerkleHash.of(bytes);
	}

}
