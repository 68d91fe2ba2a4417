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

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is erased, what is appended as a node does, and what is done to the tables.
 *
 * @author Identifiabl Contributors
 */
final class WriterTamperings {

	private static final String EVENT = "identifiabl_audit_event";

	private static final String ERASED = " SET personal = NULL, user_id = NULL, client_id = NULL, claimed = NULL, "
			+ "trace_id = NULL, email = NULL, address = NULL, client_claimed = NULL WHERE ";

	static final List<Tampering> ROWS = List.of(
			Tampering
				.running("an erasure imitated of one record", "UPDATE " + EVENT + ERASED + "idx = 350",
						"DELETE FROM identifiabl_audit_resource WHERE idx = 350")
				.noticedBy("- - - 20–370 - - - -"),
			Tampering
				.running("an erasure imitated of a user",
						"DELETE FROM identifiabl_audit_resource WHERE idx IN (SELECT e.idx "
								+ "FROM identifiabl_audit_event e WHERE e.user_id = 'user-1')",
						"UPDATE " + EVENT + ERASED + "user_id = 'user-1'")
				.noticedBy("- - - 1–601 - - - -"),
			Tampering.running("an erasure imitated that leaves the resources", "UPDATE " + EVENT + ERASED + "idx = 350")
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("an erasure imitated, and an erasure of one record appended", (administrator) -> {
				administrator.sql("UPDATE " + EVENT + ERASED + "idx = 350",
						"DELETE FROM identifiabl_audit_resource WHERE idx = 350");
				administrator.appendErasure(1);
			}).noticedBy("- - - - - - - -").remark("An export with personal data that was kept."), Tampering
				.running("an erased record restored from a backup, and another one erased instead", (administrator) -> {
					administrator.restoreErased(320);
					administrator.sql("UPDATE " + EVENT + ERASED + "idx = 350",
							"DELETE FROM identifiabl_audit_resource WHERE idx = 350");
				})
				.noticedBy("- - - - - - - -")
				.remark("An export with personal data that was kept."),
			Tampering.running("a record of an erasure deleted", "DELETE FROM " + EVENT + " WHERE idx = 401")
				.noticedBy("- - 401 401 none none - -"),
			Tampering
				.running("a record appended as a node does",
						(administrator) -> administrator.append(administrator.now(),
								TamperedNode.event(administrator.now(), "mallory", 7)))
				.noticedBy("- - - - - - - -")
				.remark("None: it adds to the log and changes nothing in it. Compare the number of records with what was done."),
			Tampering
				.stopped("a record appended as a node does, with the time of the last checkpoint",
						(administrator) -> administrator.append(administrator.now(),
								TamperedNode.event(administrator.now(), "mallory", 7)))
				.noticedBy("- - - - - - - -")
				.remark("None: it adds to the log and changes nothing in it. Compare the number of records with what was done."),
			Tampering
				.stopped("a record appended as a node does, an hour after the last checkpoint",
						(administrator) -> administrator.append(administrator.now().plus(Duration.ofHours(1)),
								TamperedNode.event(administrator.now(), "mallory", 7)))
				.noticedBy("- unsigned none - - - unsigned unsigned"),
			Tampering.stopped("a record appended an hour after the last checkpoint, with another leaf beside its hash",
					(administrator) -> {
						administrator.append(administrator.now().plus(Duration.ofHours(1)),
								TamperedNode.event(administrator.now(), "mallory", 7));
						administrator.sql("UPDATE " + EVENT + " SET payload = (SELECT e.payload FROM " + EVENT
								+ " e WHERE e.idx = 350) WHERE idx = 600");
					})
				.noticedBy("- unsigned none 600 - - unsigned unsigned"),
			Tampering
				.running("the hash planted that the next part will have",
						(administrator) -> administrator.update(
								"INSERT INTO identifiabl_audit_tile (level, n, hash) VALUES (8, 2, ?)", new byte[32]))
				.noticedBy("- - 767 767 - - - -"),
			Tampering.running("the resource planted that the next record will have",
					(administrator) -> administrator
						.sql("INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (" + administrator.size()
								+ ", 'patient/17')"))
				.noticedBy("- waits 602 602 - - - -"),
			Tampering.running("the number given to an old record that the next one will have",
					(administrator) -> administrator.sql("UPDATE " + EVENT + " SET seq = 2, stream = '"
							+ administrator.text("SELECT stream FROM " + EVENT + " WHERE idx = 601")
							+ "' WHERE idx = 10"))
				.noticedBy("10 waits 10 10 - - - -"),
			Tampering
				.running("the id given to an old record that the next one will have",
						"UPDATE " + EVENT + " SET event_id = '" + TamperedNode.NEXT_ID + "' WHERE idx = 10")
				.noticedBy("10 waits 10 10 - - - -"),
			Tampering
				.running("a trigger that changes the leaf of new records",
						(administrator) -> administrator.trigger(false))
				.withTables()
				.noticedBy("602 - 602 602 602 602 - -"),
			Tampering.running("a trigger that leaves out new records", (administrator) -> administrator.trigger(true))
				.withTables()
				.noticedBy("- rewritten 1000602 602 - - - -")
				.on(Platform.POSTGRESQL, "- waits - - - - - -"),
			Tampering
				.running("times cut to seconds by another type of the column",
						(administrator) -> administrator.sql(administrator.getPlatform().cutTimes()))
				.withTables()
				.noticedBy("1 - 1 1 - - - -"),
			Tampering
				.running("a view in place of the records that hides one", view("SELECT * FROM hidden WHERE idx <> 350"))
				.withTables()
				.noticedBy("- waits 350 350 none none - -")
				.on(Platform.POSTGRESQL, "- - 350 350 none none - -")
				.on(Platform.MARIADB, "- - 350 350 none none - -"),
			Tampering
				.running("a view in place of the records that fails at one",
						view("SELECT " + columns("CASE WHEN idx = 350 THEN 1 / (idx - 350) ELSE seq END")
								+ " FROM hidden"))
				.withTables()
				.noticedBy("fails waits 256–511 fails none none - -")
				.on(Platform.MARIADB, "350 waits 350 350 - - - -"),
			Tampering
				.running("a view in place of the records that hides one from whoever asks for its user",
						WriterTamperings::hideFromWhoeverAsks)
				.withTables()
				.noticedBy("- waits - - - - - -")
				.on(Platform.POSTGRESQL, "- - - - - - - -")
				.on(Platform.MARIADB, "- - - - - - - -")
				.remark("None is needed: an export of everything and a bundle, which do not ask for that user alone, have the record."));

	private WriterTamperings() {
	}

	private static String columns(String sequence) {
		return String.join(", ",
				LogTables.EVENT_COLUMNS.stream()
					.map((column) -> column.equals("seq") ? sequence + " AS seq" : column)
					.toList());
	}

	private static void hideFromWhoeverAsks(Administrator administrator) {
		administrator.sql(view("SELECT * FROM hidden WHERE idx <> 350 OR NOT "
				+ administrator.getPlatform().isAskedFor("user_id = ")));
		String all = "SELECT COUNT(*) FROM " + EVENT + " WHERE idx = 350";
		assertThat(administrator.text(all)).isEqualTo("1");
		assertThat(administrator.text(all + " AND user_id = 'user-2'")).isEqualTo("0");
	}

	private static String[] view(String select) {
		return new String[] { "ALTER TABLE identifiabl_audit_event RENAME TO hidden",
				"CREATE VIEW identifiabl_audit_event AS " + select };
	}

}
