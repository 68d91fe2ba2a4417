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

/**
 * What happens to the database of a node, or to its spill file.
 *
 * @author Identifiabl Contributors
 */
enum Outage {

	NONE("none, under load"),

	AWAY("the database is away"),

	READ_ONLY("the database is read-only, as a standby is"),

	NO_INSERT("the permission to insert is gone"),

	TRIGGER("a trigger raises an exception"),

	FOREIGN_ROW("a foreign row stands where the next one has to"),

	CONNECTION_LIMIT("the limit of connections is reached"),

	STATEMENT_TIMEOUT("every statement takes longer than the database allows"),

	LOCK_HELD("the lock of the log is held by a node that is frozen"),

	POOL_CLOSED("the pool of connections is closed"),

	NETWORK_SILENT("the network drops every packet"),

	DISK_FULL("the disk of the database is full"),

	SPILL_FULL("the database is away, and the spill file is full"),

	SPILL_REMOVED("the database is away, and the spill file is removed"),

	SPILL_DISK_FULL("the database is away, and the disk of the spill file is full"),

	ALL_DISKS_FULL("the one disk of database and spill file is full");

	private final String description;

	Outage(String description) {
		this.description = description;
	}

	String getDescription() {
		return this.description;
	}

	boolean isOfDatabaseDisk() {
		return this == DISK_FULL || this == ALL_DISKS_FULL;
	}

	boolean isOfFullFile() {
		return this == SPILL_FULL || this == SPILL_DISK_FULL || this == ALL_DISKS_FULL;
	}

	// of which only an administrator of the machine can make a small one
	boolean needsDisk() {
		return this == SPILL_DISK_FULL || this == ALL_DISKS_FULL;
	}

}
