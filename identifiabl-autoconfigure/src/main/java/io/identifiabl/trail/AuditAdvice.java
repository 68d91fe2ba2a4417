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

package io.identifiabl.trail;

import io.identifiabl.audit.trail.CheckpointerState.Trouble;

/**
 * What can be wrong with the log, and what to do about it, in the words of health and of
 * the application's log.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditAdvice {

	/** What to do about answers that are not what was recorded. */
	public static final String CHANGED_ANSWERS = "Records were answered that are not what was recorded: somebody "
			+ "changed them in the database. Verify the log (POST to the endpoint audittrail/verify), restore them from "
			+ "a backup, and restart the nodes.";

	/** What to do if no state of the log can be signed. */
	public static final String OVERDUE = "No state of the audit log was signed for longer than its heartbeat and a "
			+ "minute, so that nothing proves what was recorded since. The database may refuse to read the log or to "
			+ "write into the table of checkpoints, or the signer fails: look for the cause that is logged.";

	/** What to do about what the verification in the background has found. */
	public static final String FINDINGS = "Records are missing or are not what was recorded: somebody changed them in "
			+ "the database. Keep a copy of it as evidence, have the whole log verified (POST to the endpoint "
			+ "audittrail/verify), which lists what is wrong, and restore it from a backup that holds the same log, up to "
			+ "its end. Health recovers with the next verification that finds nothing.";

	/** What to do if signing ends with an error of the virtual machine. */
	public static final String ERROR = "The audit log could not be signed because of an error of the virtual machine, "
			+ "such as that there is no memory left or that a class is missing. It is tried again every second. Look for "
			+ "the cause that is logged, and restart the node if it does not recover.";

	/** What to do if records can neither be erased nor pruned. */
	public static final String MAINTENANCE = "Records can neither be erased nor pruned. Grant what is missing to a login of "
			+ "its own, and declare a DataSource for it that is qualified by @AuditMaintenanceDataSource.";

	private AuditAdvice() {
	}

	/**
	 * Tell what is wrong and what to do.
	 * @param trouble why nothing is signed
	 * @return two sentences or more
	 */
	public static String of(Trouble trouble) {
		return switch (trouble) {
			case ROLLED_BACK ->
				"The log is smaller than what was signed: records were deleted, or a backup was restored. "
						+ "Restore the latest state of the database. If what is missing is lost for good, keep the last "
						+ "checkpoint as evidence, move the file of identifiabl.audit.checkpoint.file away, and restart the "
						+ "nodes. A witness never cosigns a smaller log: without what is missing, remove "
						+ "identifiabl.audit.checkpoint.witness-url, or begin a log with another origin.";
			case REWRITTEN ->
				"The log is not a continuation of what was signed, or has the name of another log: records "
						+ "or the row of the log were changed. Keep a copy of the database as evidence, find the first bad "
						+ "record (POST to the endpoint audittrail/verify), and restore a state that is what was signed.";
			case UNTRUSTED_CHECKPOINT -> "A checkpoint that is kept was not signed by a trusted key. If the key was "
					+ "replaced, set identifiabl.audit.checkpoint.previous-private-key, or the last key's vkey as "
					+ "identifiabl.audit.checkpoint.public-keys. If nobody replaced it, somebody wrote that checkpoint: "
					+ "compare it with those that were kept elsewhere.";
			case OWN_RECORD_CHANGED ->
				"A record that this node wrote was changed before it was signed. Keep a copy of the "
						+ "database as evidence, find out who can write to its tables, and restart the nodes.";
			case TRUNCATED ->
				"The log begins later than it may: no signed record says that what is before was pruned, so "
						+ "it was deleted. Restore it from a backup.";
			case UNSIGNED -> "The log has records that nobody signed: checkpoints were deleted, or somebody wrote the "
					+ "records while no node ran. Compare it with a checkpoint that was kept elsewhere (POST it to the "
					+ "endpoint audittrail/verify). If the log is right, set identifiabl.audit.checkpoint.accept to its "
					+ "size and root on one node, and restart that one.";
		};
	}

}
