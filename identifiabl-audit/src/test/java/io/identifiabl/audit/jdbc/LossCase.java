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

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A row of the table: what happens to which node.
 *
 * @param database the product
 * @param outage what happens to it
 * @param delivery what callers wait for
 * @param ending what becomes of the node meanwhile
 * @author Identifiabl Contributors
 */
record LossCase(Database database, Outage outage, String delivery, Ending ending) {

	private static final List<String> DELIVERIES = List.of("async", "sync", "strict");

	static List<LossCase> all() {
		List<LossCase> all = new ArrayList<>();
		for (Database database : Database.values()) {
			for (Outage outage : Outage.values()) {
				if (database.outages.contains(outage)) {
					for (String delivery : DELIVERIES) {
						for (Ending ending : database.endings) {
							all.add(new LossCase(database, outage, delivery, ending));
						}
					}
				}
			}
		}
		return all;
	}

	// the parts of which each is at stake in no other one, so that every build can run
	// them
	static List<LossCase> few() {
		return List.of(new LossCase(Database.POSTGRESQL, Outage.NONE, "async", Ending.SIGKILL),
				new LossCase(Database.POSTGRESQL, Outage.AWAY, "strict", Ending.RECOVERS),
				new LossCase(Database.POSTGRESQL, Outage.READ_ONLY, "async", Ending.SIGTERM),
				new LossCase(Database.POSTGRESQL, Outage.NO_INSERT, "sync", Ending.SIGKILL),
				new LossCase(Database.POSTGRESQL, Outage.FOREIGN_ROW, "async", Ending.RECOVERS),
				new LossCase(Database.POSTGRESQL, Outage.SPILL_REMOVED, "async", Ending.SIGKILL),
				new LossCase(Database.POSTGRESQL, Outage.SPILL_FULL, "async", Ending.SIGTERM),
				new LossCase(Database.POSTGRESQL, Outage.CONNECTION_LIMIT, "sync", Ending.SIGSTOP),
				new LossCase(Database.H2, Outage.DISK_FULL, "async", Ending.RECOVERS),
				new LossCase(Database.H2, Outage.DISK_FULL, "sync", Ending.SIGKILL));
	}

	@Override
	public String toString() {
		return this.database.name + ": " + this.outage.getDescription() + ", " + this.delivery + ", "
				+ this.ending.getDescription();
	}

	/**
	 * A product.
	 */
	enum Database {

		POSTGRESQL("PostgreSQL", LossPostgresql.OUTAGES, EnumSet.allOf(Ending.class)),

		MARIADB("MariaDB", LossMariadb.OUTAGES, EnumSet.of(Ending.RECOVERS, Ending.SIGKILL)),

		H2("H2 in a file", LossH2.OUTAGES, EnumSet.allOf(Ending.class));

		private final String name;

		@SuppressWarnings("ImmutableEnumChecker")
		private final Set<Outage> outages;

		@SuppressWarnings("ImmutableEnumChecker")
		private final Set<Ending> endings;

		Database(String name, Set<Outage> outages, Set<Ending> endings) {
			this.name = name;
			this.outages = outages;
			this.endings = endings;
		}

		String getName() {
			return this.name;
		}

	}

}
