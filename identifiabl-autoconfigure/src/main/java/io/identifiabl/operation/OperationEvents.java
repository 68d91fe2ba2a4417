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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EventIds;
import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.token.IdentityMappingException;

/**
 * Makes events of records. What callers choose themselves, such as paths and the names of
 * tools that do not exist, becomes personal data and never part of a leaf.
 *
 * @author Identifiabl Contributors
 */
final class OperationEvents {

	// of Spring MVC, which is optional
	private static final String PATTERN_ATTRIBUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	private static final Map<String, String> ACTIONS = Map.of("GET", "read", "HEAD", "read", "OPTIONS", "read", "POST",
			"create", "PUT", "update", "PATCH", "update", "DELETE", "delete");

	private static final Set<String> OTHER_METHODS = Set.of("TRACE", "CONNECT");

	private static final int PROTOCOL_VERSION_LENGTH = 10;

	private final IdentityResolver identityResolver;

	OperationEvents(IdentityResolver identityResolver) {
		this.identityResolver = identityResolver;
	}

	AuditEvent intent(OperationRecord record) {
		AuditEvent.Builder event = builder(record, type(record), actor(record))
			.id(record.getId() + EventIds.INTENT_SUFFIX)
			.with(AuditField.CALL, record.getId())
			.with(AuditField.PHASE, "intent")
			.with(AuditField.OUTCOME, "unknown");
		describeDecisions(event, record, false);
		return event.build();
	}

	AuditEvent outcome(OperationRecord record, Ending ending, Actor actor) {
		AuditEvent.Builder event = builder(record, ending.type(), actor).id(record.getId())
			.with(AuditField.CALL, record.isAnnounced() ? record.getId() : null)
			.with(AuditField.PHASE, record.isAnnounced() ? "outcome" : null)
			.with(AuditField.DURATION, record.getMicroseconds())
			.with(AuditField.STATUS, (ending.status() != 0) ? ending.status() : null)
			.with(AuditField.OUTCOME, ending.isSuccess() ? "success" : "failure")
			.with(AuditField.DECISION, ending.decision())
			.with(AuditField.REASON, ending.reason())
			.with(AuditField.ERROR, ending.error());
		describeDecisions(event, record, "deny".equals(ending.decision()));
		record.getAuditContext().describe(event);
		if (record.isAuthenticationFailed()) {
			event.with(AuditField.PROVIDER, ending.provider().isEmpty() ? null : ending.provider());
		}
		// of a token that was refused, or would have been
		event.with(AuditField.CLAIMED, record.getClaims().isEmpty() ? null : record.getClaims());
		return event.build();
	}

	static String type(OperationRecord record) {
		McpOperation mcp = record.getOperation();
		return (mcp != null) ? OperationTypes.of(mcp.method()) : OperationTypes.HTTP_REQUEST;
	}

	private static AuditEvent.Builder builder(OperationRecord record, String type, Actor actor) {
		HttpServletRequest request = record.getRequest();
		AuditEvent.Builder event = AuditEvent.builder(type, record.getStartedAt())
			.with(AuditField.HTTP_METHOD, method(request))
			.with(AuditField.ROUTE,
					(request.getAttribute(PATTERN_ATTRIBUTE) instanceof String pattern) ? pattern : null)
			.with(AuditField.PATH, request.getRequestURI())
			.with(AuditField.USER_AGENT, request.getHeader("User-Agent"));
		ActorFields.describe(event, record.getContext());
		ActorFields.describe(event, actor.identity(), actor.authentication());
		McpOperation mcp = record.getOperation();
		if (mcp != null) {
			describe(event, mcp, request);
		}
		else {
			event.with(AuditField.ACTION, ACTIONS.getOrDefault(request.getMethod(), "execute"));
		}
		return event;
	}

	private static String method(HttpServletRequest request) {
		String method = request.getMethod();
		return (ACTIONS.containsKey(method) || OTHER_METHODS.contains(method)) ? method : "OTHER";
	}

	// who could not be authenticated is nobody, but for the user of a session who tried
	// to log in again
	Actor actor(OperationRecord record) {
		return record.isAuthenticationFailed() ? new Actor(null, userOfSession(record))
				: new Actor(identity(record), authentication(record));
	}

	private static @Nullable Authentication authentication(OperationRecord record) {
		Authentication authentication = record.getAuthentication();
		return (authentication != null) ? authentication : userOfSession(record);
	}

	private static @Nullable Authentication userOfSession(OperationRecord record) {
		RequestContext context = record.getContext();
		boolean known = record.isLetThrough() || (context != null && context.getIdentity() != null);
		if (known) {
			return null;
		}
		Authentication present = record.getPresent();
		return (present != null) ? present : ActorFields.inSession(record.getRequest());
	}

	// one that cannot be mapped is told to the caller by whoever answers the request
	private @Nullable Identity identity(OperationRecord record) {
		RequestContext context = record.getContext();
		if (context != null && context.getIdentity() != null) {
			return context.getIdentity();
		}
		try {
			return this.identityResolver.resolve(record.getAuthentication());
		}
		catch (IdentityMappingException ex) {
			return null;
		}
	}

	private static void describe(AuditEvent.Builder event, McpOperation mcp, HttpServletRequest request) {
		String session = request.getHeader("Mcp-Session-Id");
		String version = request.getHeader("MCP-Protocol-Version");
		event.with(AuditField.CLAIMED_CLIENT, mcp.getClaimedClient())
			.with(AuditField.SESSION, (session != null) ? Fingerprints.of(session) : null)
			.with(AuditField.PROTOCOL, (version != null && isVersion(version)) ? version : null)
			.with(AuditField.ARGS_HMAC, mcp.argumentsHash());
		ProtectedOperation operation = mcp.operation();
		if (operation == null) {
			event.with(mcp.known() ? AuditField.MCP_METHOD : AuditField.REQUESTED, mcp.method());
			return;
		}
		event.with(AuditField.MCP_METHOD, mcp.method()).with(AuditField.ACTION, action(operation));
		event.with(mcp.known() ? field(operation) : AuditField.REQUESTED, operation.name());
		if (mcp.requested() != null) {
			event.with(AuditField.REQUESTED, mcp.requested());
		}
	}

	private static AuditField field(ProtectedOperation operation) {
		return switch (operation.type()) {
			case TOOL -> AuditField.TOOL;
			case RESOURCE -> AuditField.RESOURCE;
			case PROMPT -> AuditField.PROMPT;
		};
	}

	private static String action(ProtectedOperation operation) {
		return (operation.type() == ProtectedOperation.Type.TOOL) ? "execute" : "read";
	}

	// a date, and nothing else that a caller could write there
	private static boolean isVersion(String text) {
		return text.length() == PROTOCOL_VERSION_LENGTH
				&& text.chars().allMatch((c) -> c == '-' || (c >= '0' && c <= '9'));
	}

	private static void describeDecisions(AuditEvent.Builder event, OperationRecord record, boolean denied) {
		List<OperationDecision> decisions = record.getDecisions();
		if (decisions.isEmpty()) {
			return;
		}
		List<Map<String, Object>> authz = new ArrayList<>(decisions.size());
		Set<String> required = new LinkedHashSet<>();
		Set<String> missing = new LinkedHashSet<>();
		for (OperationDecision decision : decisions) {
			authz.add(decision.toMap());
			// of those that made up the answer
			if (decision.granted() != denied) {
				required.addAll(decision.required());
				missing.addAll(decision.missing());
			}
		}
		event.with(AuditField.AUTHZ, authz)
			.with(AuditField.REQUIRED, required.isEmpty() ? null : required)
			.with(AuditField.MISSING, missing.isEmpty() ? null : missing);
	}

	/**
	 * Who it was.
	 *
	 * @param identity the identity, {@code null} if the authentication has none
	 * @param authentication the authentication, {@code null} if there is none
	 */
	record Actor(@Nullable Identity identity, @Nullable Authentication authentication) {

		boolean isSomebody() {
			return this.identity != null || ActorFields.isSomebody(this.authentication);
		}

	}

	/**
	 * How an operation ended.
	 *
	 * @param type the type of the event
	 * @param status the status of the response, 0 if it is not known
	 * @param refused whether the operation was refused
	 * @param decision {@code permit}, {@code deny}, or {@code null} if nothing was
	 * decided
	 * @param reason why it was refused, {@code null} if it was not
	 * @param error why it failed, {@code null} if it did not, or was refused
	 * @param provider the name of the provider, empty if it is not known
	 */
	record Ending(String type, int status, boolean refused, @Nullable String decision, @Nullable String reason,
			@Nullable String error, String provider) {

		boolean isSuccess() {
			return !this.refused && this.error == null;
		}

	}

}
