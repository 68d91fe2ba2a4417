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

package io.identifiabl.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.ScopeAuthorizationDecision;

/**
 * Decides what of the audit trail the caller may see and do. Readers see the records of
 * their own issuer and their own tenant and organization, and only their own records
 * where they have neither. What goes beyond that is for tokens of operators. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditAccess {

	private final IdentityResolver identityResolver;

	private final GrantedScopes grantedScopes;

	private final AuditScopes scopes;

	private final Set<String> operatorIssuers;

	/**
	 * Create an instance.
	 * @param identityResolver tells the identity behind an authentication
	 * @param grantedScopes reads the scopes of a caller
	 * @param scopes what is asked for
	 * @param operatorIssuers whose tokens may be those of operators
	 */
	public AuditAccess(IdentityResolver identityResolver, GrantedScopes grantedScopes, AuditScopes scopes,
			Set<String> operatorIssuers) {
		this.identityResolver = identityResolver;
		this.grantedScopes = grantedScopes;
		this.scopes = scopes;
		this.operatorIssuers = Set.copyOf(operatorIssuers);
	}

	/**
	 * Restrict a query to what the caller may read.
	 * @param query the query
	 * @return the query, with conditions that no filter can replace
	 * @throws AuthorizationDeniedException if the caller may not read at all
	 */
	AuditQuery restrict(AuditQuery query) {
		if (maySeeAll()) {
			return query;
		}
		requireScope(this.scopes.read());
		return restrictToOwn(query);
	}

	/**
	 * Restrict a query to what the caller may see, whatever scope allowed the call.
	 * @param query the query
	 * @return the query
	 * @throws AuthorizationDeniedException if the caller has no identity
	 */
	AuditQuery restrictToVisible(AuditQuery query) {
		return maySeeAll() ? query : restrictToOwn(query);
	}

	private AuditQuery restrictToOwn(AuditQuery query) {
		Identity identity = identity();
		if (identity == null) {
			throw denied();
		}
		AuditQuery restricted = query.where(Column.ISSUER, identity.getIssuer());
		if (identity.getTenant() == null && identity.getOrgId() == null) {
			String user = (identity.getUserId() != null) ? identity.getUserId() : identity.getSubject();
			return restricted.where(Column.USER, user);
		}
		if (identity.getTenant() != null) {
			restricted = restricted.where(Column.TENANT, identity.getTenant());
		}
		return (identity.getOrgId() != null) ? restricted.where(Column.ORG, identity.getOrgId()) : restricted;
	}

	/**
	 * Require that the caller may read everything.
	 * @throws AuthorizationDeniedException if not
	 */
	void requireReadAll() {
		requireOperator(this.scopes.readAll());
	}

	/**
	 * Require that the caller may verify the log.
	 * @throws AuthorizationDeniedException if not
	 */
	void requireVerify() {
		requireOperator(this.scopes.verify());
	}

	/**
	 * Require that the caller may erase personal data.
	 * @throws AuthorizationDeniedException if not
	 */
	void requireErase() {
		requireOperator(this.scopes.erase());
	}

	private boolean maySeeAll() {
		return isOperator() && granted().contains(this.scopes.readAll());
	}

	private void requireOperator(String scope) {
		requireScope(scope);
		if (!isOperator()) {
			throw denied();
		}
	}

	private void requireScope(String scope) {
		Scopes granted = granted();
		ScopeRequirement requirement = ScopeRequirement.allOf(scope);
		if (!requirement.isMetBy(granted)) {
			throw new AuthorizationDeniedException("Access Denied",
					new ScopeAuthorizationDecision(requirement.evaluate(granted), granted));
		}
	}

	private boolean isOperator() {
		Identity identity = identity();
		return identity != null && this.operatorIssuers.contains(identity.getIssuer());
	}

	private Scopes granted() {
		return this.grantedScopes.of(authentication());
	}

	private @Nullable Identity identity() {
		return this.identityResolver.resolve(authentication());
	}

	private static @Nullable Authentication authentication() {
		return SecurityContextHolder.getContext().getAuthentication();
	}

	private static AuthorizationDeniedException denied() {
		return new AuthorizationDeniedException("Access Denied", new AuthorizationDecision(false));
	}

}
