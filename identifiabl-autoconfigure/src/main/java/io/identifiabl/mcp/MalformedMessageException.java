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

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A message that is refused without asking who sent it.
 *
 * @author Identifiabl Contributors
 */
final class MalformedMessageException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final JsonRpcError error;

	private final transient @Nullable Object id;

	// says what is wrong, and never quotes the message
	MalformedMessageException(JsonRpcError error, @Nullable Object id, String reason) {
		super(reason, null, false, false);
		this.error = error;
		this.id = id;
	}

	// of a body that may be no message at all
	static MalformedMessageException unreadable(String reason) {
		return new MalformedMessageException(JsonRpcError.PARSE_ERROR, null, reason);
	}

	static MalformedMessageException invalid(String reason) {
		return new MalformedMessageException(JsonRpcError.INVALID_REQUEST, null, reason);
	}

	JsonRpcError getError() {
		return this.error;
	}

	@Nullable Object getId() {
		return this.id;
	}

	String getReason() {
		return String.valueOf(getMessage());
	}

}
