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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.identity.Scopes;
import io.identifiabl.token.IdentityJwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TestIdentities}.
 *
 * @author Identifiabl Contributors
 */
class TestIdentitiesTests {

	@Test
	void userHasIdAndIssuer() {
		Identity identity = TestIdentities.user("alice").build();
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.USER);
		assertThat(identity.getUserId()).isEqualTo("alice");
		assertThat(identity.getIssuer()).isEqualTo(TestIdentities.ISSUER);
	}

	@Test
	void serviceHasClientButNoUserId() {
		Identity identity = TestIdentities.service("nightly-job").build();
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getClientId()).isEqualTo("nightly-job");
		assertThat(identity.getUserId()).isNull();
	}

	@Test
	void authenticationIsAuthenticatedAsTheIdentity() {
		Identity identity = TestIdentities.user("alice").build();
		JwtAuthenticationToken authentication = TestIdentities.authentication(identity);
		assertThat(authentication.isAuthenticated()).isTrue();
		assertThat(authentication.getName()).isEqualTo("alice");
		assertThat(authentication.getPrincipal()).isInstanceOfSatisfying(IdentityJwt.class,
				(principal) -> assertThat(principal.getIdentity()).isSameAs(identity));
	}

	@Test
	void authenticationHasTheAuthoritiesOfAVerifiedToken() {
		Identity identity = TestIdentities.user("alice")
			.scopes(Scopes.of("notes:read"))
			.roles(List.of("admin"))
			.permissions(List.of("export"))
			.groups(List.of("staff"))
			.build();
		assertThat(TestIdentities.authentication(identity).getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("SCOPE_notes:read", "ROLE_admin", "PERMISSION_export", "FACTOR_BEARER");
	}

	@Test
	void tokenHasTheClaimsThatExistingCodeReads() {
		Identity identity = TestIdentities.user("alice")
			.scopes(Scopes.of("notes:read", "notes:write"))
			.clientId("chatgpt")
			.email("alice@example.com")
			.build();
		assertThat(TestIdentities.authentication(identity).getToken().getClaims()).containsEntry("sub", "alice")
			.containsEntry("scope", "notes:read notes:write")
			.containsEntry("client_id", "chatgpt")
			.containsEntry("email", "alice@example.com");
	}

	@Test
	void tokenHasNoClaimForWhatIsAbsent() {
		Jwt token = TestIdentities.authentication(TestIdentities.user("alice").build()).getToken();
		assertThat(token.getClaims()).containsOnlyKeys("iss", "sub", "iat", "exp");
	}

	@Test
	void tokenPrefersDelegatedScopesAndClaimsAsIssued() {
		Identity identity = TestIdentities.user("alice")
			.scopes(Scopes.of("a", "b"))
			.oauthScopes(Scopes.of("a"))
			.email("alice@example.com")
			.claims(Map.of("email", "Alice@Example.com"))
			.build();
		Jwt token = TestIdentities.authentication(identity).getToken();
		assertThat(token.getClaims()).containsEntry("scope", "a").containsEntry("email", "Alice@Example.com");
	}

	@Test
	void tokenIsCurrent() {
		Jwt token = TestIdentities.authentication(TestIdentities.user("alice").build()).getToken();
		assertThat(token.getExpiresAt()).isAfter(token.getIssuedAt());
	}

}
