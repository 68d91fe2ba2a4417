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

package io.identifiabl.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TraceContextTests {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	@ParameterizedTest
	@ValueSource(strings = { "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff",
			"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later",
			"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-" })
	void parseWhenValidThenReturnsTheTrace(String traceparent) {
		assertThat(TraceContext.parse(traceparent)).contains(new TraceContext(TRACE_ID));
	}

	@Test
	void parseWhenAbsentThenIsEmpty() {
		assertThat(TraceContext.parse(null)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
			"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
			"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"CC-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0G",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
			"00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
			" 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-\n\n\n\n2f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" })
	void parseWhenMalformedThenIsEmpty(String traceparent) {
		assertThat(TraceContext.parse(traceparent)).isEmpty();
	}

	@Test
	void createReturnsTraceWithFreshId() {
		TraceContext trace = TraceContext.create();
		assertThat(trace.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TraceContext.create().traceId());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "4bf9", "00000000000000000000000000000000", "4BF92F3577B34DA6A3CE929D0E0E4736",
			"4bf92f3577b34da6a3ce929d0e0e47361" })
	void constructWhenIdIsMalformedThenRefuses(String traceId) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TraceContext(traceId))
			.withMessageContaining("32 lower-case hexadecimal digits");
	}

}
