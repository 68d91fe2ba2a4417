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

import javax.sql.DataSource;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.trail.Events;

/**
 * {@link JdbcAuditStore} on a real MariaDB, with the script and the driver of MySQL.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class MariadbAuditStoreTests extends PlantedRowsContract {

	@Override
	DataSource createDatabase() {
		return AuditDatabases.mariadb("");
	}

	// as MariaDB has it without being told from 11.8 on
	@Test
	void nodesThatBeginAtTheSameTimeShareOneLogWhereSnapshotsAreIsolated() {
		beginAtTheSameTime(AuditDatabases.mariadb("&sessionVariables=innodb_snapshot_isolation=ON"));
	}

	// as the starter's connections have it
	@Test
	void nodeThatStandsStillKeepsNoOtherFromWriting() throws Exception {
		FrozenNode.assertThatOthersGoOn(AuditDatabases.mariadb("&sessionVariables=idle_transaction_timeout=2"),
				List.of(Events.entry(0)), List.of(Events.entry(1)));
	}

}
