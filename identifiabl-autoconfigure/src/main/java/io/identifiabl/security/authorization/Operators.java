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

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.Issuer;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.RefusedCallers;

/**
 * Whose tokens may carry the scopes of operators: those that read and change actuator
 * endpoints, revoke tokens, drop keys, and read, verify and erase the records of
 * everybody. A scope is granted by its issuer, and what the issuer of a customer grants
 * must end at that customer. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Operators {

	private final IdentityResolver identityResolver;

	private final List<Issuer> issuers;

	private final Set<String> tenants;

	private final boolean named;

	/**
	 * Create an instance.
	 * @param identityResolver tells the identity behind an authentication
	 * @param issuers whose tokens may be those of operators, of every tenant where an
	 * issuer has a place for it
	 * @param tenants the tenants of these issuers whose users may be operators, all of
	 * them if empty; an organization counts where a token names no tenant
	 * @param named whether the configuration names issuers or tenants of operators,
	 * rather than trusting the only provider there is
	 */
	public Operators(IdentityResolver identityResolver, Collection<Issuer> issuers, Set<String> tenants,
			boolean named) {
		this.identityResolver = identityResolver;
		this.issuers = List.copyOf(issuers);
		this.tenants = Set.copyOf(tenants);
		this.named = named;
	}

	/**
	 * Whether the configuration names issuers or tenants of operators. What can be undone
	 * by nobody, and what shows the records of everybody, is not given to all users of
	 * the only provider unless somebody said so.
	 * @return whether it does
	 */
	public boolean areNamed() {
		return this.named;
	}

	/**
	 * Whether a caller's scopes may be those of an operator.
	 * @param authentication the authentication of the caller, {@code null} if there is
	 * none
	 * @return whether it comes from a token of an issuer and a tenant of operators
	 */
	public boolean include(@Nullable Authentication authentication) {
		if (RefusedCallers.find(authentication) != null) {
			return false;
		}
		Identity identity = this.identityResolver.resolve(authentication);
		return identity != null && isOfIssuer(identity) && isOfTenant(identity);
	}

	private boolean isOfIssuer(Identity identity) {
		Issuer issuer = Issuer.of(identity.getIssuer());
		return this.issuers.stream().anyMatch((candidate) -> candidate.includes(issuer));
	}

	private boolean isOfTenant(Identity identity) {
		String tenant = (identity.getTenant() != null) ? identity.getTenant() : identity.getOrgId();
		return this.tenants.isEmpty() || (tenant != null && this.tenants.contains(tenant));
	}

	/**
	 * Refuse the current caller if it has a token that is not one of an operator. Callers
	 * who authenticate in another way were let in by a rule of the application, and code
	 * that runs outside of a request is the application's own.
	 * @throws AuthorizationDeniedException if it has
	 * @throws AuthenticationException if verification refused the caller
	 */
	public void refuseOtherTokens() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		AuthenticationException refusal = RefusedCallers.find(authentication);
		if (refusal != null) {
			throw refusal;
		}
		boolean hasToken = this.identityResolver.resolve(authentication) != null || isToken(authentication);
		if (hasToken && !include(authentication)) {
			throw new AuthorizationDeniedException("Access Denied", new AuthorizationDecision(false));
		}
	}

	// one without an identity is a token all the same
	private static boolean isToken(@Nullable Authentication authentication) {
		return authentication != null && (authentication instanceof AbstractOAuth2TokenAuthenticationToken
				|| authentication.getPrincipal() instanceof OAuth2Token
				|| authentication.getCredentials() instanceof OAuth2Token);
	}

	/**
	 * Return a rule that asks for a scope which counts only in the tokens of operators.
	 * It is what a filter chain of the application's own should use for actuator
	 * endpoints, too.
	 * @param <T> what is accessed
	 * @param scope the scope
	 * @return the rule
	 */
	public <T> AuthorizationManager<T> hasScope(String scope) {
		AuthorizationManager<T> granted = AuthorityAuthorizationManager.hasAuthority("SCOPE_" + scope);
		return (authentication, object) -> {
			AuthorizationResult result = granted.authorize(authentication, object);
			boolean permitted = result != null && result.isGranted();
			return (permitted && !include(authentication.get())) ? new AuthorizationDecision(false) : result;
		};
	}

}
