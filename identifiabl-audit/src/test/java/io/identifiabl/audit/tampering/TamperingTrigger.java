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

package io.identifiabl.audit.tampering;

import java.sql.Connection;
import java.sql.SQLException;

import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of H2 that changes new records.
 *
 * @author Identifiabl Contributors
 */
public class TamperingTrigger implements Trigger {

	private static final int PAYLOAD = LogTables.EVENT_COLUMNS.indexOf("payload");

	@Override
	public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
		if (after != null) {
			after[PAYLOAD] = String.valueOf(after[PAYLOAD]).replace("permit", "deny");
		}
	}

	/**
	 * A trigger that puts new records where nobody looks.
	 */
	public static final class LeavingOut extends TamperingTrigger {

		@Override
		public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after)
				throws SQLException {
			if (after != null && after[0] instanceof Long index) {
				after[0] = index + 1_000_000;
			}
		}

	}

}
