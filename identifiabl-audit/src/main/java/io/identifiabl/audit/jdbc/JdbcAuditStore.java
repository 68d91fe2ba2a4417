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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.jdbc.SqlFailures.DamagedLogException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * Keeps a log in a relational database: H2, PostgreSQL, MySQL or MariaDB. All nodes
 * append to the same log, one group after the other, under the lock of one row. It takes
 * connections of its own and never takes part in a transaction of the caller.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class JdbcAuditStore implements AuditStore {

	/** The prefix that the tables of the scripts have. */
	public static final String DEFAULT_PREFIX = "identifiabl_audit_";

	// how many records are changed at a time, since nothing is appended meanwhile
	private static final int STEP = 20 * PRUNE_UNIT;

	// of H2, MySQL and MariaDB, and of PostgreSQL; the others are of schemas that do not
	// exist
	private static final Set<String> NO_TABLE = Set.of("42S02", "42S03", "42S04", "42P01", "3F000", "90079");

	private final AuditTables tables;

	private final LogTable log;

	private final EventTable events;

	private final CheckpointTable checkpoints;

	private final TileTable tiles;

	private final TurnTable turns;

	private final Transactions transactions;

	private final Transactions maintenance;

	private final TileHashes hashes = new TileHashes(this::readHashes);

	private volatile boolean synced;

	private JdbcAuditStore(Transactions transactions, Transactions maintenance, AuditTables tables, String origin) {
		this.tables = tables;
		String product = transactions.run("be asked for its product",
				(connection) -> String.valueOf(connection.getMetaData().getDatabaseProductName()));
		this.log = new LogTable(tables.log(), origin, product);
		this.events = new EventTable(tables, product);
		this.checkpoints = new CheckpointTable(tables.checkpoint());
		this.tiles = new TileTable(tables.tile());
		this.turns = new TurnTable(tables.turn());
		this.transactions = transactions;
		this.maintenance = maintenance;
	}

	/**
	 * Open the log of a database, and begin one if there is none.
	 * @param dataSource where connections come from
	 * @param prefix what the names of the tables begin with
	 * @param origin the name of the log
	 * @return the store
	 * @throws IllegalArgumentException if the prefix is none
	 * @throws IllegalStateException if the tables hold another log, or were made by a
	 * later version of this library
	 * @throws AuditStoreException if the database cannot be reached, or the tables are
	 * not there
	 */
	public static JdbcAuditStore open(DataSource dataSource, String prefix, String origin) {
		return open(dataSource, dataSource, prefix, origin);
	}

	/**
	 * Open the log of a database with two logins: one that can neither change nor delete
	 * a record, and one that erases and prunes.
	 * @param dataSource connects with the login that writes and reads
	 * @param maintenance connects with the login that erases and prunes
	 * @param prefix what the names of the tables begin with
	 * @param origin the name of the log
	 * @return the store
	 * @throws IllegalArgumentException if the prefix is none
	 * @throws IllegalStateException if the tables hold another log, or were made by a
	 * later version of this library
	 * @throws AuditStoreException if the database cannot be reached, or the tables are
	 * not there
	 */
	public static JdbcAuditStore open(DataSource dataSource, DataSource maintenance, String prefix, String origin) {
		JdbcAuditStore store = new JdbcAuditStore(new Transactions(dataSource), new Transactions(maintenance),
				AuditTables.of(prefix), origin);
		if (!store.transactions.run("open its log", store.log::check)) {
			// by a transaction that has read nothing: if snapshots are isolated,
			// MariaDB refuses what another node has written since
			store.transactions.run("open its log", store.log::begin, store.log::check);
		}
		store.synced = store.transactions.run("be synced", DiskSync::isNeeded);
		return store;
	}

	/**
	 * Check what the names of tables shall begin with, before it becomes a part of
	 * statements.
	 * @param prefix the prefix
	 * @throws IllegalArgumentException if no names can begin with it
	 */
	public static void checkPrefix(String prefix) {
		AuditTables.of(prefix);
	}

	/**
	 * Return whether the tables are there.
	 * @param dataSource where connections come from
	 * @param prefix what the names of the tables begin with
	 * @return whether they can be read
	 * @throws AuditStoreException if the database cannot be reached, or they must not be
	 * read
	 */
	public static boolean isSchemaPresent(DataSource dataSource, String prefix) {
		AuditTables tables = AuditTables.of(prefix);
		return new Transactions(dataSource).run("be looked for", (connection) -> {
			try (PreparedStatement statement = Statements.prepare(connection, "SELECT size FROM " + tables.log())) {
				statement.executeQuery().close();
				return true;
			}
			catch (SQLException ex) {
				// no connection or no permission is another matter than no table
				if (!NO_TABLE.contains(String.valueOf(ex.getSQLState()))) {
					throw ex;
				}
				connection.rollback();
				return false;
			}
		});
	}

	@Override
	public List<Long> append(List<LogEntry> entries) {
		if (entries.isEmpty()) {
			return List.of();
		}
		List<Long> indices = this.transactions.run("append to its log", (connection) -> {
			EventInserts.Insertion insertion = this.events.prepare(connection, entries);
			return append(connection, entries, insertion, this.log.lock(connection));
		}, (connection) -> appendMissing(connection, entries));
		if (this.synced) {
			this.transactions.run("be synced", (connection) -> {
				DiskSync.run(connection);
				return true;
			});
		}
		return indices;
	}

	// an event must not be taken for one that no store takes because of what somebody
	// has planted in its way
	private void checkEnd(Connection connection, long size) throws SQLException {
		this.events.checkEnd(connection, size);
		this.tiles.checkEnd(connection, size);
	}

	@Override
	public void probe() {
		this.transactions.runAndUndo("be written to", (connection) -> {
			Frontier frontier = this.log.lock(connection);
			checkEnd(connection, frontier.getSize());
			this.events.insertProbe(connection, frontier.getSize());
			this.log.update(connection, frontier);
			return true;
		});
	}

	@Override
	public void probeMaintenance() {
		List<String> missing = new AuditTableRights(this.maintenance, this.tables).findMissingForMaintenance();
		if (!missing.isEmpty()) {
			throw SqlFailures.denied("erase and prune", missing);
		}
	}

	// those that are there already keep their places
	private List<Long> appendMissing(Connection connection, List<LogEntry> entries) throws SQLException {
		Frontier frontier = this.log.lock(connection);
		checkEnd(connection, frontier.getSize());
		Map<String, Long> known = this.events.findIndices(connection, entries, this.log.readFirstIndex(connection),
				frontier.getSize());
		this.events.checkNumbers(connection, entries, known);
		List<LogEntry> missing = entries.stream()
			.filter((entry) -> !known.containsKey(entry.getProjection().eventId()))
			.toList();
		Iterator<Long> added = append(connection, missing, this.events.prepare(connection, missing), frontier)
			.iterator();
		return entries.stream().map((entry) -> {
			Long index = known.get(entry.getProjection().eventId());
			return (index != null) ? index : added.next();
		}).toList();
	}

	private List<Long> append(Connection connection, List<LogEntry> entries, EventInserts.Insertion insertion,
			Frontier frontier) throws SQLException {
		insertion.insert(frontier.getSize());
		Frontier extended = frontier;
		List<TileTable.Tile> complete = new ArrayList<>();
		for (LogEntry entry : entries) {
			extended = extended.append(entry.getLeafHash(), (level, index, root) -> {
				if (level % TileHashes.HEIGHT == 0) {
					complete.add(new TileTable.Tile(level, index, root));
				}
			});
		}
		this.tiles.insert(connection, complete);
		if (this.log.update(connection, extended) != 1 && !entries.isEmpty()) {
			throw new DamagedLogException("the database does not change the row of the audit log");
		}
		return LongStream.range(frontier.getSize(), extended.getSize()).boxed().toList();
	}

	@Override
	public Frontier getFrontier() {
		return this.transactions.run("tell its size", this.log::readFrontier);
	}

	@Override
	public long getFirstIndex() {
		return this.transactions.run("tell its size", this.log::readFirstIndex);
	}

	@Override
	public AuditPage find(AuditQuery query) {
		return this.transactions.run("find records", (connection) -> this.events.find(connection, query));
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		List<AuditRecord> found = this.transactions.run("find a record",
				(connection) -> this.events.find(connection, eventId));
		return found.isEmpty() ? null : found.get(0);
	}

	@Override
	public List<AuditRecord> read(long from, int limit) {
		return this.transactions.run("read records", (connection) -> this.events.read(connection, from, limit));
	}

	@Override
	public List<MerkleHash> readLeafHashes(long from, int limit) {
		return this.transactions.run("read hashes",
				(connection) -> this.events.readLeafHashes(connection, from, limit));
	}

	@Override
	public List<Long> findStrays(int limit) {
		return this.transactions.run("look for rows outside of its log", (connection) -> {
			List<Long> strays = new ArrayList<>(this.events.findStrays(connection, limit));
			strays.addAll(this.tiles.findBeyond(connection, this.log.readFrontier(connection).getSize()));
			return strays.stream().sorted().toList();
		});
	}

	private List<MerkleHash> readHashes(int level, long from, int count) {
		if (level == 0) {
			return readLeafHashes(from, count);
		}
		return this.transactions.run("read hashes", (connection) -> this.tiles.read(connection, level, from, count));
	}

	@Override
	public MerkleHash get(int level, long index) {
		return this.hashes.get(level, index);
	}

	@Override
	public long takeVerificationTurn(String node, long next, Instant now, Instant until) {
		Transactions.Work<Long> take = (connection) -> this.turns.take(connection, node, next, now, until);
		return this.transactions.run("say who verifies it", take, take);
	}

	@Override
	public void save(StoredCheckpoint checkpoint) {
		this.transactions.run("keep a checkpoint", (connection) -> this.checkpoints.insert(connection, checkpoint),
				(connection) -> this.checkpoints.replace(connection, checkpoint));
	}

	@Override
	public @Nullable StoredCheckpoint getLatestCheckpoint() {
		List<StoredCheckpoint> latest = this.transactions.run("read checkpoints", this.checkpoints::readLatest);
		return latest.isEmpty() ? null : latest.get(0);
	}

	@Override
	public List<StoredCheckpoint> readCheckpoints(long fromSize, int limit) {
		return this.transactions.run("read checkpoints",
				(connection) -> this.checkpoints.read(connection, fromSize, limit));
	}

	@Override
	public void removeCheckpoints(List<Long> sizes) {
		this.maintenance.run("remove checkpoints", (connection) -> this.checkpoints.delete(connection, sizes));
	}

	@Override
	public int erase(String issuer, String user) {
		// or MySQL would take "alice " for "alice", of whom nothing is to be erased
		String issuerColumn = Projection.toColumn(issuer);
		String userColumn = Projection.toColumn(user);
		int all = 0;
		int erased;
		do {
			erased = this.maintenance.run("erase personal data", (connection) -> {
				// an event that came in between would keep what was derived from it
				this.log.lock(connection);
				return this.events.erase(connection, issuerColumn, userColumn, STEP);
			});
			all += erased;
		}
		while (erased == STEP);
		return all;
	}

	@Override
	public void prune(long firstIndex) {
		if (firstIndex % PRUNE_UNIT != 0 || firstIndex > getFrontier().getSize()) {
			throw new IllegalArgumentException(
					"a log is pruned at multiples of " + PRUNE_UNIT + " that it has reached");
		}
		this.maintenance.run("prune its log", (connection) -> this.log.moveFirstIndex(connection, firstIndex));
		// what is left if this ends early goes the next time
		long deleted;
		do {
			deleted = this.maintenance.run("prune its log", (connection) -> {
				this.log.lock(connection);
				return this.events.deleteBefore(connection, this.log.readFirstIndex(connection), STEP);
			});
		}
		while (deleted > 0);
	}

}
