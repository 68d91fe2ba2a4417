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

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * What a JSON-RPC message asks for.
 *
 * @param method the method, {@code null} in a response
 * @param id the id, a string or a number, {@code null} in a notification
 * @param operation the operation that the method performs, {@code null} if it performs
 * none that is protected
 * @param protocolVersion the version of the protocol that the message itself names,
 * {@code null} if it names none
 * @param error whether it is a response that says that a request failed
 * @author Identifiabl Contributors
 */
record McpMessage(@Nullable String method, @Nullable Object id, @Nullable ProtectedOperation operation,
		@Nullable String protocolVersion, boolean error) {

	static final String INITIALIZE = "initialize";

	static final String CALL_TOOL = "tools/call";

	static final String GET_PROMPT = "prompts/get";

	static final String READ_RESOURCE = "resources/read";

	static final String SUBSCRIBE = "resources/subscribe";

	static final String UNSUBSCRIBE = "resources/unsubscribe";

	static final String COMPLETE = "completion/complete";

	static final String DISCOVER = "server/discover";

	boolean isResponse() {
		return this.method == null;
	}

	boolean isNotification() {
		return this.method != null && this.id == null;
	}

}
