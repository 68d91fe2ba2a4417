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

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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
import io.identifiabl.security.authorization.Operators;
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

	private final Operators operators;

	private final AtomicBoolean explained = new AtomicBoolean();

	private final Log logger = LogFactory.getLog(getClass());

	/**
	 * Create an instance.
	 * @param identityResolver tells the identity behind an authentication
	 * @param grantedScopes reads the scopes of a caller
	 * @param scopes what is asked for
	 * @param operators whose tokens may read everything, verify and erase
	 */
	public AuditAccess(IdentityResolver identityResolver, GrantedScopes grantedScopes, AuditScopes scopes,
			Operators operators) {
		this.identityResolver = identityResolver;
		this.grantedScopes = grantedScopes;
		this.scopes = scopes;
		this.operators = operators;
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
		requireNamedOperator(this.scopes.readAll());
	}

	/**
	 * Require that the caller may verify the log.
	 * @throws AuthorizationDeniedException if not
	 */
	void requireVerify() {
		requireScope(this.scopes.verify());
		if (!this.operators.include(authentication())) {
			throw denied();
		}
	}

	/**
	 * Require that the caller may erase personal data.
	 * @throws AuthorizationDeniedException if not
	 */
	void requireErase() {
		requireNamedOperator(this.scopes.erase());
	}

	private boolean maySeeAll() {
		return granted().contains(this.scopes.readAll()) && isNamedOperator(this.scopes.readAll());
	}

	private void requireNamedOperator(String scope) {
		requireScope(scope);
		if (!isNamedOperator(scope)) {
			throw denied();
		}
	}

	// the only provider there is may serve many organizations
	private boolean isNamedOperator(String scope) {
		if (!this.operators.include(authentication())) {
			return false;
		}
		if (!this.operators.areNamed() && this.explained.compareAndSet(false, true)) {
			this.logger.warn("The scope " + scope + " of a token does not count: it concerns the records of everybody, "
					+ "and nothing says which users of the provider may have it. Set identifiabl.operator-issuers to "
					+ "the issuer if all of them may, or identifiabl.operator-tenants to their tenants or "
					+ "organizations.");
		}
		return this.operators.areNamed();
	}

	private void requireScope(String scope) {
		Scopes granted = granted();
		ScopeRequirement requirement = ScopeRequirement.allOf(scope);
		if (!requirement.isMetBy(granted)) {
			throw new AuthorizationDeniedException("Access Denied",
					new ScopeAuthorizationDecision(requirement.evaluate(granted), granted));
		}
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
