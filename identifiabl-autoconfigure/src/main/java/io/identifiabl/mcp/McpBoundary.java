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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.identifiabl.identity.Scopes;
import io.identifiabl.mcp.OfferedRules.Offer;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.MethodSecurityAnnotations;
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

	private final Admission admission;

	private final @Nullable SessionTracking tracking;

	private final MethodSecurityAnnotations annotations;

	private final McpToolCheck check;

	private final Set<ProtectedOperation> offered = ConcurrentHashMap.newKeySet();

	// what is declared for the methods that the server really calls
	private final OfferedRules called = new OfferedRules();

	private final Set<Method> guarded = ConcurrentHashMap.newKeySet();

	private @Nullable DeclaredOperations declared;

	private boolean undeclaredDenied = true;

	private volatile AccessRules rules = AccessRules.nothing();

	private volatile Consumer<ProtectedOperation> additions = (operation) -> {
	};

	/**
	 * Create a boundary of a server without sessions, which nothing leads to but the
	 * endpoint that the settings name.
	 * @param settings what the application decides
	 * @param grantedScopes reads the scopes of a caller
	 * @param innerDenials remembers what is refused inside a tool
	 * @param audit tells the audit trail what is performed
	 * @param events is told what was decided
	 */
	public McpBoundary(McpSettings settings, GrantedScopes grantedScopes, InnerDenials innerDenials, McpAudit audit,
			AuthorizationEventPublisher events) {
		this(settings, grantedScopes, innerDenials, audit, new MethodSecurityAnnotations(null), events,
				new McpRoutes(List::of), null);
	}

	/**
	 * Create a boundary.
	 * @param settings what the application decides
	 * @param grantedScopes reads the scopes of a caller
	 * @param innerDenials remembers what is refused inside a tool
	 * @param audit tells the audit trail what is performed
	 * @param annotations knows which annotations of Spring Security are in force
	 * @param events is told what was decided
	 * @param routes the ways that lead to the server
	 * @param sessions whose session is whose, {@code null} if the server has none
	 */
	McpBoundary(McpSettings settings, GrantedScopes grantedScopes, InnerDenials innerDenials, McpAudit audit,
			MethodSecurityAnnotations annotations, AuthorizationEventPublisher events, McpRoutes routes,
			@Nullable SessionBinding sessions) {
		this.annotations = annotations;
		this.check = new McpToolCheck(!settings.tokenRequired());
		this.audit = audit;
		this.settings = settings;
		this.innerDenials = innerDenials;
		this.authorizer = new OperationAuthorizer(() -> this.rules, grantedScopes, settings.tokenRequired(), events);
		this.refusals = new Refusals(settings.resource(), this.authorizer, settings.challengeUnion());
		this.admission = new Admission(settings.audience(), sessions);
		this.tracking = (sessions != null) ? new SessionTracking(sessions, routes) : null;
		this.endpoint = settings.endpoint();
	}

	/**
	 * Set the rules.
	 * @param declared what the application declares
	 * @param undeclaredDenied whether the declaration of one tool closes those that
	 * declare nothing
	 */
	public synchronized void setRules(DeclaredOperations declared, boolean undeclaredDenied) {
		this.declared = declared;
		this.undeclaredDenied = undeclaredDenied;
		publishRules();
	}

	// what is created or added later may declare something as well
	private synchronized void publishRules() {
		if (this.declared != null) {
			Map<ProtectedOperation, AccessRule> all = new LinkedHashMap<>(this.declared.getRules());
			this.called.getRules().forEach((operation, rule) -> all.merge(operation, rule, AccessRule::and));
			this.rules = new AccessRules(all, Map.of(WhoAmI.OPERATION, AccessRule.AUTHENTICATED),
					this.undeclaredDenied);
		}
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
				AllowedOrigins.of(this.settings.resource().getIdentifier(), origins, hosts),
				new ProtocolVersions(protocolVersions));
	}

	/**
	 * Create the filter behind authentication.
	 * @param servedMethods what the server has handlers for
	 * @param protocolVersions the versions that the server speaks
	 * @return the filter
	 */
	public McpGateFilter createGateFilter(Supplier<ServedMethods> servedMethods,
			Supplier<List<String>> protocolVersions) {
		return new McpGateFilter(this.endpoint,
				new RequestChecks(this.authorizer, this.refusals, this.admission, this.settings.httpMethods()),
				new MessageChecks(new ProtocolVersions(protocolVersions)), this.authorizer, this.refusals,
				this.tracking, servedMethods, this.settings,
				(message) -> this.audit.received(message, isKnown(message.operation())), this.audit);
	}

	OperationBackstop createBackstop(Supplier<IdentityParameters> identityParameters) {
		return new OperationBackstop(this.admission, this.authorizer, this.refusals, this.innerDenials,
				identityParameters, this.audit);
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

	/**
	 * Add what the server offers, and what is declared for it.
	 * @param operation the operation
	 * @param handler what runs when a client asks for it
	 * @throws InvalidIdentifiablConfigurationException if something is declared that is
	 * not in force
	 */
	void offer(ProtectedOperation operation, Object handler) {
		this.called.add(operation, read(handler));
		publish(operation);
	}

	/**
	 * Add what the server is about to offer, perhaps in place of something.
	 * @param operation the operation
	 * @param handler what runs when a client asks for it
	 * @return what has to be accepted or withdrawn
	 * @throws InvalidIdentifiablConfigurationException if something is declared that is
	 * not in force
	 */
	Offer begin(ProtectedOperation operation, Object handler) {
		Offer offer = this.called.begin(operation, read(handler));
		publishRules();
		return offer;
	}

	/**
	 * Count what the server took.
	 * @param offer what it took
	 */
	void accept(Offer offer) {
		this.called.accept(offer);
		publish(offer.getOperation());
	}

	/**
	 * Forget what the server did not take.
	 * @param offer what it did not take
	 */
	void withdraw(Offer offer) {
		this.called.withdraw(offer);
		publishRules();
	}

	private @Nullable AccessRule read(Object handler) {
		List<CallTarget> targets = CallTarget.of(handler);
		AccessRule rule = rule(targets);
		targets.forEach((target) -> this.guarded.add(target.method()));
		return rule;
	}

	private void publish(ProtectedOperation operation) {
		publishRules();
		this.offered.add(operation);
		this.additions.accept(operation);
	}

	/**
	 * Set who is told what is offered from now on.
	 * @param newAdditions is told
	 */
	void setAdditions(Consumer<ProtectedOperation> newAdditions) {
		this.additions = newAdditions;
	}

	Set<ProtectedOperation> getOffered() {
		return this.offered;
	}

	McpAudit getAudit() {
		return this.audit;
	}

	// several are behind one handler only if the application made it
	private @Nullable AccessRule rule(List<CallTarget> targets) {
		List<AccessRule> declared = new ArrayList<>();
		for (CallTarget target : targets) {
			check(target.method(), target.type(), target.object());
			AccessRule rule = DeclaredOperations.rule(target, this.annotations);
			if (rule != null) {
				declared.add(rule);
			}
		}
		return AccessRule.sum(declared, declared.size() == targets.size());
	}

	/**
	 * Check what is declared for a handler that no operation is named after.
	 * @param handler what completes the arguments of a prompt or a resource
	 * @throws InvalidIdentifiablConfigurationException if something is declared that is
	 * not in force
	 */
	void check(Object handler) {
		rule(CallTarget.of(handler));
	}

	void check(Method method, Class<?> type, @Nullable Object object) {
		this.check.check(method, type, object);
	}

	/**
	 * Whether a method is one that the server calls, so that the boundary stands in front
	 * of it.
	 * @param method the method
	 * @return whether the server was built with it
	 */
	public boolean guards(Method method) {
		return this.guarded.contains(method);
	}

	/**
	 * Return what callers need for all that is offered at this moment.
	 * @return the scopes in alphabetical order
	 */
	Scopes getNeededScopes() {
		return Scopes.of(new TreeSet<>(this.rules.getKnownScopes().asSet()));
	}

	// who may call an operation, as everybody is told who asks
	@Nullable AccessRule getRule(ProtectedOperation operation) {
		return this.rules.find(operation);
	}

	/**
	 * Return what the server offers without any declaration.
	 * @return the names of undeclared operations, and whether they are denied
	 */
	public Map<String, Boolean> getUndeclared() {
		Map<String, Boolean> undeclared = new LinkedHashMap<>();
		this.offered.stream()
			.filter((operation) -> !this.rules.isOfferedDeclared(operation))
			.forEach((operation) -> undeclared.put(operation.type().getValue() + " " + operation.name(),
					this.rules.isUndeclaredDenied(operation.type())));
		return undeclared;
	}

}
