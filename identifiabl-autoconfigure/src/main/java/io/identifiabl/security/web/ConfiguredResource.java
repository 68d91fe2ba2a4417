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

import org.jspecify.annotations.Nullable;

/**
 * The URL of a resource where it is configured, so that whoever refuses it can say which
 * property is wrong.
 *
 * @param property the name of the property
 * @param value its value, {@code null} if it is not set
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record ConfiguredResource(String property, @Nullable String value) {

	/**
	 * The property of the application as a whole.
	 */
	public static final String APPLICATION = "identifiabl.resource";

	/**
	 * The property of the MCP endpoint.
	 */
	public static final String MCP = "identifiabl.mcp.resource";

}
