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

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.context.TraceContext;
import io.identifiabl.identity.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target: small texts that come from outside, in headers, claims and configuration.
 *
 * @author Identifiabl Contributors
 */
public final class HeaderFuzz {

	private HeaderFuzz() {
	}

	/**
	 * Parse a text as everything that it may be meant for.
	 * @param input the text
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		Optional<TraceContext> trace = Deadline.meet(() -> TraceContext.parse(text));
		trace.ifPresent((parsed) -> assertThat(text).contains("-" + parsed.traceId() + "-"));
		trace.ifPresent((parsed) -> assertThat(parsed.traceId()).matches("(?!0{32})[0-9a-f]{32}"));
		assertThat(Deadline.meet(() -> Scopes.parse(text))).allMatch(Scopes::isScopeToken).allMatch(text::contains);
		assertThat(Deadline.meet(() -> isPath(text))).isEqualTo(!text.isBlank() && !isBrokenPointer(text));
	}

	private static boolean isPath(String text) {
		try {
			ClaimSet.of(Map.of("a", Map.of("b", 1))).has(ClaimPath.parse(text));
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isBrokenPointer(String text) {
		return text.startsWith("/") && text.replace("~0", "").replace("~1", "").contains("~");
	}

}
