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

package io.identifiabl.security.revocation;

import java.time.Duration;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * The ways in which a configuration of revocations can be wrong, each with what to write
 * instead.
 *
 * @author Identifiabl Contributors
 */
final class RevocationFailures {

	private RevocationFailures() {
	}

	static InvalidIdentifiablConfigurationException noDatabase() {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.revocations.store is jdbc, but there is no database to keep revocations in.",
				"Add spring-boot-starter-jdbc and configure a DataSource; if there are several, mark one as primary. "
						+ "Or set identifiabl.revocations.store=memory if there is one node only.");
	}

	static InvalidIdentifiablConfigurationException noTable(String table, String script) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.revocations.store is jdbc, but the table '" + table + "' does not exist.",
				"Create it with the script '" + script + "', which Flyway and Liquibase can run as it is, or set "
						+ "identifiabl.revocations.jdbc.initialize-schema=always.");
	}

	static InvalidIdentifiablConfigurationException unusableTableName(String table) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.revocations.jdbc.table-name '" + table + "' is not the name of a table.",
				"Use letters, digits and underscores only, after the name of a schema and a dot if need be.");
	}

	static InvalidIdentifiablConfigurationException unusableStaleWindow(Duration window) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.revocations.stale-window is " + window
						+ ", but must be between 10 seconds and 1 day, and three times the poll-interval or more.",
				"Set it to the time for which a node that cannot read revocations may still accept tokens.");
	}

	static InvalidIdentifiablConfigurationException unusablePollInterval(Duration interval) {
		return new InvalidIdentifiablConfigurationException(
				"identifiabl.revocations.poll-interval is " + interval + ", but must be between 100 ms and 1 minute.",
				"Set it to the time for which other nodes may still accept what one node revoked.");
	}

}
