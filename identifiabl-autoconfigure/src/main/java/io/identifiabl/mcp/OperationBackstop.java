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
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.audit.McpOperation;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.Problem;
import io.identifiabl.security.web.RequiredScopes;

/**
 * Decides once more where an operation is performed, so that nothing that gets past the
 * gate runs anything, and records what was performed. It sees the operation that really
 * runs, not a request for it. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OperationBackstop {

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final InnerDenials innerDenials;

	private final Supplier<IdentityParameters> identityParameters;

	private final McpAudit audit;

	OperationBackstop(OperationAuthorizer authorizer, Refusals refusals, InnerDenials innerDenials,
			Supplier<IdentityParameters> identityParameters, McpAudit audit) {
		this.audit = audit;
		this.authorizer = authorizer;
		this.refusals = refusals;
		this.innerDenials = innerDenials;
		this.identityParameters = identityParameters;
	}

	Tool describe(Tool tool) {
		return this.identityParameters.get().remove(tool);
	}

	CallToolResult call(Tool tool, CallToolRequest request, @Nullable Implementation client,
			Function<CallToolRequest, CallToolResult> handler) {
		McpOperation operation = McpOperation.of(McpMessage.CALL_TOOL, ProtectedOperation.tool(tool.name()), true)
			.withArguments(this.audit.digest(request.arguments()));
		this.audit.begin(McpAudit.claimed(operation, request.meta(), client));
		CallToolResult result = record(() -> call(tool, request, handler));
		end(Boolean.TRUE.equals(result.isError()) ? "tool_error" : null);
		return result;
	}

	private CallToolResult call(Tool tool, CallToolRequest request, Function<CallToolRequest, CallToolResult> handler) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		AccessDecision decision = this.authorizer.authorizeOffered(caller, ProtectedOperation.tool(tool.name()));
		if (!decision.isGranted()) {
			return refuse(decision);
		}
		announce();
		CallToolRequest harmless = this.identityParameters.get().remove(request);
		InnerDenials.Denial denial = new InnerDenials.Denial();
		CallToolResult result = this.innerDenials.run(() -> handler.apply(harmless), denial);
		AuthorizationResult denied = denial.getResult();
		return (denied != null && Boolean.TRUE.equals(result.isError())) ? refuse(innerDecision(caller, denied))
				: result;
	}

	private CallToolResult refuse(AccessDecision decision) {
		McpAudit.refused(this.refusals.problem(decision).code());
		return this.refusals.toolResult(decision);
	}

	private AccessDecision innerDecision(@Nullable Authentication caller, AuthorizationResult denied) {
		List<String> required = RequiredScopes.of(denied);
		return required.isEmpty() ? AccessDecision.DENIED
				: this.authorizer.insufficientScope(caller, Scopes.of(required));
	}

	ReadResourceResult read(ProtectedOperation operation, ReadResourceRequest request, @Nullable Implementation client,
			Supplier<ReadResourceResult> handler) {
		McpOperation described = McpOperation.of("resources/read", operation, true);
		if (!operation.name().equals(request.uri())) {
			described = described.requesting(request.uri());
		}
		return perform(operation, McpAudit.claimed(described, request.meta(), client), handler);
	}

	GetPromptResult get(ProtectedOperation operation, GetPromptRequest request, @Nullable Implementation client,
			Supplier<GetPromptResult> handler) {
		McpOperation described = McpOperation.of("prompts/get", operation, true)
			.withArguments(this.audit.digest(request.arguments()));
		return perform(operation, McpAudit.claimed(described, request.meta(), client), handler);
	}

	private <T> T perform(ProtectedOperation operation, McpOperation described, Supplier<T> handler) {
		this.audit.begin(described);
		T result = record(() -> guard(operation, handler));
		end(null);
		return result;
	}

	private <T> T guard(ProtectedOperation operation, Supplier<T> handler) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		AccessDecision decision = this.authorizer.authorizeOffered(caller, operation);
		if (!decision.isGranted()) {
			McpAudit.refused(this.refusals.problem(decision).code());
			throw this.refusals.error(decision);
		}
		announce();
		return handler.get();
	}

	private static <T> T record(Supplier<T> operation) {
		boolean done = false;
		try {
			T result = operation.get();
			done = true;
			return result;
		}
		finally {
			if (!done) {
				McpAudit.failed();
			}
		}
	}

	private void announce() {
		try {
			McpAudit.announce();
		}
		catch (AuditUnavailableException ex) {
			McpAudit.withheld();
			throw this.refusals.error(Problem.AUDIT_UNAVAILABLE);
		}
	}

	private void end(@Nullable String error) {
		try {
			McpAudit.end(error);
		}
		catch (AuditUnavailableException ex) {
			McpAudit.withheld();
			throw this.refusals.error(Problem.AUDIT_UNAVAILABLE);
		}
	}

}
