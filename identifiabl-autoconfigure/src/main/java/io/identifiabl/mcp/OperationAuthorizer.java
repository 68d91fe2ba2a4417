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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.authorization.ScopeAuthorizationDecision;

/**
 * Decides who may perform an operation, the same for every client and every way in, and
 * announces what it decided. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OperationAuthorizer {

	private static final Authentication NOBODY = new AnonymousAuthenticationToken("identifiabl", "anonymous",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private final Supplier<AccessRules> rules;

	private final GrantedScopes grantedScopes;

	private final boolean tokenRequired;

	private final AuthorizationEventPublisher events;

	OperationAuthorizer(Supplier<AccessRules> rules, GrantedScopes grantedScopes, boolean tokenRequired,
			AuthorizationEventPublisher events) {
		this.rules = rules;
		this.grantedScopes = grantedScopes;
		this.tokenRequired = tokenRequired;
		this.events = events;
	}

	static boolean isAuthenticated(@Nullable Authentication authentication) {
		return authentication != null && authentication.isAuthenticated()
				&& !(authentication instanceof AnonymousAuthenticationToken);
	}

	static Authentication orNobody(@Nullable Authentication authentication) {
		return (authentication != null) ? authentication : NOBODY;
	}

	@Nullable AuthenticationException findRefusal(@Nullable Authentication authentication) {
		return this.grantedScopes.findRefusal(authentication);
	}

	boolean isTokenRequired() {
		return this.tokenRequired;
	}

	AccessRules getRules() {
		return this.rules.get();
	}

	AccessDecision authorize(@Nullable Authentication authentication, ProtectedOperation operation) {
		return announce(authentication, operation, decide(authentication, this.rules.get().find(operation)));
	}

	AccessDecision authorizeOffered(@Nullable Authentication authentication, ProtectedOperation operation) {
		return announce(authentication, operation, decide(authentication, this.rules.get().findOffered(operation)));
	}

	AccessDecision authorizeRead(@Nullable Authentication authentication, ProtectedOperation offered, String uri) {
		return announce(authentication, offered, decide(authentication, this.rules.get().findRead(offered, uri)));
	}

	// for a list, which refuses nothing
	boolean mayCall(@Nullable Authentication authentication, ProtectedOperation operation) {
		return decide(authentication, this.rules.get().findOffered(operation)).isGranted();
	}

	// of something that a caller may call already: what a check inside it asked for
	AccessDecision insufficientScope(@Nullable Authentication authentication, Scopes required) {
		return AccessDecision.insufficientScope(required, this.grantedScopes.of(authentication));
	}

	private AccessDecision decide(@Nullable Authentication authentication, @Nullable AccessRule rule) {
		if (rule == null) {
			return AccessDecision.DENIED;
		}
		ScopeRequirement requirement = rule.requirement();
		if (!isAuthenticated(authentication)) {
			return (rule.open() && !this.tokenRequired) ? AccessDecision.GRANTED
					: AccessDecision.unauthenticated(requirement.evaluate(Scopes.none()).required());
		}
		if (requirement.isEmpty()) {
			return AccessDecision.GRANTED;
		}
		Scopes granted = this.grantedScopes.of(authentication);
		return AccessDecision.of(new ScopeAuthorizationDecision(requirement.evaluate(granted), granted));
	}

	private AccessDecision announce(@Nullable Authentication authentication, ProtectedOperation operation,
			AccessDecision decision) {
		Authentication caller = orNobody(authentication);
		this.events.publishAuthorizationEvent(() -> caller, operation, decision.decision());
		return decision;
	}

}
