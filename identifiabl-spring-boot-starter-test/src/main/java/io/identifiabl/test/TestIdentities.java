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

package io.identifiabl.test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.StringUtils;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityBuilder;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.identity.Scopes;
import io.identifiabl.token.IdentityJwt;

/**
 * Identities for tests, and the authentication that a verified token leads to.
 * <pre class="code">
 * Identity alice = TestIdentities.user("alice").scopes(Scopes.of("notes:read")).build();
 * </pre>
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TestIdentities {

	/**
	 * The issuer of identities that do not say otherwise.
	 */
	public static final String ISSUER = "https://issuer.example.com";

	private static final Duration LIFETIME = Duration.ofHours(1);

	private TestIdentities() {
	}

	/**
	 * Start to build a user.
	 * @param userId the user's id and subject
	 * @return a builder
	 */
	public static IdentityBuilder user(String userId) {
		return Identity.builder(ISSUER, userId);
	}

	/**
	 * Start to build a service, which has no user id.
	 * @param clientId the service's client id and subject
	 * @return a builder
	 */
	public static IdentityBuilder service(String clientId) {
		return Identity.builder(ISSUER, clientId).principalType(PrincipalType.SERVICE).clientId(clientId);
	}

	/**
	 * Return the authentication of an identity, for tests without a request. It has the
	 * same classes and authorities that a verified token leads to. The token in it has
	 * the identity's claims; the identity's subject, scopes, client and e-mail address
	 * are added where these claims are silent. Its compact form is not a real one.
	 * @param identity the identity
	 * @return an authenticated token whose principal carries the identity
	 */
	public static JwtAuthenticationToken authentication(Identity identity) {
		IdentityJwt principal = new IdentityJwt(jwt(identity), identity);
		List<GrantedAuthority> authorities = new ArrayList<>(principal.getAuthorities());
		authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.BEARER_AUTHORITY));
		return new JwtAuthenticationToken(principal, principal, authorities);
	}

	private static Jwt jwt(Identity identity) {
		Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		return Jwt.withTokenValue("test-token")
			.header("alg", "RS256")
			.header("typ", "at+jwt")
			.issuer(identity.getIssuer())
			.subject(identity.getSubject())
			.issuedAt(now)
			.expiresAt(now.plus(LIFETIME))
			.claims((claims) -> addClaims(identity, claims))
			.build();
	}

	private static void addClaims(Identity identity, Map<String, Object> claims) {
		Scopes delegated = identity.getOauthScopes().isEmpty() ? identity.getScopes() : identity.getOauthScopes();
		putText(claims, "scope", delegated.toString());
		putText(claims, "client_id", identity.getClientId());
		putText(claims, "email", identity.getEmail());
		claims.putAll(identity.getClaims());
	}

	private static void putText(Map<String, Object> claims, String name, @Nullable String text) {
		if (StringUtils.hasLength(text)) {
			claims.put(name, text);
		}
	}

}
