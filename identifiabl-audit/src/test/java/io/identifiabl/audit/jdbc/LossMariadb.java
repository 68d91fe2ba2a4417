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

import java.net.URI;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A database of a real MariaDB, and a user who has nothing else.
 *
 * @author Identifiabl Contributors
 */
final class LossMariadb extends LossDatabase {

	static final Set<Outage> OUTAGES = EnumSet.of(Outage.NONE, Outage.AWAY, Outage.READ_ONLY, Outage.NO_INSERT,
			Outage.TRIGGER, Outage.FOREIGN_ROW, Outage.CONNECTION_LIMIT, Outage.LOCK_HELD, Outage.NETWORK_SILENT);

	private final SilentProxy proxy;

	private final String database;

	private LossMariadb(String adminUrl, SilentProxy proxy, String database) {
		super(adminUrl, proxy);
		this.proxy = proxy;
		this.database = database;
	}

	static LossMariadb create() throws SQLException {
		String adminUrl = AuditDatabases.mariadbUrl();
		URI uri = URI.create(adminUrl.substring("jdbc:".length()));
		LossMariadb created = new LossMariadb(adminUrl, SilentProxy.start(uri.getPort()), uri.getPath().substring(1));
		created.execute("CREATE USER " + created.user,
				"GRANT SELECT, INSERT, UPDATE, DELETE ON " + created.database + ".* TO " + created.user);
		return created;
	}

	@Override
	String getUrl() {
		return "jdbc:mysql://127.0.0.1:" + this.proxy.getPort() + "/" + this.database + "?user=" + this.user
				+ "&connectTimeout=3000";
	}

	@Override
	void fail(Outage outage) throws SQLException {
		switch (outage) {
			case AWAY -> disconnect("ALTER USER " + this.user + " ACCOUNT LOCK");
			case READ_ONLY -> execute("SET GLOBAL read_only = 1");
			case NO_INSERT -> disconnect("REVOKE INSERT ON " + this.database + ".* FROM " + this.user);
			case TRIGGER -> execute("CREATE TRIGGER refuse BEFORE INSERT ON identifiabl_audit_event FOR EACH ROW "
					+ "SIGNAL SQLSTATE '45000'");
			case CONNECTION_LIMIT -> disconnect("ALTER USER " + this.user + " WITH MAX_CONNECTIONS_PER_HOUR 1");
			default -> {
				// is no matter of the database
			}
		}
	}

	@Override
	void repair(Outage outage) throws SQLException {
		switch (outage) {
			case AWAY -> execute("ALTER USER " + this.user + " ACCOUNT UNLOCK");
			case READ_ONLY -> execute("SET GLOBAL read_only = 0");
			case NO_INSERT -> disconnect("GRANT INSERT ON " + this.database + ".* TO " + this.user);
			case TRIGGER -> execute("DROP TRIGGER refuse");
			case CONNECTION_LIMIT -> execute("ALTER USER " + this.user + " WITH MAX_CONNECTIONS_PER_HOUR 0");
			default -> {
				// is no matter of the database
			}
		}
	}

	private void disconnect(String change) throws SQLException {
		execute(change, "KILL USER " + this.user);
	}

}
