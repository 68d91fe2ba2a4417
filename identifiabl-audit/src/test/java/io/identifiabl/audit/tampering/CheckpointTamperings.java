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

/**
 * Checkpoints, where the log begins, and whose turn it is to verify.
 *
 * @author Identifiabl Contributors
 */
final class CheckpointTamperings {

	private static final String CHECKPOINT = "identifiabl_audit_checkpoint";

	private static final String CUT_TEXT = "UPDATE " + CHECKPOINT + " SET note = REPLACE(note, 'notes', 'other') ";

	static final List<Tampering> ROWS = List
		.of(Tampering.running("an earlier checkpoint: another text", CUT_TEXT + "WHERE size = 520")
			.noticedBy("- - - 402–519 - - - -"),
				Tampering
					.running("an earlier checkpoint: another size",
							"UPDATE " + CHECKPOINT + " SET size = 521 WHERE size = 520")
					.noticedBy("- - - 402–520 - - - -"),
				Tampering
					.running("an earlier checkpoint: the text of another one",
							"UPDATE " + CHECKPOINT + " SET note = (SELECT c.note FROM " + CHECKPOINT
									+ " c WHERE c.size = 400) WHERE size = 520")
					.noticedBy("- - - 402–519 - - - -"),
				Tampering
					.running("an earlier checkpoint: emptied",
							"UPDATE " + CHECKPOINT + " SET note = '' WHERE size = 520")
					.noticedBy("- - - 402–519 - - - -"),
				Tampering.running("an earlier checkpoint deleted", "DELETE FROM " + CHECKPOINT + " WHERE size = 520")
					.noticedBy("- - - - - - - -")
					.remark("A later one proves the same; nodes delete such themselves when they are old."),
				Tampering.running("the latest checkpoint deleted", "DELETE FROM " + CHECKPOINT + " WHERE size = 602")
					.noticedBy("- - - - - - - -")
					.remark("The node signs it again within its heartbeat."),
				Tampering.running("all checkpoints deleted", "DELETE FROM " + CHECKPOINT)
					.noticedBy("- - - - - - unsigned -")
					.remark("The node signs the same state again within its heartbeat."),
				Tampering
					.running("`checkpoint.created` of all: years ago",
							"UPDATE " + CHECKPOINT + " SET created = TIMESTAMP '2001-01-01 00:00:00'")
					.noticedBy("- - - - - - - -")
					.remark("Only the node's deletion of superfluous checkpoints asks for it; ages are signed."),
				Tampering
					.running("`checkpoint.created`: what no clock shows",
							(administrator) -> administrator.impossibleTime("UPDATE " + CHECKPOINT + " SET created = ",
									""))
					.noticedBy("- - - - - - - -")
					.remark("Ages are signed."),
				Tampering.running(
						"a checkpoint of a larger log, by nobody",
						(administrator) -> administrator.addCheckpoint(100_000, larger(administrator)))
					.noticedBy("- - - 603–99999 - - untrusted_checkpoint untrusted_checkpoint"),
				Tampering.running(
						"a genuine older checkpoint, as one of a larger log",
						(administrator) -> administrator.addCheckpoint(100_000, administrator.note(520)))
					.noticedBy("- - - 603–99999 - - untrusted_checkpoint untrusted_checkpoint"),
				Tampering.stopped(
						"a genuine older checkpoint, as one of a larger log",
						(administrator) -> administrator.addCheckpoint(100_000, administrator.note(520)))
					.noticedBy("- untrusted_checkpoint none 603–99999 - 520 untrusted_checkpoint untrusted_checkpoint"),
				Tampering.stopped("the latest checkpoint: another text", CUT_TEXT + "WHERE size = 600")
					.noticedBy(
							"- untrusted_checkpoint none 520–599 none none untrusted_checkpoint untrusted_checkpoint"),
				Tampering
					.stopped("the latest checkpoint: no note",
							"UPDATE " + CHECKPOINT + " SET note = 'x' WHERE size = 600")
					.noticedBy(
							"- untrusted_checkpoint none 520–599 none none untrusted_checkpoint untrusted_checkpoint"),
				Tampering.stopped("the latest checkpoint deleted", "DELETE FROM " + CHECKPOINT + " WHERE size = 600")
					.noticedBy("- - - - - - - -")
					.remark("Nothing else was changed, and the node signs the same records again."),
				Tampering.stopped("all checkpoints deleted", "DELETE FROM " + CHECKPOINT)
					.noticedBy("- unsigned none 0–602 none none unsigned -"),
				Tampering.running("`log.first_index`: 256", "UPDATE identifiabl_audit_log SET first_index = 256")
					.noticedBy("- truncated - 0–255 none none truncated truncated"),
				Tampering
					.running("`log.first_index`: beyond the end", "UPDATE identifiabl_audit_log SET first_index = 1024")
					.noticedBy("- truncated - 0–1023 none none truncated truncated"),
				Tampering.running("`log.first_index`: negative", "UPDATE identifiabl_audit_log SET first_index = -256")
					.noticedBy("- truncated - 0 none none truncated truncated"),
				Tampering
					.running("the first 256 records deleted, with `log.first_index`", CheckpointTamperings::cutBegin)
					.noticedBy("- truncated 0–255 0–255 none none truncated truncated"),
				Tampering
					.stopped("the first 256 records deleted, with `log.first_index`", CheckpointTamperings::cutBegin)
					.noticedBy("- truncated none 0–255 none none truncated truncated"),
				Tampering.stopped("the first 256 records deleted, and a record of their pruning appended",
						(administrator) -> {
							administrator.appendPruned(256);
							cutBegin(administrator);
						})
					.noticedBy("- truncated none 0–255 none none truncated truncated"),
				Tampering.running("the first 256 records deleted, and a record of their pruning appended",
						(administrator) -> {
							administrator.appendPruned(256);
							cutBegin(administrator);
						})
					.noticedBy("- truncated 0–255 0–255 none none truncated truncated"),
				Tampering
					.running("`log.first_index` of a pruned log: 0", "UPDATE identifiabl_audit_log SET first_index = 0")
					.pruned()
					.noticedBy("- truncated - 0 none none - -"),
				Tampering
					.stopped("`log.first_index` of a pruned log: 0", "UPDATE identifiabl_audit_log SET first_index = 0")
					.pruned()
					.noticedBy("- - 0–255 0 none none - -"),
				Tampering
					.running("`log.first_index` of a pruned log: 512",
							"UPDATE identifiabl_audit_log SET first_index = 512")
					.pruned()
					.noticedBy("- truncated - 0–511 none none truncated truncated"),
				Tampering
					.running("the checkpoint deleted at which a pruned log begins",
							"DELETE FROM " + CHECKPOINT + " WHERE size = 256")
					.pruned()
					.noticedBy("- - - 0–255 none none truncated truncated"),
				Tampering
					.stopped("the checkpoint deleted at which a pruned log begins",
							"DELETE FROM " + CHECKPOINT + " WHERE size = 256")
					.pruned()
					.noticedBy("- truncated none 0–255 none none truncated truncated"),
				Tampering
					.running("the record deleted that tells of the pruning",
							"DELETE FROM identifiabl_audit_event WHERE idx = 601")
					.pruned()
					.noticedBy("- - 601 601 none none rewritten rewritten"),
				Tampering.running("a turn of the verification that never ends", turn(Long.MAX_VALUE / 2, 0))
					.noticedBy("- - - - - - - -")
					.remark("No node takes turns that long, and it is not waited for."),
				Tampering.running("a turn of the verification that begins at the end, and an edited record",
						(administrator) -> {
							administrator.sql(turn(0, 601));
							administrator.sql("UPDATE identifiabl_audit_event SET tool = 'x' WHERE idx = 10");
						})
					.noticedBy("10 - 10 10 - - - -"),
				Tampering.running("a turn of the verification that begins before the beginning", turn(0, -1))
					.noticedBy("- - - - - - - -")
					.remark("It begins at the beginning."),
				Tampering
					.running("the table of turns deleted, and an edited record", "DROP TABLE identifiabl_audit_turn",
							"UPDATE identifiabl_audit_event SET tool = 'x' WHERE idx = 10")
					.withTables()
					.noticedBy("10 - 10 10 - - - -"));

	private CheckpointTamperings() {
	}

	private static String larger(Administrator administrator) {
		return administrator.note(602).replace("\n602\n", "\n100000\n");
	}

	private static void cutBegin(Administrator administrator) {
		administrator.sql("DELETE FROM identifiabl_audit_event WHERE idx < 256",
				"DELETE FROM identifiabl_audit_resource WHERE idx < 256",
				"UPDATE identifiabl_audit_log SET first_index = 256");
	}

	private static String turn(long endsAt, long next) {
		return "INSERT INTO identifiabl_audit_turn (id, node, ends_at, next_index) VALUES (1, 'nobody', " + endsAt
				+ ", " + next + ")";
	}

}
