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

import java.util.concurrent.atomic.LongAdder;

/**
 * What happened to the keys of an issuer so far.
 *
 * @author Identifiabl Contributors
 */
final class KeySetCounters {

	private final LongAdder fetches = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder staleServes = new LongAdder();

	private final LongAdder unknownKeys = new LongAdder();

	void countFetch() {
		this.fetches.increment();
	}

	void countFailure() {
		this.failures.increment();
	}

	void countStaleServe() {
		this.staleServes.increment();
	}

	void countUnknownKey() {
		this.unknownKeys.increment();
	}

	long getFetches() {
		return this.fetches.sum();
	}

	long getFailures() {
		return this.failures.sum();
	}

	long getStaleServes() {
		return this.staleServes.sum();
	}

	long getUnknownKeys() {
		return this.unknownKeys.sum();
	}

}
