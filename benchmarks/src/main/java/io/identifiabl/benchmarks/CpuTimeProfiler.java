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

import java.time.Duration;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Tells the processor time of an operation, collection of its garbage included. Unlike
 * the time on the clock it does not change with what else the machine does.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CpuTimeProfiler implements InternalProfiler {

	static final String NAME = "cpu.norm";

	private Duration start = Duration.ZERO;

	@Override
	public String getDescription() {
		return "Processor time per operation";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		this.start = processorTime();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		double nanos = processorTime().minus(this.start).toNanos();
		return List.of(new ScalarResult(NAME, nanos / 1000 / result.getMetadata().getAllOps(), "us/op",
				AggregationPolicy.AVG));
	}

	private static Duration processorTime() {
		return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
	}

}
