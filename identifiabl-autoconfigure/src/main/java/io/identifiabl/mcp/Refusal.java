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

package io.identifiabl.mcp;

import org.jspecify.annotations.Nullable;

import io.identifiabl.security.web.Problem;

/**
 * Why a request to the endpoint is refused, and the one header that tells the client what
 * to do about it.
 *
 * @param problem the problem
 * @param header the name of the header, {@code null} if there is none
 * @param value its value
 * @author Identifiabl Contributors
 */
record Refusal(Problem problem, @Nullable String header, String value) {

	static Refusal of(Problem problem) {
		return new Refusal(problem, null, "");
	}

}
