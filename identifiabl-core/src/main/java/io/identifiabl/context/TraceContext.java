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

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The part of W3C Trace Context that identifies a trace.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent
 * header</a>
 */
public record TraceContext(String traceId) {

	private static final int TRACE_ID_START = 3;

	private static final int TRACE_ID_END = 35;

	private static final int PARENT_ID_END = 52;

	private static final int VERSION_00_LENGTH = 55;

	public TraceContext {
		if (traceId.length() != TRACE_ID_END - TRACE_ID_START || !isHex(traceId, 0, traceId.length())
				|| isZero(traceId, 0, traceId.length())) {
			throw new IllegalArgumentException("traceId must be 32 lower-case hexadecimal digits, not all zero");
		}
	}

	/**
	 * Parse a {@code traceparent} header. Versions above 00 are read as far as they are
	 * compatible.
	 * @param traceparent the header's value, may be {@code null}
	 * @return the trace, empty if the value is absent or malformed in any way
	 */
	public static Optional<TraceContext> parse(@Nullable String traceparent) {
		if (traceparent == null || !hasValidShape(traceparent)) {
			return Optional.empty();
		}
		return Optional.of(new TraceContext(traceparent.substring(TRACE_ID_START, TRACE_ID_END)));
	}

	private static boolean hasValidShape(String value) {
		if (value.length() < VERSION_00_LENGTH || value.charAt(2) != '-' || value.charAt(TRACE_ID_END) != '-'
				|| value.charAt(PARENT_ID_END) != '-') {
			return false;
		}
		boolean versionMatchesLength = value.startsWith("00") ? value.length() == VERSION_00_LENGTH
				: !value.startsWith("ff")
						&& (value.length() == VERSION_00_LENGTH || value.charAt(VERSION_00_LENGTH) == '-');
		return versionMatchesLength && isHex(value, 0, 2) && isHex(value, TRACE_ID_START, TRACE_ID_END)
				&& isHex(value, TRACE_ID_END + 1, PARENT_ID_END) && isHex(value, PARENT_ID_END + 1, VERSION_00_LENGTH)
				&& !isZero(value, TRACE_ID_START, TRACE_ID_END) && !isZero(value, TRACE_ID_END + 1, PARENT_ID_END);
	}

	private static boolean isHex(String value, int start, int end) {
		for (int i = start; i < end; i++) {
			char c = value.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return true;
	}

	private static boolean isZero(String value, int start, int end) {
		for (int i = start; i < end; i++) {
			if (value.charAt(i) != '0') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Start a new trace.
	 * @return a trace with a random id
	 */
	public static TraceContext create() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		// the lowest bit is set so that the id is never all zero
		return new TraceContext(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1));
	}

}
