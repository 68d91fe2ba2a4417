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

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.identity.Scopes;
import io.identifiabl.operation.McpOperation;
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

	// how Spring AI begins what it makes of any exception
	private static final String WRAPPED = "Error invoking ";

	private final Log failures = LogFactory.getLog(getClass());

	private final Admission admission;

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final InnerDenials innerDenials;

	private final Supplier<IdentityParameters> identityParameters;

	private final McpAudit audit;

	OperationBackstop(Admission admission, OperationAuthorizer authorizer, Refusals refusals, InnerDenials innerDenials,
			Supplier<IdentityParameters> identityParameters, McpAudit audit) {
		this.audit = audit;
		this.admission = admission;
		this.authorizer = authorizer;
		this.refusals = refusals;
		this.innerDenials = innerDenials;
		this.identityParameters = identityParameters;
	}

	Tool describe(Tool tool) {
		return this.identityParameters.get().remove(tool);
	}

	CallToolResult call(Tool tool, CallToolRequest request, @Nullable McpSyncServerExchange exchange,
			Function<CallToolRequest, CallToolResult> handler) {
		McpOperation operation = McpOperation.of(McpMessage.CALL_TOOL, ProtectedOperation.tool(tool.name()), true)
			.withArguments(this.audit.digest(request.arguments()));
		this.audit.begin(McpAudit.claimed(operation, request.meta(), client(exchange)));
		CallToolResult result = record(() -> callAs(caller(), tool, request, exchange, handler));
		end(Boolean.TRUE.equals(result.isError()) ? "tool_error" : null);
		return result;
	}

	private CallToolResult callAs(@Nullable Authentication caller, Tool tool, CallToolRequest request,
			@Nullable McpSyncServerExchange exchange, Function<CallToolRequest, CallToolResult> handler) {
		Problem problem = this.admission.refuse(sessionId(exchange), caller);
		if (problem != null) {
			McpAudit.refused(problem.code());
			return this.refusals.toolResult(problem);
		}
		AccessDecision decision = this.authorizer.authorizeOffered(caller, ProtectedOperation.tool(tool.name()));
		if (!decision.isGranted()) {
			return refuse(decision);
		}
		announce(ProtectedOperation.tool(tool.name()), null);
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

	ReadResourceResult read(ProtectedOperation operation, ReadResourceRequest request,
			@Nullable McpSyncServerExchange exchange, Supplier<ReadResourceResult> handler) {
		McpOperation described = McpOperation.of("resources/read", operation, true);
		if (!operation.name().equals(request.uri())) {
			described = described.requesting(request.uri());
		}
		return perform(McpAudit.claimed(described, request.meta(), client(exchange)), exchange,
				(caller) -> this.authorizer.authorizeRead(caller, operation, request.uri()), handler);
	}

	GetPromptResult get(ProtectedOperation operation, GetPromptRequest request,
			@Nullable McpSyncServerExchange exchange, Supplier<GetPromptResult> handler) {
		McpOperation described = McpOperation.of("prompts/get", operation, true)
			.withArguments(this.audit.digest(request.arguments()));
		return perform(operation, McpAudit.claimed(described, request.meta(), client(exchange)), exchange, handler);
	}

	CompleteResult complete(ProtectedOperation operation, CompleteRequest request,
			@Nullable McpSyncServerExchange exchange, Supplier<CompleteResult> handler) {
		McpOperation described = McpOperation.of("completion/complete", operation, true);
		// what it refers to need not be spelled as it is offered
		return perform(McpAudit.claimed(described, request.meta(), client(exchange)), exchange,
				(caller) -> this.authorizer.authorize(caller, operation), handler);
	}

	private <T> T perform(ProtectedOperation operation, McpOperation described,
			@Nullable McpSyncServerExchange exchange, Supplier<T> handler) {
		return perform(described, exchange, (caller) -> this.authorizer.authorizeOffered(caller, operation), handler);
	}

	private <T> T perform(McpOperation described, @Nullable McpSyncServerExchange exchange, Decider decider,
			Supplier<T> handler) {
		this.audit.begin(described);
		T result = record(() -> guard(described, exchange, decider, handler));
		end(null);
		return result;
	}

	private <T> T guard(McpOperation described, @Nullable McpSyncServerExchange exchange, Decider decider,
			Supplier<T> handler) {
		Authentication caller = caller();
		Problem problem = this.admission.refuse(sessionId(exchange), caller);
		if (problem != null) {
			McpAudit.refused(problem.code());
			throw this.refusals.error(problem);
		}
		AccessDecision decision = decider.decide(caller);
		if (!decision.isGranted()) {
			McpAudit.refused(this.refusals.problem(decision).code());
			throw this.refusals.error(decision);
		}
		announce(described.operation(), described.requested());
		return run(handler);
	}

	private static @Nullable Authentication caller() {
		return SecurityContextHolder.getContext().getAuthentication();
	}

	// a server without sessions has no exchange
	private static @Nullable String sessionId(@Nullable McpSyncServerExchange exchange) {
		return (exchange != null) ? exchange.sessionId() : null;
	}

	// what the client called itself when the session began
	private static @Nullable Implementation client(@Nullable McpSyncServerExchange exchange) {
		return (exchange != null) ? exchange.getClientInfo() : null;
	}

	// what an exception says of the inside is for the log
	private <T> T run(Supplier<T> handler) {
		try {
			return handler.get();
		}
		catch (McpError ex) {
			if (!String.valueOf(ex.getMessage()).startsWith(WRAPPED)) {
				throw ex;
			}
			throw internalError(ex);
		}
		catch (RuntimeException ex) {
			throw internalError(ex);
		}
	}

	private McpError internalError(RuntimeException ex) {
		this.failures.error("A resource, a prompt or a completion failed: " + ex.getClass().getName() + ": "
				+ Shape.toLine(String.valueOf(ex.getMessage())));
		return McpError.builder(McpSchema.ErrorCodes.INTERNAL_ERROR).message(InternalErrorModule.MESSAGE).build();
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

	private void announce(@Nullable ProtectedOperation operation, @Nullable String uri) {
		try {
			this.audit.announce(operation, uri);
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

	/**
	 * Decides whether a caller may.
	 */
	@FunctionalInterface
	private interface Decider {

		AccessDecision decide(@Nullable Authentication caller);

	}

}
