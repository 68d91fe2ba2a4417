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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is done, in groups.
 *
 * @author Identifiabl Contributors
 */
final class Tamperings {

	static final Map<String, List<Tampering>> GROUPS = groups();

	private Tamperings() {
	}

	private static Map<String, List<Tampering>> groups() {
		Map<String, List<Tampering>> groups = new LinkedHashMap<>();
		groups.put("Columns of a record", ColumnTamperings.ROWS);
		groups.put("Rows", RowTamperings.ROWS);
		groups.put("Hashes, the row of the log, rewriting", HashTamperings.ROWS);
		groups.put("Checkpoints, the beginning, turns", CheckpointTamperings.ROWS);
		groups.put("Erasures, appended records, tables", WriterTamperings.ROWS);
		return groups;
	}

	static List<Tampering> all() {
		return GROUPS.values().stream().flatMap(List::stream).toList();
	}

}
