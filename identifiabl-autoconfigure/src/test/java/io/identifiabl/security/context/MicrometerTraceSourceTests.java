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

package io.identifiabl.security.context;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tracer's trace, in the form of W3C.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class MicrometerTraceSourceTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final MicrometerTraceSource source = new MicrometerTraceSource(
			this.beanFactory.getBeanProvider(Tracer.class));

	private final SimpleTracer tracer = new SimpleTracer();

	@ParameterizedTest
	@CsvSource({ "0af7651916cd43dd8448eb211c80319c, 0af7651916cd43dd8448eb211c80319c",
			"8448eb211c80319c, 00000000000000008448eb211c80319c" })
	void getWhenThereIsASpanThenReturnsItsTrace(String traceId, String expected) {
		this.beanFactory.registerSingleton("tracer", this.tracer);
		startSpan(traceId);
		assertThat(this.source.current())
			.hasValueSatisfying((trace) -> assertThat(trace.traceId()).isEqualTo(expected));
	}

	@Test
	void getWhenTheIdIsNotOfW3cThenIsEmpty() {
		this.beanFactory.registerSingleton("tracer", this.tracer);
		startSpan("not-hexadecimal");
		assertThat(this.source.current()).isEmpty();
	}

	@Test
	void getWhenThereIsNoSpanThenIsEmpty() {
		this.beanFactory.registerSingleton("tracer", this.tracer);
		assertThat(this.source.current()).isEmpty();
	}

	@Test
	void getWhenThereIsNoTracerThenIsEmpty() {
		assertThat(this.source.current()).isEmpty();
	}

	private void startSpan(String traceId) {
		SimpleSpan span = this.tracer.nextSpan().start();
		span.context().setTraceId(traceId);
		this.tracer.withSpan(span);
	}

}
