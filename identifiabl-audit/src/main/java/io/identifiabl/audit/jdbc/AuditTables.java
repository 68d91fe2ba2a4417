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

import java.util.List;

/**
 * The names of the tables.
 *
 * @param log the size and the right edge of the log, one row
 * @param event the records
 * @param resource the records of the application that were accessed
 * @param tile the roots of complete subtrees
 * @param checkpoint the signed states
 * @param turn which node verifies the log in the background, one row
 * @author Identifiabl Contributors
 */
record AuditTables(String log, String event, String resource, String tile, String checkpoint, String turn) {

	static AuditTables of(String prefix) {
		if (prefix.isEmpty() || !prefix.chars().allMatch(AuditTables::isAllowed)) {
			throw new IllegalArgumentException("the prefix of the audit tables '" + prefix
					+ "' must consist of letters, digits, underscores, and dots after the name of a schema");
		}
		return new AuditTables(prefix + "log", prefix + "event", prefix + "resource", prefix + "tile",
				prefix + "checkpoint", prefix + "turn");
	}

	List<String> all() {
		return List.of(this.log, this.event, this.resource, this.tile, this.checkpoint, this.turn);
	}

	private static boolean isAllowed(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
	}

}
