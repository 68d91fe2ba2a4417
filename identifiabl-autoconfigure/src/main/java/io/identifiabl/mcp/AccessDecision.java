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

import org.springframework.security.authorization.AuthorizationDecision;

import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ScopeAuthorizationDecision;

/**
 * Whether an operation may be performed, and if not, what its caller can do about it.
 *
 * @param outcome what was decided
 * @param required the scopes that suffice, as far as scopes are the question
 * @param granted the scopes that the caller has
 * @param decision the decision as Spring Security knows it
 * @author Identifiabl Contributors
 */
record AccessDecision(Outcome outcome, Scopes required, Scopes granted, AuthorizationDecision decision) {

	static final AccessDecision GRANTED = new AccessDecision(Outcome.GRANTED, Scopes.none(), Scopes.none(),
			new AuthorizationDecision(true));

	static final AccessDecision DENIED = new AccessDecision(Outcome.DENIED, Scopes.none(), Scopes.none(),
			new AuthorizationDecision(false));

	static AccessDecision unauthenticated(Scopes required) {
		return new AccessDecision(Outcome.UNAUTHENTICATED, required, Scopes.none(), new AuthorizationDecision(false));
	}

	static AccessDecision of(ScopeAuthorizationDecision decision) {
		return new AccessDecision(decision.isGranted() ? Outcome.GRANTED : Outcome.INSUFFICIENT_SCOPE,
				decision.getRequired(), decision.getGrantedScopes(), decision);
	}

	// of a check inside the operation
	static AccessDecision insufficientScope(Scopes required, Scopes granted) {
		return new AccessDecision(Outcome.INSUFFICIENT_SCOPE, required, granted, new AuthorizationDecision(false));
	}

	boolean isGranted() {
		return this.outcome == Outcome.GRANTED;
	}

	enum Outcome {

		GRANTED, UNAUTHENTICATED, INSUFFICIENT_SCOPE, DENIED

	}

}
