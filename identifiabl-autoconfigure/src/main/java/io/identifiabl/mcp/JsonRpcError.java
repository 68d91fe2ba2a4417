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

/**
 * The errors of JSON-RPC and of MCP that the gate answers with.
 *
 * @author Identifiabl Contributors
 */
enum JsonRpcError {

	PARSE_ERROR(-32700, "Parse error"),

	INVALID_REQUEST(-32600, "Invalid request"),

	METHOD_NOT_FOUND(-32601, "Method not found"),

	INVALID_PARAMS(-32602, "Invalid params"),

	HEADER_MISMATCH(-32020, "Header mismatch"),

	UNSUPPORTED_PROTOCOL_VERSION(-32022, "Unsupported protocol version");

	private final int code;

	private final String message;

	JsonRpcError(int code, String message) {
		this.code = code;
		this.message = message;
	}

	int getCode() {
		return this.code;
	}

	String getMessage() {
		return this.message;
	}

}
