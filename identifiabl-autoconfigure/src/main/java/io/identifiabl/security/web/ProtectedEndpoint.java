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

package io.identifiabl.security.web;

import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * An endpoint that is a protected resource of its own, with its own metadata and
 * challenges.
 *
 * @param path the endpoint's path inside the context path
 * @param matcher tells which requests are for the endpoint
 * @param resource the resource that it is
 * @param open whether it decides by itself which requests need a token
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record ProtectedEndpoint(String path, RequestMatcher matcher, ProtectedResource resource, boolean open) {

}
