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

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.jdbc.AuditTableRights;

/**
 * Compares what the logins of the audit trail may do with what they need, before anything
 * is written.
 *
 * @author Identifiabl Contributors
 */
final class LoginRights {

	private static final Log logger = LogFactory.getLog(LoginRights.class);

	private final AuditDatabase database;

	private final String prefix;

	private final boolean leastPrivilege;

	LoginRights(AuditDatabase database, JdbcAuditProperties properties) {
		this.database = database;
		this.prefix = properties.getTablePrefix();
		this.leastPrivilege = properties.isLeastPrivilege();
	}

	// the statements that give the login that writes what it lacks
	List<String> findMissing() {
		return new AuditTableRights(this.database.getDataSource(), this.prefix).findMissing();
	}

	/**
	 * Refuse to start with logins that lack a right, or have one too many where that is
	 * refused, and warn about it elsewhere.
	 */
	void check() {
		try {
			List<String> missing = findMissing();
			if (!missing.isEmpty()) {
				throw AuditFailures.missingRights("DataSource", "write into", missing);
			}
			checkMaintenance();
			checkExcess();
		}
		catch (AuditStoreException ex) {
			if (this.leastPrivilege) {
				throw AuditFailures.unknownRights(ex);
			}
			// what is opened next says so if it matters
			logger.debug("The rights of the audit trail's login are not known", ex);
		}
	}

	/**
	 * Fail as the store does that cannot be written to.
	 */
	void checkLate() {
		List<String> missing = findMissing();
		if (!missing.isEmpty()) {
			throw new AuditStoreException("The login of the audit trail lacks rights: " + String.join(" ", missing),
					Kind.DENIED, new IllegalStateException("rights are missing"));
		}
		List<String> excess = findExcess();
		if (!excess.isEmpty() && this.leastPrivilege) {
			throw new AuditStoreException(
					"The login of the audit trail has rights too many: " + String.join(", ", excess), Kind.DENIED,
					new IllegalStateException("rights are too many"));
		}
		warn(excess);
	}

	private void checkMaintenance() {
		if (!this.database.getMaintenance().equals(this.database.getDataSource())) {
			List<String> missing = new AuditTableRights(this.database.getMaintenance(), this.prefix)
				.findMissingForMaintenance();
			if (!missing.isEmpty()) {
				throw AuditFailures.missingRights("DataSource that @AuditMaintenanceDataSource qualifies",
						"erase and prune in", missing);
			}
		}
	}

	private void checkExcess() {
		List<String> excess = findExcess();
		if (!excess.isEmpty() && this.leastPrivilege) {
			throw AuditFailures.excessRights(excess);
		}
		warn(excess);
	}

	// a process that has the database for itself has its files as well
	private List<String> findExcess() {
		return this.database.isEmbedded() ? List.of()
				: new AuditTableRights(this.database.getDataSource(), this.prefix).findExcess();
	}

	private static void warn(List<String> excess) {
		if (!excess.isEmpty()) {
			logger.warn("The login of the audit trail may do more than write records, so that whoever gets hold of it "
					+ "can change or delete them: " + String.join(", ", excess) + ". Give it the role of a writer "
					+ "(io/identifiabl/audit/jdbc/grants-*.sql), and another login to a DataSource that "
					+ "@AuditMaintenanceDataSource qualifies, which erases and prunes.");
		}
	}

}
