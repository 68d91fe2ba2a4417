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

import java.util.Optional;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;

import io.identifiabl.context.TraceContext;

/**
 * The trace that Micrometer works in. A trace id of 64 bits is padded to the 128 of W3C.
 *
 * @author Identifiabl Contributors
 */
final class MicrometerTraceSource implements TraceSource {

	private static final int SHORT_ID_LENGTH = 16;

	private final ObjectProvider<Tracer> tracer;

	MicrometerTraceSource(ObjectProvider<Tracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	public Optional<TraceContext> current() {
		Tracer current = this.tracer.getIfUnique();
		Span span = (current != null) ? current.currentSpan() : null;
		if (span == null) {
			return Optional.empty();
		}
		String traceId = span.context().traceId();
		String padded = (traceId.length() == SHORT_ID_LENGTH) ? "0".repeat(SHORT_ID_LENGTH) + traceId : traceId;
		return TraceContext.parse("00-" + padded + "-0000000000000001-00");
	}

}
