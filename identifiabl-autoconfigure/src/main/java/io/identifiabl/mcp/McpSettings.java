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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.identifiabl.security.web.ProtectedResource;

/**
 * What an application decides about its MCP endpoint.
 *
 * @param endpoint tells which requests are for the endpoint
 * @param httpMethods the HTTP methods that the endpoint serves
 * @param resource the protected resource that the endpoint is
 * @param audience the audience that a token needs here, {@code null} if any that the
 * application accepts will do
 * @param tokenRequired whether every request needs a token, not only protected operations
 * @param challengeForm the form in which the call of a tool is refused
 * @param challengeUnion whether a challenge also names what the client was granted
 * already
 * @param listFiltered whether callers only see the tools that they may call
 * @param maxBodySize the maximum size of a message in bytes
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record McpSettings(RequestMatcher endpoint, List<String> httpMethods, ProtectedResource resource,
		@Nullable String audience, boolean tokenRequired, ChallengeForm challengeForm, boolean challengeUnion,
		boolean listFiltered, int maxBodySize) {

}
