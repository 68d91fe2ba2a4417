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

package io.identifiabl.operation;

import org.jspecify.annotations.Nullable;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * What a message to the MCP server asks for, as far as it is recorded.
 *
 * @param method the method, {@code null} in a response
 * @param operation the operation, {@code null} if the message asks for none
 * @param known whether the server offers it, so that its name comes from the server's own
 * code and not from the caller
 * @param requested the URI that a caller read by a template, {@code null} otherwise
 * @param argumentsHash a keyed hash of the arguments, {@code null} if there is no key
 * @param clientName what the client calls itself, {@code null} if it does not say
 * @param clientVersion the version that it claims to be
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record McpOperation(@Nullable String method, @Nullable ProtectedOperation operation, boolean known,
		@Nullable String requested, @Nullable String argumentsHash, @Nullable String clientName,
		@Nullable String clientVersion) {

	/**
	 * Return what a message asks for.
	 * @param method the method
	 * @param operation the operation
	 * @param known whether the server offers it
	 * @return the message
	 */
	public static McpOperation of(@Nullable String method, @Nullable ProtectedOperation operation, boolean known) {
		return new McpOperation(method, operation, known, null, null, null, null);
	}

	/**
	 * Return a message of a client.
	 * @param name what the client calls itself
	 * @param version the version that it claims to be
	 * @return the message
	 */
	public McpOperation claimedBy(@Nullable String name, @Nullable String version) {
		return new McpOperation(this.method, this.operation, this.known, this.requested, this.argumentsHash, name,
				version);
	}

	/**
	 * Return a message with arguments.
	 * @param hash a keyed hash of them
	 * @return the message
	 */
	public McpOperation withArguments(@Nullable String hash) {
		return new McpOperation(this.method, this.operation, this.known, this.requested, hash, this.clientName,
				this.clientVersion);
	}

	/**
	 * Return a message that asks for a resource by a template.
	 * @param uri the URI
	 * @return the message
	 */
	public McpOperation requesting(String uri) {
		return new McpOperation(this.method, this.operation, this.known, uri, this.argumentsHash, this.clientName,
				this.clientVersion);
	}

	@Nullable String getClaimedClient() {
		return (this.clientVersion != null) ? this.clientName + "/" + this.clientVersion : this.clientName;
	}

}
