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
import java.util.function.Function;
import java.util.function.Supplier;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.RequiredScopes;

/**
 * Decides once more where an operation is performed, so that nothing that gets past the
 * gate runs anything. It sees the operation that really runs, not a request for it.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OperationBackstop {

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final InnerDenials innerDenials;

	private final Supplier<IdentityParameters> identityParameters;

	OperationBackstop(OperationAuthorizer authorizer, Refusals refusals, InnerDenials innerDenials,
			Supplier<IdentityParameters> identityParameters) {
		this.authorizer = authorizer;
		this.refusals = refusals;
		this.innerDenials = innerDenials;
		this.identityParameters = identityParameters;
	}

	Tool describe(Tool tool) {
		return this.identityParameters.get().remove(tool);
	}

	CallToolResult call(Tool tool, CallToolRequest request, Function<CallToolRequest, CallToolResult> handler) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		AccessDecision decision = this.authorizer.authorizeOffered(caller, ProtectedOperation.tool(tool.name()));
		if (!decision.isGranted()) {
			return this.refusals.toolResult(decision);
		}
		CallToolRequest harmless = this.identityParameters.get().remove(request);
		InnerDenials.Denial denial = new InnerDenials.Denial();
		CallToolResult result = this.innerDenials.run(() -> handler.apply(harmless), denial);
		AuthorizationResult denied = denial.getResult();
		return (denied != null && Boolean.TRUE.equals(result.isError()))
				? this.refusals.toolResult(innerDecision(caller, denied)) : result;
	}

	private AccessDecision innerDecision(@Nullable Authentication caller, AuthorizationResult denied) {
		List<String> required = RequiredScopes.of(denied);
		return required.isEmpty() ? AccessDecision.DENIED
				: this.authorizer.insufficientScope(caller, Scopes.of(required));
	}

	<T> T perform(ProtectedOperation operation, Supplier<T> handler) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		AccessDecision decision = this.authorizer.authorizeOffered(caller, operation);
		if (!decision.isGranted()) {
			throw this.refusals.error(decision);
		}
		return handler.get();
	}

}
