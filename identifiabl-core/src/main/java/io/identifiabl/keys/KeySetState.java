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

package io.identifiabl.keys;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the keys of an issuer at one time. Immutable.
 *
 * @author Identifiabl Contributors
 * @param issuer the issuer exactly as configured
 * @param status how good the keys are
 * @param keyIds the ids of the usable keys, in the order of the document
 * @param age how long ago they were fetched, {@code null} if never
 * @param lastError why the last attempt to fetch them failed, {@code null} if it did not
 * @param faults what is wrong with published keys that are not used
 * @param fetches how often a set was fetched
 * @param failures how often that failed
 * @param staleServes how often keys were served although they could not be refreshed
 * @param unknownKeys how often a key was looked for in vain
 * @since 0.1.0
 */
public record KeySetState(String issuer, KeySetStatus status, List<String> keyIds, @Nullable Duration age,
		@Nullable String lastError, List<String> faults, long fetches, long failures, long staleServes,
		long unknownKeys) {

	KeySetState(String issuer, KeySetStatus status, List<String> keyIds, @Nullable Duration age,
			@Nullable String lastError, List<String> faults, KeySetCounters counters) {
		this(issuer, status, keyIds, age, lastError, faults, counters.getFetches(), counters.getFailures(),
				counters.getStaleServes(), counters.getUnknownKeys());
	}

}
