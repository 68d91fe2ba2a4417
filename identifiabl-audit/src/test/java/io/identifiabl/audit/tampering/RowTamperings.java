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

import java.util.List;
import java.util.Map;

/**
 * Whole rows: deleted, swapped, copied, moved, and added outside of the log.
 *
 * @author Identifiabl Contributors
 */
final class RowTamperings {

	static final List<Tampering> ROWS = List.of(
			Tampering.running("the first record deleted", delete("idx = 0")).noticedBy("- - 0 0 none none - -"),
			Tampering.running("a record in the middle deleted", delete("idx = 350"))
				.noticedBy("- - 350 350 none none - -"),
			Tampering.running("the last of 256 records deleted", delete("idx = 255"))
				.noticedBy("- - 255 255 none none - -"),
			Tampering.running("the first of the next 256 records deleted", delete("idx = 256"))
				.noticedBy("- - 256 256 none none - -"),
			Tampering.running("the last record that was signed deleted", delete("idx = 601"))
				.noticedBy("- - 601 601 none none rewritten rewritten"),
			Tampering.running("records at three places deleted", delete("idx IN (10, 300, 500)"))
				.noticedBy("- - 10 10 none none - -"),
			Tampering.running("all records of a user deleted", delete("user_id = 'user-1'"))
				.noticedBy("- - 1 1 none none rewritten rewritten"),
			Tampering.running("all records deleted", "DELETE FROM identifiabl_audit_event")
				.noticedBy("- - 0–255 0 none none rewritten rewritten"),
			Tampering.running("the first 256 records of a pruned log deleted", delete("idx < 512"))
				.pruned()
				.noticedBy("- - 256–511 256 none none - -"),
			Tampering
				.running("a record deleted and the later ones moved up",
						"DELETE FROM identifiabl_audit_event WHERE idx = 350",
						"UPDATE identifiabl_audit_event SET idx = -idx WHERE idx > 350",
						"UPDATE identifiabl_audit_event SET idx = -idx - 1 WHERE idx < -350")
				.noticedBy("350 - 256–511 350 none none rewritten rewritten"),
			Tampering
				.running("the indices of all records increased by one",
						"UPDATE identifiabl_audit_event SET idx = -idx - 1",
						"UPDATE identifiabl_audit_event SET idx = -idx")
				.noticedBy("1 waits 0 0 none none rewritten rewritten"),
			Tampering.running("two records swapped, with their resources", swap("event", "resource"))
				.noticedBy("- - 256–511 256–511 0 0 - -"),
			Tampering.running("two records swapped, and their resources not", swap("event"))
				.noticedBy("350 - 256–511 350 0 0 - -"),
			Tampering.running("the resources of two records swapped", swap("resource"))
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("a record moved behind the end",
						"UPDATE identifiabl_audit_event SET idx = 100000 WHERE idx = 350")
				.noticedBy("- - 350 350 none none - -"),
			Tampering
				.running("a record moved before the beginning",
						"UPDATE identifiabl_audit_event SET idx = -5 WHERE idx = 350")
				.noticedBy("- - -5 350 none none - -"),
			Tampering
				.running("a record copied to where the next one goes",
						(administrator) -> administrator.copyRow(350, administrator.size(), Map.of()))
				.noticedBy("- waits 602 602 - - - -"),
			Tampering
				.running("a record copied far behind the end",
						(administrator) -> administrator.copyRow(350, administrator.size() + 100_000, Map.of()))
				.noticedBy("- - 100602 100602 - - - -"),
			Tampering
				.running("a record copied before the beginning",
						(administrator) -> administrator.copyRow(350, -5, Map.of()))
				.noticedBy("- - -5 -5 - - - -"),
			Tampering
				.stopped("a record copied far behind the end",
						(administrator) -> administrator.copyRow(350, 100_600, Map.of()))
				.noticedBy("- - 100600 100600 - - - -"),
			Tampering
				.running("a hundred records put back that were pruned, and one behind the end", (administrator) -> {
					for (int i = 0; i < 100; i++) {
						administrator.copyRow(350, i, Map.of());
					}
					administrator.copyRow(350, 100_000, Map.of());
				})
				.pruned()
				.noticedBy("- - 100000 100000 - - - -"),
			Tampering
				.running("a record put back that was pruned",
						(administrator) -> administrator.copyRow(350, 7, Map.of()))
				.pruned()
				.noticedBy("- - - - - - - -")
				.remark("It is outside of the log, in no answer and no bundle; `verify` notes it."),
			Tampering.running("a record behind the end with a size in a second row of the log", (administrator) -> {
				administrator.copyRow(350, 100_000, Map.of());
				administrator.sql("INSERT INTO identifiabl_audit_log SELECT 2, origin, 200000, frontier, 300, 1 "
						+ "FROM identifiabl_audit_log WHERE id = 1");
			}).noticedBy("- - 100000 100000 - - - -"),
			Tampering.running("a second record at an index", (administrator) -> {
				administrator.sql(administrator.getPlatform().dropPrimaryKey("event"));
				administrator.copyRow(351, 350, Map.of());
			}).withTables().noticedBy("350 - 256–511 350 none none - -"),
			Tampering
				.running("the records of a part replaced by those of another log",
						(administrator) -> administrator.replay(300, 100))
				.noticedBy("- - 256–511 599 0 0 - -"),
			Tampering
				.running("a resource added to a record",
						"INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (350, 'patient/18')")
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("a resource of a record deleted",
						"DELETE FROM identifiabl_audit_resource WHERE idx = 350 AND resource = 'patient/17'")
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("a resource moved to another record",
						"UPDATE identifiabl_audit_resource SET idx = 402 WHERE idx = 350 AND resource = 'patient/17'")
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("a resource renamed",
					"UPDATE identifiabl_audit_resource SET resource = 'patient/18' WHERE idx = 350 AND resource = 'patient/17'")
				.noticedBy("350 - 350 350 - - - -"),
			Tampering
				.running("a resource of a record twice",
						(administrator) -> administrator.sql(administrator.getPlatform().dropPrimaryKey("resource"),
								"INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (350, 'patient/17')"))
				.withTables()
				.noticedBy("350 - 350 350 - - - -"),
			Tampering.running("all resources deleted", "DELETE FROM identifiabl_audit_resource")
				.noticedBy("1 - 1 1 - - - -"),
			Tampering
				.running("a resource far behind the end",
						"INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (100000, 'patient/17')")
				.noticedBy("- - 100000 100000 - - - -"),
			Tampering
				.running("a resource before the beginning",
						"INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (-5, 'patient/17')")
				.noticedBy("- - -5 -5 - - - -"));

	private RowTamperings() {
	}

	private static String delete(String which) {
		return "DELETE FROM identifiabl_audit_event WHERE " + which;
	}

	private static String[] swap(String... tables) {
		return java.util.Arrays.stream(tables)
			.map(LogTables::name)
			.flatMap((table) -> java.util.stream.Stream.of("UPDATE " + table + " SET idx = -1 WHERE idx = 350",
					"UPDATE " + table + " SET idx = 350 WHERE idx = 353",
					"UPDATE " + table + " SET idx = 353 WHERE idx = -1"))
			.toArray(String[]::new);
	}

}
