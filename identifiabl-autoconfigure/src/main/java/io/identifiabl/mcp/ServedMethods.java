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

import java.util.HashSet;
import java.util.Set;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;

/**
 * Which messages an MCP server has handlers for, as it announces itself. It answers any
 * other request with a stream that it never ends, or with an exception, and logs any
 * other notification as it is. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ServedMethods {

	private final Set<String> requests = new HashSet<>(Set.of(McpSchema.METHOD_INITIALIZE, McpSchema.METHOD_PING));

	private final Set<String> notifications = new HashSet<>();

	private final boolean sessions;

	/**
	 * Create an instance.
	 * @param capabilities what the server announces
	 * @param sessions whether it is one with sessions
	 * @param rootsHeard whether anything listens to changes of a client's roots; if not,
	 * the server asks for them to log them
	 */
	public ServedMethods(ServerCapabilities capabilities, boolean sessions, boolean rootsHeard) {
		this.sessions = sessions;
		if (capabilities.tools() != null) {
			this.requests.addAll(Set.of(McpSchema.METHOD_TOOLS_LIST, McpSchema.METHOD_TOOLS_CALL));
		}
		if (capabilities.resources() != null) {
			this.requests.addAll(Set.of(McpSchema.METHOD_RESOURCES_LIST, McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
					McpSchema.METHOD_RESOURCES_READ));
			if (sessions && Boolean.TRUE.equals(capabilities.resources().subscribe())) {
				this.requests
					.addAll(Set.of(McpSchema.METHOD_RESOURCES_SUBSCRIBE, McpSchema.METHOD_RESOURCES_UNSUBSCRIBE));
			}
		}
		if (capabilities.prompts() != null) {
			this.requests.addAll(Set.of(McpSchema.METHOD_PROMPT_LIST, McpSchema.METHOD_PROMPT_GET));
		}
		if (capabilities.completions() != null) {
			this.requests.add(McpSchema.METHOD_COMPLETION_COMPLETE);
		}
		if (sessions && capabilities.logging() != null) {
			this.requests.add(McpSchema.METHOD_LOGGING_SET_LEVEL);
		}
		if (sessions) {
			this.notifications.add(McpSchema.METHOD_NOTIFICATION_INITIALIZED);
		}
		if (sessions && rootsHeard) {
			this.notifications.add(McpSchema.METHOD_NOTIFICATION_ROOTS_LIST_CHANGED);
		}
	}

	// all but the one that begins a session
	boolean needSession() {
		return this.sessions;
	}

	boolean answers(String request) {
		return this.requests.contains(request);
	}

	boolean hears(String notification) {
		return this.notifications.contains(notification);
	}

}
