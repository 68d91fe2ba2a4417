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

package io.identifiabl.fuzz;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Fails for inputs that cost too much. An input is too slow only if it is slow again and
 * again, since a cold method or a busy machine may slow down any of them.
 *
 * @author Identifiabl Contributors
 */
public final class Deadline {

	private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(50);

	private static final int ATTEMPTS = 5;

	private Deadline() {
	}

	/**
	 * Do something that must not take 50 milliseconds.
	 * @param <T> the type of the outcome
	 * @param action what to do, more than once if it is slow
	 * @return its outcome
	 * @throws AssertionError if it is slow whenever it is done
	 */
	public static <T extends @Nullable Object> T meet(Supplier<T> action) {
		for (int attempt = 1;; attempt++) {
			long start = System.nanoTime();
			T outcome = action.get();
			long elapsed = System.nanoTime() - start;
			if (elapsed < LIMIT) {
				return outcome;
			}
			if (attempt == ATTEMPTS) {
				throw new AssertionError(
						"took " + TimeUnit.NANOSECONDS.toMillis(elapsed) + " ms, " + attempt + " times");
			}
		}
	}

}
