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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.identifiabl.audit.jdbc.SqlFailures.DamagedLogException;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * The roots of complete subtrees of a log, on every eighth level above its leaves.
 *
 * @author Identifiabl Contributors
 */
final class TileTable {

	private static final int LEVELS = Long.SIZE / TileHashes.HEIGHT;

	private final String name;

	private final String beyond;

	TileTable(String name) {
		this.name = name;
		this.beyond = "SELECT level, n FROM " + name + " WHERE "
				+ IntStream.range(1, LEVELS)
					.mapToObj((i) -> "(level = " + i * TileHashes.HEIGHT + " AND n >= ?)")
					.collect(Collectors.joining(" OR "))
				+ " LIMIT 1";
	}

	void insert(Connection connection, List<Tile> tiles) throws SQLException {
		if (tiles.isEmpty()) {
			return;
		}
		try (PreparedStatement statement = Statements.prepare(connection,
				"INSERT INTO " + this.name + " (level, n, hash) VALUES (?, ?, ?)")) {
			for (Tile tile : tiles) {
				statement.setInt(1, tile.level());
				statement.setLong(2, tile.index());
				statement.setBytes(3, tile.root().toBytes());
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	List<MerkleHash> read(Connection connection, int level, long from, int count) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT hash FROM " + this.name + " WHERE level = ? AND n >= ? AND n < ? ORDER BY n")) {
			statement.setInt(1, level);
			statement.setLong(2, from);
			statement.setLong(3, from + count);
			return EventTable.hashes(statement);
		}
	}

	// nothing must stand where the next root is going to
	void checkEnd(Connection connection, long size) throws SQLException {
		for (long index : findBeyond(connection, size)) {
			throw new DamagedLogException("a hash of records that the audit log does not have yet is stored, up to "
					+ "index " + index + ", which no node wrote");
		}
	}

	// return the index of the last leaf of a subtree that a log of this size does not
	// have, if there is one
	List<Long> findBeyond(Connection connection, long size) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, this.beyond)) {
			for (int i = 1; i < LEVELS; i++) {
				statement.setLong(i, size >> (i * TileHashes.HEIGHT));
			}
			try (ResultSet rows = statement.executeQuery()) {
				if (!rows.next()) {
					return List.of();
				}
				int level = rows.getInt(1);
				long last = Long.MAX_VALUE >> level;
				return List.of(((Math.min(rows.getLong(2), last - 1) + 1) << level) - 1);
			}
		}
	}

	/**
	 * The root of a complete subtree.
	 *
	 * @param level its height
	 * @param index its position among those of its level
	 * @param root its hash
	 */
	record Tile(int level, long index, MerkleHash root) {
	}

}
