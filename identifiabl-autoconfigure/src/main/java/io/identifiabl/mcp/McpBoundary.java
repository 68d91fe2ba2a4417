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

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.ProtectedResource;

/**
 * The boundary of one MCP server: creates the parts that stand around it, which decide by
 * the same rules. Until the rules are known, nothing may be called. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpBoundary {

	private final McpSettings settings;

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final InnerDenials innerDenials;

	private final McpAudit audit;

	private final RequestMatcher endpoint;

	private final Set<ProtectedOperation> offered = ConcurrentHashMap.newKeySet();

	private volatile AccessRules rules = AccessRules.nothing();

	/**
	 * Create a boundary.
	 * @param settings what the application decides
	 * @param grantedScopes reads the scopes of a caller
	 * @param innerDenials remembers what is refused inside a tool
	 * @param audit tells the audit trail what is performed
	 * @param events is told what was decided
	 */
	public McpBoundary(McpSettings settings, GrantedScopes grantedScopes, InnerDenials innerDenials, McpAudit audit,
			AuthorizationEventPublisher events) {
		this.audit = audit;
		this.settings = settings;
		this.innerDenials = innerDenials;
		this.authorizer = new OperationAuthorizer(() -> this.rules, grantedScopes, settings.tokenRequired(), events);
		this.refusals = new Refusals(settings.resource(), this.authorizer, settings.challengeUnion());
		this.endpoint = PathPatternRequestMatcher.withDefaults().matcher(settings.endpoint());
	}

	/**
	 * Set the rules.
	 * @param declared what the application declares
	 * @param undeclaredDenied whether the declaration of one tool closes those that
	 * declare nothing
	 */
	public void setRules(DeclaredOperations declared, boolean undeclaredDenied) {
		this.rules = new AccessRules(declared.getRules(), Map.of(WhoAmI.OPERATION, AccessRule.AUTHENTICATED),
				undeclaredDenied);
	}

	/**
	 * Create the filter in front of authentication.
	 * @param origins the origins whose pages may call the endpoint, besides its own
	 * @param hosts the names that the endpoint may be called by, besides its own
	 * @param protocolVersions the versions that the server speaks
	 * @return the filter
	 */
	public McpEdgeFilter createEdgeFilter(Collection<String> origins, Collection<String> hosts,
			Supplier<List<String>> protocolVersions) {
		RequestMatcher metadata = new OrRequestMatcher(
				PathPatternRequestMatcher.withDefaults().matcher(ProtectedResource.WELL_KNOWN_PATH),
				PathPatternRequestMatcher.withDefaults().matcher(ProtectedResource.WELL_KNOWN_PATH + "/**"));
		return new McpEdgeFilter(this.endpoint, metadata,
				AllowedOrigins.of(this.settings.resource().getIdentifier(), origins, hosts), protocolVersions);
	}

	/**
	 * Create the filter behind authentication.
	 * @return the filter, for a server without sessions or one that does not bind them
	 */
	public McpGateFilter createGateFilter() {
		return createGateFilter(null);
	}

	/**
	 * Create the filter behind authentication for a server whose sessions belong to those
	 * who started them.
	 * @param identityResolver tells the identity behind an authentication
	 * @param events is told about misuse
	 * @return the filter
	 */
	public McpGateFilter createGateFilter(IdentityResolver identityResolver, ApplicationEventPublisher events) {
		return createGateFilter(new SessionBinding(new McpSessions(Ticker.systemTicker()), identityResolver, events));
	}

	private McpGateFilter createGateFilter(@Nullable SessionBinding sessions) {
		return new McpGateFilter(this.endpoint, this.authorizer, this.refusals, sessions, this.settings,
				(message) -> this.audit.received(message, isKnown(message.operation())));
	}

	OperationBackstop createBackstop(Supplier<IdentityParameters> identityParameters) {
		return new OperationBackstop(this.authorizer, this.refusals, this.innerDenials, identityParameters, this.audit);
	}

	// whatever else a caller names is the caller's own text
	private boolean isKnown(@Nullable ProtectedOperation operation) {
		return operation != null && (this.offered.contains(operation) || this.rules.isDeclared(operation));
	}

	ToolsListModule createToolsListModule() {
		return new ToolsListModule(this.authorizer, this.settings.listFiltered());
	}

	/**
	 * Create the advisor that supplies the identity to tools with a parameter for it.
	 * @return the advisor
	 */
	public static Advisor createIdentityAdvisor() {
		return CurrentIdentityToolInterceptor.advisor();
	}

	/**
	 * Whether a proxy supplies the identity to tools with a parameter for it.
	 * @param advisors the proxy's advisors
	 * @return whether the advisor is among them
	 */
	public static boolean suppliesIdentity(Advisor... advisors) {
		return Arrays.stream(advisors).anyMatch(CurrentIdentityToolInterceptor::isIn);
	}

	void addOffered(ProtectedOperation operation) {
		this.offered.add(operation);
	}

	/**
	 * Whether what a method offers only runs behind the boundary.
	 * @param method the method
	 * @return whether the server was built with it
	 */
	public boolean guards(Method method) {
		ProtectedOperation operation = DeclaredOperations.operation(method);
		return operation != null && this.offered.contains(operation);
	}

	/**
	 * Return what the server offers without any declaration.
	 * @return the names of undeclared operations, and whether they are denied
	 */
	public Map<String, Boolean> getUndeclared() {
		Map<String, Boolean> undeclared = new LinkedHashMap<>();
		this.offered.stream()
			.filter((operation) -> !this.rules.isDeclared(operation))
			.forEach((operation) -> undeclared.put(operation.type().getValue() + " " + operation.name(),
					this.rules.isUndeclaredDenied(operation.type())));
		return undeclared;
	}

}
