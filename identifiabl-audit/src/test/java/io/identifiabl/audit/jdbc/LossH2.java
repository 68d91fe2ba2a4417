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

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A database of H2 in a file, which nobody but the node can open while that runs.
 *
 * @author Identifiabl Contributors
 */
final class LossH2 extends LossDatabase {

	static final Set<Outage> OUTAGES = EnumSet.of(Outage.NONE, Outage.POOL_CLOSED, Outage.DISK_FULL,
			Outage.ALL_DISKS_FULL);

	private final Path file;

	private final @Nullable SmallDisk disk;

	private LossH2(String adminUrl, Path file, @Nullable SmallDisk disk) {
		super(adminUrl, null);
		this.file = file;
		this.disk = disk;
	}

	static LossH2 create(Path directory, @Nullable SmallDisk disk) {
		Path file = ((disk != null) ? disk.getPath() : directory).resolve("log");
		return new LossH2(AuditDatabases.h2File(file), file, disk);
	}

	@Override
	String getUrl() {
		return (this.disk != null) ? getAdminUrl() : "jdbc:h2:full:" + this.file.toAbsolutePath();
	}

	@Override
	void fail(Outage outage) throws SQLException {
		if (this.disk != null) {
			this.disk.fill();
		}
	}

	@Override
	void repair(Outage outage) throws SQLException {
		if (this.disk != null) {
			this.disk.free();
		}
	}

}
