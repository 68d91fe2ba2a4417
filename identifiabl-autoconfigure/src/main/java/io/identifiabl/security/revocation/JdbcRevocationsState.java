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

import org.jspecify.annotations.Nullable;

/**
 * How well a node knows what has been revoked.
 *
 * @param usable whether it can tell
 * @param overdue whether it could not read the table for longer than it may
 * @param size the number of revocations it knows
 * @param age the time since it read the table, {@code null} if it never did
 * @param lastError why it cannot read the table, {@code null} if it can
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record JdbcRevocationsState(boolean usable, boolean overdue, int size, @Nullable Duration age,
		@Nullable String lastError) {

}
