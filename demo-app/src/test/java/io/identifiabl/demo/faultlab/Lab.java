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

package io.identifiabl.demo.faultlab;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * What all scenarios share: their size and how they wait.
 *
 * @author Identifiabl Contributors
 */
final class Lab {

	private static final boolean SOAK = Boolean.getBoolean("fault-lab.soak");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	/**
	 * Where the mark is two seconds. A provider that nobody asks again takes ten seconds
	 * or more, and a busy machine is no reason to fail.
	 */
	static final Duration SOON = Duration.ofSeconds(5);

	private Lab() {
	}

	// the second one in the profile "soak"
	static int size(int normal, int soak) {
		return SOAK ? soak : normal;
	}

	static String sizeName() {
		return SOAK ? "full size (profile `soak`)" : "the size of the ordinary build";
	}

	// returns how long it took
	static Duration await(Callable<Boolean> condition) {
		long start = System.nanoTime();
		condition().until(condition);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static ConditionFactory condition() {
		return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
	}

	// a mark for a percentile, or more where the machine has other things to do
	static Duration allow(Duration mark, Duration baseline) {
		Duration relative = baseline.multipliedBy(5);
		return (relative.compareTo(mark) > 0) ? relative : mark;
	}

	// what is left after a collection, in megabytes
	static long usedHeap() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		memory.gc();
		return memory.getHeapMemoryUsage().getUsed() / (1024 * 1024);
	}

}
