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
 * Hashes, the row of the log, and what was rewritten with all of them.
 *
 * @author Identifiabl Contributors
 */
final class HashTamperings {

	private static final String NO_CHECKPOINTS = "DELETE FROM identifiabl_audit_checkpoint";

	static final List<Tampering> ROWS = List.of(
			Tampering.running("a leaf replaced with its hash", HashTamperings::replace)
				.noticedBy("- - 256–511 256–511 0 0 - -"),
			Tampering.running("a leaf replaced with all hashes", HashTamperings::rewrite)
				.noticedBy("- rewritten 0–511 310–399 0 0 rewritten rewritten"),
			Tampering.running("a leaf replaced with all hashes, without the checkpoints", (administrator) -> {
				rewrite(administrator);
				administrator.sql(NO_CHECKPOINTS);
			}).noticedBy("- rewritten 0–511 0–601 0 0 unsigned rewritten"),
			Tampering.running("a leaf replaced with all hashes, with a checkpoint by another key", (administrator) -> {
				rewrite(administrator);
				administrator.sql(NO_CHECKPOINTS);
				administrator.signWithOtherKey();
			}).noticedBy("- rewritten 0–511 0–601 0 0 untrusted_checkpoint untrusted_checkpoint"),
			Tampering.stopped("a leaf replaced with all hashes", HashTamperings::rewrite)
				.noticedBy("- rewritten none 310–399 0 0 rewritten rewritten"),
			Tampering.stopped("a leaf replaced with all hashes, without the checkpoints", (administrator) -> {
				rewrite(administrator);
				administrator.sql(NO_CHECKPOINTS);
			}).noticedBy("- unsigned none 0–602 none none unsigned rewritten"),
			Tampering.stopped("a leaf replaced with all hashes, without the checkpoints after it", (administrator) -> {
				rewrite(administrator);
				administrator.sql(NO_CHECKPOINTS + " WHERE size > 350");
			}).noticedBy("- - - - - 0 - rewritten"),
			Tampering.stopped("a leaf replaced with all hashes, with a checkpoint by another key", (administrator) -> {
				rewrite(administrator);
				administrator.sql(NO_CHECKPOINTS);
				administrator.signWithOtherKey();
			}).noticedBy("- untrusted_checkpoint none 0–599 none none untrusted_checkpoint untrusted_checkpoint"),
			Tampering
				.running("a hash of 256 records edited",
						(administrator) -> administrator
							.update("UPDATE identifiabl_audit_tile SET hash = ? WHERE n = 1", new byte[32]))
				.noticedBy("- - 0–511 256–511 - - rewritten rewritten"),
			Tampering.running("a hash of 256 records deleted", "DELETE FROM identifiabl_audit_tile WHERE n = 1")
				.noticedBy("- - 0–511 256–511 - - rewritten rewritten"),
			Tampering
				.running("the hashes of 256 records swapped", "UPDATE identifiabl_audit_tile SET n = -1 WHERE n = 0",
						"UPDATE identifiabl_audit_tile SET n = 0 WHERE n = 1",
						"UPDATE identifiabl_audit_tile SET n = 1 WHERE n = -1")
				.noticedBy("- - 0–511 0–255 - - rewritten rewritten"),
			Tampering.running("all hashes of 256 records deleted", "DELETE FROM identifiabl_audit_tile")
				.noticedBy("- - 0–511 0–255 - - rewritten rewritten"),
			Tampering
				.running("a hash of 256 pruned records edited",
						(administrator) -> administrator
							.update("UPDATE identifiabl_audit_tile SET hash = ? WHERE n = 0", new byte[32]))
				.pruned()
				.noticedBy("- - 0–511 256 0 0 rewritten rewritten"),
			Tampering
				.running("the end cut off, and the row of the log left",
						"DELETE FROM identifiabl_audit_event WHERE idx >= 550")
				.noticedBy("- - 550–601 550 none none rewritten rewritten"),
			Tampering.running("the end cut off, with the row of the log", (administrator) -> administrator.cutOff(550))
				.noticedBy("- rolled_back 551–601 551–601 none none rolled_back rolled_back"),
			Tampering.running("the end cut off, with the row of the log and all checkpoints that cover it",
					(administrator) -> {
						administrator.cutOff(550);
						administrator.sql(NO_CHECKPOINTS + " WHERE size > 550");
					})
				.noticedBy("- rolled_back 551–601 551–601 none none - rolled_back"),
			Tampering.stopped("the end cut off, with the row of the log", (administrator) -> administrator.cutOff(550))
				.noticedBy("- rolled_back none 553–599 none none rolled_back rolled_back"),
			Tampering.stopped("the end cut off where a checkpoint was signed, with all later ones", (administrator) -> {
				administrator.cutOff(520);
				administrator.sql(NO_CHECKPOINTS + " WHERE size > 520");
			}).noticedBy("- - - - - 523 - rolled_back"),
			Tampering.stopped("the end cut off, with all checkpoints", (administrator) -> {
				administrator.cutOff(550);
				administrator.sql(NO_CHECKPOINTS);
			}).noticedBy("- unsigned none 0–552 none none unsigned rolled_back"),
			Tampering
				.stopped("everything deleted", "DELETE FROM identifiabl_audit_event",
						"DELETE FROM identifiabl_audit_resource", "DELETE FROM identifiabl_audit_tile", NO_CHECKPOINTS,
						"DELETE FROM identifiabl_audit_log")
				.noticedBy("- - - - - 3 - rolled_back"),
			Tampering
				.running("everything deleted", "DELETE FROM identifiabl_audit_event",
						"DELETE FROM identifiabl_audit_resource", "DELETE FROM identifiabl_audit_tile", NO_CHECKPOINTS,
						"DELETE FROM identifiabl_audit_log")
				.noticedBy("fails rewritten fails 0 none none - rolled_back"),
			Tampering.running("`log.size`: one less", "UPDATE identifiabl_audit_log SET size = size - 1")
				.noticedBy("- rolled_back 601 601 - - rolled_back rolled_back"),
			Tampering.running("`log.size`: one more", "UPDATE identifiabl_audit_log SET size = size + 1")
				.noticedBy("fails rewritten - 0 - - rewritten rewritten"),
			Tampering
				.running("`log.frontier`: emptied",
						(administrator) -> administrator.update("UPDATE identifiabl_audit_log SET frontier = ?",
								new byte[0]))
				.noticedBy("fails rewritten - 0 - - rewritten rewritten"),
			Tampering
				.running("`log.frontier`: other hashes",
						(administrator) -> administrator.update("UPDATE identifiabl_audit_log SET frontier = ?",
								new byte[32 * Long.bitCount(administrator.size())]))
				.noticedBy("- rewritten - 0–602 - - rewritten rewritten"),
			Tampering.running("`log.origin`: another name", "UPDATE identifiabl_audit_log SET origin = 'others'")
				.noticedBy("fails rewritten - 0 - - refuses refuses"),
			Tampering.running("`log.id`: another number", "UPDATE identifiabl_audit_log SET id = 2")
				.noticedBy("fails rewritten - 0 none none rolled_back rolled_back"),
			Tampering
				.running("`log.schema_version`: a later one", "UPDATE identifiabl_audit_log SET schema_version = 2")
				.noticedBy("- - - - - - refuses refuses")
				.remark("Nothing depends on it while a node runs."),
			Tampering.running("the row of the log deleted", "DELETE FROM identifiabl_audit_log")
				.noticedBy("fails rewritten - 0 none none rolled_back rolled_back"),
			Tampering.stopped("the row of the log deleted", "DELETE FROM identifiabl_audit_log")
				.noticedBy("- rolled_back none 0 - - rolled_back rolled_back"));

	private HashTamperings() {
	}

	private static void replace(Administrator administrator) {
		administrator.replaceLeaf(350, "saveMemory", "readMemory");
		administrator.sql("UPDATE identifiabl_audit_event SET tool = 'readMemory' WHERE idx = 350");
	}

	private static void rewrite(Administrator administrator) {
		replace(administrator);
		administrator.calculateHashes();
	}

}
