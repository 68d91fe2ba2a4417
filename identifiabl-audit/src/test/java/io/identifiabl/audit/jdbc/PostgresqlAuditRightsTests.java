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

import org.junit.jupiter.api.Tag;

import io.identifiabl.audit.jdbc.AuditLogins.Product;

/**
 * What the logins of the script can do, in this database.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class PostgresqlAuditRightsTests extends AuditRightsContract {

	@Override
	AuditLogins createDatabase() {
		return new AuditLogins(AuditDatabases.postgresql(), Product.POSTGRESQL);
	}

	@Override
	List<String> forbidden() {
		return List.of(
				"CREATE TRIGGER changing BEFORE INSERT ON identifiabl_audit_event FOR EACH ROW "
						+ "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
				"CREATE RULE changing AS ON INSERT TO identifiabl_audit_event DO INSTEAD NOTHING",
				"ALTER TABLE identifiabl_audit_event DISABLE TRIGGER ALL", "CREATE TABLE more (id INT)",
				"SET session_replication_role = replica");
	}

}
