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

package io.identifiabl.security.authorization;

import java.io.Serial;

import org.springframework.security.authorization.AuthorizationDecision;

import io.identifiabl.authorization.ScopeDecision;
import io.identifiabl.identity.Scopes;

/**
 * A decision about scopes that names those that are required, granted and missing.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ScopeAuthorizationDecision extends AuthorizationDecision {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Scopes required;

	private final Scopes grantedScopes;

	private final Scopes missing;

	/**
	 * Create a decision.
	 * @param decision what was decided
	 * @param grantedScopes the scopes that the caller has
	 */
	public ScopeAuthorizationDecision(ScopeDecision decision, Scopes grantedScopes) {
		super(decision.granted());
		this.required = decision.required();
		this.grantedScopes = grantedScopes;
		this.missing = decision.missing();
	}

	/**
	 * Return the scopes that suffice.
	 * @return the required scopes
	 */
	public Scopes getRequired() {
		return this.required;
	}

	/**
	 * Return the scopes of the caller.
	 * @return the granted scopes and what they imply
	 */
	public Scopes getGrantedScopes() {
		return this.grantedScopes;
	}

	/**
	 * Return what the caller lacks.
	 * @return the required scopes that were not granted
	 */
	public Scopes getMissing() {
		return this.missing;
	}

	@Override
	public String toString() {
		return "ScopeAuthorizationDecision [granted=" + isGranted() + ", required=" + this.required + ", missing="
				+ this.missing + "]";
	}

}
