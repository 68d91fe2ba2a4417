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

package io.identifiabl.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.stream.IntStream;

import io.identifiabl.benchmarks.application.Console;
import io.identifiabl.token.TokenCacheSettings;

/**
 * Fills a cache and prints what is left of the heap after a collection. Runs in a process
 * of its own, whose heap is fixed.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class MemoryProbe {

	private static final int BATCH = 10_000;

	private final SampleIssuer issuer = new SampleIssuer();

	private final TokenVerifier verifier;

	private MemoryProbe(long maximumWeight) {
		this.verifier = Verifiers.cached(this.issuer.getKeySet(),
				TokenCacheSettings.defaults().withMaximumWeight(maximumWeight));
	}

	/**
	 * Run the probe.
	 * @param arguments the bound of the cache in bytes, the number of tokens, and after
	 * how many of them to look at the heap
	 */
	public static void main(String[] arguments) {
		if (CryptoProvider.NATIVE.isAvailable()) {
			// signs faster
			CryptoProvider.NATIVE.install();
		}
		new MemoryProbe(Long.parseLong(arguments[0])).fill(Integer.parseInt(arguments[1]),
				Integer.parseInt(arguments[2]));
	}

	private void fill(int tokens, int step) {
		// loads the classes
		verifyNew(100);
		try {
			Console.print("heap 0 " + usedHeap());
			for (int verified = 0; verified < tokens; verified += step) {
				for (int batch = 0; batch < step; batch += BATCH) {
					verifyNew(BATCH);
				}
				Console.print("heap " + (verified + step) + " " + usedHeap());
			}
		}
		finally {
			Reference.reachabilityFence(this.verifier);
		}
	}

	private void verifyNew(int count) {
		IntStream.range(0, count).parallel().forEach((i) -> {
			try {
				this.verifier.verify(this.issuer.issue());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static long usedHeap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
