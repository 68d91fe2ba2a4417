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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times in columns, in UTC.
 *
 * @author Identifiabl Contributors
 */
final class StoredTimes {

	private StoredTimes() {
	}

	/**
	 * Read a time. One that is missing, or that a driver cannot read, such as the day 0
	 * of MySQL, becomes one that no record has, so that it is found like others.
	 * @param row where it is
	 * @param column the number of its column
	 * @return the time
	 */
	static Instant read(ResultSet row, int column) {
		try {
			LocalDateTime time = row.getObject(column, LocalDateTime.class);
			return (time != null) ? time.toInstant(ZoneOffset.UTC) : Instant.EPOCH;
		}
		catch (SQLException ex) {
			// the row has been received, so that it is not the connection
			return Instant.EPOCH;
		}
	}

}
