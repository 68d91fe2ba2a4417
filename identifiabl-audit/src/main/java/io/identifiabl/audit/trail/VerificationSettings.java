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

package io.identifiabl.audit.trail;

import java.time.Duration;

/**
 * How a log is verified in the background.
 *
 * @param recordsPerSecond the most records that are read in a second
 * @param interval how long nothing is read after the whole log was verified
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record VerificationSettings(int recordsPerSecond, Duration interval) {

	/**
	 * Create settings.
	 * @param recordsPerSecond the most records that are read in a second
	 * @param interval how long nothing is read after the whole log was verified
	 */
	public VerificationSettings {
		if (recordsPerSecond < 1 || interval.isNegative()) {
			throw new IllegalArgumentException("a record in a second is the least, and no interval is negative");
		}
	}

}
