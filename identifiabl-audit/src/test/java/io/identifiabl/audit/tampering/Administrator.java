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

package io.identifiabl.audit.tampering;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever administers the database: may send any statement, and has the code of this
 * library, but no key of the log.
 *
 * @author Identifiabl Contributors
 */
final class Administrator {

	private static final Ed25519CheckpointSigner OTHER_KEY = TamperedNode.newSigner();

	private final DataSource database;

	private final Platform platform;

	private final Instant now;

	private final GenuineLog.ErasedRow backup;

	Administrator(DataSource database, Platform platform, Instant now, GenuineLog.ErasedRow backup) {
		this.backup = backup;
		this.database = database;
		this.platform = platform;
		this.now = now;
	}

	Platform getPlatform() {
		return this.platform;
	}

	Instant now() {
		return this.now;
	}

	/**
	 * Send statements. Those that change rows have to find some.
	 */
	void sql(String... statements) {
		for (String sql : statements) {
			int count = update(sql);
			assertThat(count).as(sql).isGreaterThanOrEqualTo(sql.matches("(?s)(INSERT|UPDATE|DELETE).*") ? 1 : 0);
		}
	}

	int update(String sql, @Nullable Object... parameters) {
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			return statement.executeUpdate();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	String text(String sql) {
		return String.valueOf(query(sql).get(0));
	}

	private List<@Nullable Object> query(String sql) {
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection.prepareStatement(sql);
				ResultSet rows = statement.executeQuery()) {
			List<@Nullable Object> values = new ArrayList<>();
			while (rows.next()) {
				values.add(rows.getObject(1));
			}
			return values;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	/**
	 * Return the number of records that the log says it has.
	 */
	long size() {
		return Long.parseLong(text("SELECT size FROM identifiabl_audit_log WHERE id = 1"));
	}

	/**
	 * Change a leaf together with its hash.
	 */
	void replaceLeaf(long index, String text, String replacement) {
		String payload = text("SELECT payload FROM identifiabl_audit_event WHERE idx = " + index);
		String changed = payload.replace(text, replacement);
		assertThat(changed).isNotEqualTo(payload);
		MerkleHash hash = MerkleHash.ofLeaf(changed.getBytes(StandardCharsets.UTF_8));
		update("UPDATE identifiabl_audit_event SET payload = ?, leaf_hash = ? WHERE idx = ?", changed, hash.toBytes(),
				index);
	}

	/**
	 * Write a row like one that is there.
	 * @param changes expressions for columns
	 */
	void copyRow(long from, long to, Map<String, String> changes) {
		String id = "'" + "0".repeat(24) + String.format(java.util.Locale.ROOT, "%012d", Math.abs(to)) + "'";
		String values = LogTables.EVENT_COLUMNS.stream().map((column) -> switch (column) {
			case "idx" -> String.valueOf(to);
			case "event_id" -> changes.getOrDefault(column, id);
			case "stream" -> changes.getOrDefault(column, "'copied'");
			case "seq" -> changes.getOrDefault(column, String.valueOf(to));
			default -> changes.getOrDefault(column, column);
		}).collect(Collectors.joining(", "));
		sql("INSERT INTO identifiabl_audit_event (" + String.join(", ", LogTables.EVENT_COLUMNS) + ") SELECT " + values
				+ " FROM identifiabl_audit_event WHERE idx = " + from);
	}

	/**
	 * Append records as a node does.
	 * @param time the time that they claim
	 */
	void append(Instant time, AuditEvent... events) {
		JdbcAuditStore store = JdbcAuditStore.open(this.database, JdbcAuditStore.DEFAULT_PREFIX, TamperedNode.ORIGIN);
		store.append(entries("forged-" + store.getFrontier().getSize(), time, events));
	}

	static List<LogEntry> entries(String stream, Instant time, AuditEvent... events) {
		EntryWriter writer = new EntryWriter(TamperedNode.ORIGIN, "node", stream, new SecureRandom());
		List<LogEntry> entries = new ArrayList<>();
		Arrays.stream(events).forEach((event) -> entries.add(writer.write(event, entries.size(), time)));
		return entries;
	}

	/**
	 * Delete all records from an index on, and what was calculated from them.
	 */
	void cutOff(int size) {
		sql("DELETE FROM identifiabl_audit_event WHERE idx >= " + size,
				"DELETE FROM identifiabl_audit_resource WHERE idx >= " + size);
		calculateHashes();
	}

	/**
	 * Calculate all hashes above those of the leaves anew, of a log that has all its
	 * leaves.
	 */
	void calculateHashes() {
		Frontier frontier = Frontier.empty();
		List<MerkleHash> parts = new ArrayList<>();
		for (Object leaf : query("SELECT leaf_hash FROM identifiabl_audit_event WHERE idx >= 0 ORDER BY idx")) {
			frontier = frontier.append(MerkleHash.of((leaf instanceof byte[] bytes) ? bytes : new byte[0]),
					(level, index, root) -> {
						if (level == 8) {
							parts.add(root);
						}
					});
		}
		update("DELETE FROM identifiabl_audit_tile");
		for (int i = 0; i < parts.size(); i++) {
			update("INSERT INTO identifiabl_audit_tile (level, n, hash) VALUES (8, ?, ?)", (long) i,
					parts.get(i).toBytes());
		}
		update("UPDATE identifiabl_audit_log SET size = ?, frontier = ? WHERE id = 1", frontier.getSize(),
				MerkleHash.join(frontier.getRoots()));
	}

	/**
	 * Sign the state of the log with a key of one's own.
	 */
	void signWithOtherKey() {
		Frontier frontier = JdbcAuditStore.open(this.database, JdbcAuditStore.DEFAULT_PREFIX, TamperedNode.ORIGIN)
			.getFrontier();
		String note = OTHER_KEY.sign(new Checkpoint(TamperedNode.ORIGIN, frontier.getSize(), frontier.getRoot()))
			.toString();
		addCheckpoint(frontier.getSize(), note);
	}

	void addCheckpoint(long size, String note) {
		update("DELETE FROM identifiabl_audit_checkpoint WHERE size = ?", size);
		update("INSERT INTO identifiabl_audit_checkpoint (size, note, created) VALUES (?, ?, "
				+ "TIMESTAMP '2026-07-08 10:00:00')", size, note);
	}

	/**
	 * Write a time that no clock shows, in the spelling of each database.
	 */
	void impossibleTime(String before, String after) {
		String time = switch (this.platform) {
			case H2 -> "TIMESTAMP '-99999-01-01 00:00:00'";
			case POSTGRESQL -> "'-infinity'";
			case MARIADB -> "'0000-00-00 00:00:00'";
		};
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			if (this.platform == Platform.MARIADB) {
				statement.execute("SET sql_mode = ''");
			}
			assertThat(statement.executeUpdate(before + time + after)).isPositive();
			if (this.platform == Platform.MARIADB) {
				statement.execute("SET sql_mode = DEFAULT");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void appendPruned(long first) {
		append(this.now,
				AuditEvent.builder(EventTypes.PRUNED, this.now)
					.with(AuditField.FIRST, 0L)
					.with(AuditField.LAST, first - 1)
					.with(AuditField.COUNT, first)
					.build());
	}

	void appendErasure(int count) {
		append(this.now, erasure("intent", null), erasure("outcome", count));
	}

	private AuditEvent erasure(String phase, @Nullable Integer count) {
		return AuditEvent.builder(EventTypes.SUBJECT_ERASED, this.now)
			.with(AuditField.PHASE, phase)
			.with(AuditField.COUNT, count)
			.build();
	}

	/**
	 * Put records of another log in the place of those of this one.
	 */
	void replay(int from, int count) {
		AuditEvent[] events = IntStream.range(0, count)
			.mapToObj((i) -> TamperedNode.event(this.now, "user-1", i))
			.toArray(AuditEvent[]::new);
		List<LogEntry> entries = entries("of another log", this.now, events);
		for (int i = 0; i < count; i++) {
			LogEntry entry = entries.get(i);
			Projection projection = entry.getProjection();
			update("UPDATE identifiabl_audit_event SET payload = ?, personal = ?, leaf_hash = ?, event_id = ?, "
					+ "event_time = ?, stream = ?, seq = ?, type = ?, issuer = ?, user_id = ?, org_id = ?, tenant = ?, "
					+ "tool = ?, client_id = ?, claimed = NULL, decision = ?, outcome = ?, trace_id = ?, email = ?, "
					+ "address = ?, client_claimed = ?, route = ?, reason = ? WHERE idx = ?", entry.getPayload(),
					entry.getPersonal(), entry.getLeafHash().toBytes(), projection.eventId(),
					LocalDateTime.ofInstant(projection.time(), ZoneOffset.UTC), projection.stream(),
					projection.sequence(), projection.type(), projection.issuer(), projection.user(), projection.org(),
					projection.tenant(), projection.tool(), projection.client(), projection.decision(),
					projection.outcome(), projection.trace(), projection.email(), projection.address(),
					projection.clientClaimed(), projection.route(), projection.reason(), from + i);
			update("DELETE FROM identifiabl_audit_resource WHERE idx = ?", from + i);
			for (String resource : projection.resources()) {
				update("INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (?, ?)", from + i, resource);
			}
		}
	}

	/**
	 * Put back what was erased, as a backup has it.
	 */
	void restoreErased(long index) {
		GenuineLog.ErasedRow row = this.backup;
		Projection projection = row.projection();
		update("UPDATE identifiabl_audit_event SET personal = ?, user_id = ?, client_id = ?, trace_id = ?, email = ?, "
				+ "address = ?, client_claimed = ? WHERE idx = ?", row.personal(), projection.user(),
				projection.client(), projection.trace(), projection.email(), projection.address(),
				projection.clientClaimed(), index);
		for (String resource : projection.resources()) {
			update("INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (?, ?)", index, resource);
		}
	}

	/**
	 * Have the database change new records, or leave them out.
	 */
	void trigger(boolean leaveOut) {
		switch (this.platform) {
			case H2 -> sql("CREATE TRIGGER tampering BEFORE INSERT ON identifiabl_audit_event FOR EACH ROW CALL '"
					+ (leaveOut ? TamperingTrigger.LeavingOut.class : TamperingTrigger.class).getName() + "'");
			case POSTGRESQL -> sql(
					"CREATE FUNCTION tampering() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
							+ (leaveOut ? "RETURN NULL; END $$"
									: "NEW.payload = REPLACE(NEW.payload, 'permit', 'deny'); RETURN NEW; END $$"),
					"CREATE TRIGGER tampering BEFORE INSERT ON identifiabl_audit_event FOR EACH ROW "
							+ "EXECUTE FUNCTION tampering()");
			// nothing is left out by a trigger there
			case MARIADB ->
				sql("CREATE TRIGGER tampering BEFORE INSERT ON identifiabl_audit_event FOR EACH ROW SET " + (leaveOut
						? "NEW.idx = NEW.idx + 1000000" : "NEW.payload = REPLACE(NEW.payload, 'permit', 'deny')"));
		}
	}

	String note(long size) {
		return text("SELECT note FROM identifiabl_audit_checkpoint WHERE size = " + size);
	}

}
