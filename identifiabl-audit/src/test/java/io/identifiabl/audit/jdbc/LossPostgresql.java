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

import org.jspecify.annotations.Nullable;

/**
 * A schema of a real PostgreSQL, and a role that has nothing else.
 *
 * @author Identifiabl Contributors
 */
final class LossPostgresql extends LossDatabase {

	static final Set<Outage> OUTAGES = EnumSet.complementOf(EnumSet.of(Outage.ALL_DISKS_FULL));

	private final SilentProxy proxy;

	private final @Nullable SmallDisk disk;

	private LossPostgresql(String adminUrl, SilentProxy proxy, @Nullable SmallDisk disk) {
		super(adminUrl, proxy);
		this.proxy = proxy;
		this.disk = disk;
	}

	static LossPostgresql create(@Nullable SmallDisk disk) throws SQLException {
		String adminUrl = AuditDatabases.postgresqlUrl();
		int port = URI.create(adminUrl.substring("jdbc:".length())).getPort();
		LossPostgresql database = new LossPostgresql(adminUrl, SilentProxy.start(port), disk);
		String schema = adminUrl.substring(adminUrl.lastIndexOf('=') + 1);
		String role = database.user;
		database.execute("CREATE ROLE " + role + " LOGIN", "GRANT USAGE ON SCHEMA " + schema + " TO " + role,
				"GRANT ALL ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
		if (disk != null) {
			database.execute("CREATE TABLESPACE " + role + " LOCATION '" + disk.getPath() + "'",
					"ALTER TABLE identifiabl_audit_event SET TABLESPACE " + role,
					"ALTER INDEX identifiabl_audit_event_pkey SET TABLESPACE " + role);
		}
		return database;
	}

	@Override
	String getUrl() {
		return getAdminUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + this.proxy.getPort() + "/")
			.replace("user=postgres", "user=" + this.user);
	}

	@Override
	void fail(Outage outage) throws SQLException {
		switch (outage) {
			case AWAY, SPILL_FULL, SPILL_REMOVED, SPILL_DISK_FULL -> disconnect("NOLOGIN");
			case READ_ONLY -> disconnect("SET default_transaction_read_only = on");
			case NO_INSERT -> execute("REVOKE INSERT ON identifiabl_audit_event FROM " + this.user);
			case TRIGGER -> execute(
					"CREATE FUNCTION " + this.user + "() RETURNS trigger LANGUAGE plpgsql AS "
							+ "'BEGIN RAISE EXCEPTION ''not today''; END'",
					"CREATE TRIGGER refuse BEFORE INSERT ON identifiabl_audit_event FOR EACH ROW EXECUTE FUNCTION "
							+ this.user + "()");
			case CONNECTION_LIMIT -> disconnect("CONNECTION LIMIT 0");
			case STATEMENT_TIMEOUT -> {
				hold();
				disconnect("SET statement_timeout = 100");
			}
			case DISK_FULL -> disk().fill();
			default -> {
				// is no matter of the database
			}
		}
	}

	@Override
	void repair(Outage outage) throws SQLException {
		switch (outage) {
			case AWAY, SPILL_FULL, SPILL_REMOVED, SPILL_DISK_FULL -> execute("ALTER ROLE " + this.user + " LOGIN");
			case READ_ONLY -> disconnect("RESET default_transaction_read_only");
			case NO_INSERT -> execute("GRANT INSERT ON identifiabl_audit_event TO " + this.user);
			case TRIGGER -> execute("DROP TRIGGER refuse ON identifiabl_audit_event");
			case CONNECTION_LIMIT -> execute("ALTER ROLE " + this.user + " CONNECTION LIMIT -1");
			case STATEMENT_TIMEOUT -> {
				release();
				disconnect("RESET statement_timeout");
			}
			case DISK_FULL -> disk().free();
			default -> {
				// is no matter of the database
			}
		}
	}

	private SmallDisk disk() {
		if (this.disk == null) {
			throw new IllegalStateException("there is no small disk");
		}
		return this.disk;
	}

	private void disconnect(String change) throws SQLException {
		execute("ALTER ROLE " + this.user + " " + change,
				"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + this.user + "'");
	}

	@Override
	public void close() throws SQLException {
		super.close();
		if (this.disk != null) {
			execute("DROP TABLE identifiabl_audit_event", "CHECKPOINT", "DROP TABLESPACE " + this.user);
		}
	}

}
