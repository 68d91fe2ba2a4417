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

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.Issuer;
import io.identifiabl.security.IdentityResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class OperatorsTests {

	private static final String WORKFORCE = "https://workforce.example";

	private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void includeWhenIssuerIsListedThenTrue() {
		assertThat(operators(WORKFORCE).include(caller(WORKFORCE, null, null))).isTrue();
	}

	@Test
	void includeWhenIssuerIsListedWithATrailingSlashThenTrue() {
		assertThat(operators(WORKFORCE + "/").include(caller(WORKFORCE + "/", null, null))).isTrue();
	}

	@Test
	void includeWhenIssuerIsAnotherThenFalse() {
		assertThat(operators(WORKFORCE).include(caller("https://customer.example", null, null))).isFalse();
	}

	@Test
	void areNamedIsWhatTheConfigurationSays() {
		IdentityResolver nobody = (authentication) -> null;
		assertThat(new Operators(nobody, Set.of(), Set.of(), true).areNamed()).isTrue();
		assertThat(new Operators(nobody, Set.of(), Set.of(), false).areNamed()).isFalse();
	}

	@Test
	void includeWhenNobodyIsListedThenFalse() {
		assertThat(operators().include(caller(WORKFORCE, null, null))).isFalse();
	}

	@Test
	void includeWhenIssuerIsThatOfATenantThenTrue() {
		assertThat(operators("https://login.microsoftonline.com/{tenantid}/v2.0")
			.include(caller("https://login.microsoftonline.com/" + TENANT + "/v2.0", TENANT, null))).isTrue();
	}

	@Test
	void includeWhenIssuerOfAnotherTenantIsListedThenFalse() {
		assertThat(operators("https://login.microsoftonline.com/" + TENANT + "/v2.0")
			.include(caller("https://login.microsoftonline.com/" + TENANT.replace('7', '8') + "/v2.0", TENANT, null)))
			.isFalse();
	}

	@Test
	void includeWhenTenantIsListedThenTrue() {
		assertThat(operatorsOf("ops").include(caller(WORKFORCE, "ops", "any"))).isTrue();
	}

	@Test
	void includeWhenThereIsNoTenantThenOrganizationCounts() {
		assertThat(operatorsOf("ops").include(caller(WORKFORCE, null, "ops"))).isTrue();
	}

	@Test
	void includeWhenTenantIsAnotherThenOrganizationDoesNotCount() {
		assertThat(operatorsOf("ops").include(caller(WORKFORCE, "acme", "ops"))).isFalse();
	}

	@Test
	void includeWhenThereIsNeitherThenFalse() {
		assertThat(operatorsOf("ops").include(caller(WORKFORCE, null, null))).isFalse();
	}

	@Test
	void includeWhenTenantOfAnotherIssuerHasThatNameThenFalse() {
		assertThat(operatorsOf("ops").include(caller("https://customer.example", "ops", null))).isFalse();
	}

	@Test
	void refuseOtherTokensWhenTokenHasNoIdentityThenRefuses() {
		Jwt jwt = Jwt.withTokenValue("t").header("alg", "RS256").claim("scope", "actuator:write").build();
		SecurityContextHolder.getContext()
			.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(jwt, null, List.of()));
		assertThatExceptionOfType(AuthorizationDeniedException.class)
			.isThrownBy(operators(WORKFORCE)::refuseOtherTokens);
	}

	@Test
	void includeWhenCallerHasNoIdentityThenFalse() {
		assertThat(operators(WORKFORCE).include(new TestingAuthenticationToken("admin", "x", "SCOPE_s"))).isFalse();
		assertThat(operators(WORKFORCE).include(null)).isFalse();
	}

	@Test
	void hasScopeWhenScopeIsMissingThenSaysWhichOne() {
		AuthorizationResult result = operators(WORKFORCE).hasScope("s")
			.authorize(() -> caller(WORKFORCE, null, null), "x");
		assertThat(result).hasToString("AuthorityAuthorizationDecision [granted=false, authorities=[SCOPE_s]]");
	}

	@Test
	void hasScopeWhenScopeIsOfAnotherIssuerThenDenies() {
		AuthorizationResult result = operators(WORKFORCE).hasScope("s")
			.authorize(() -> caller("https://customer.example", null, null, "SCOPE_s"), "x");
		assertThat(result).isNotNull().returns(false, AuthorizationResult::isGranted);
	}

	@Test
	void hasScopeWhenScopeIsOfAnOperatorThenGrants() {
		AuthorizationResult result = operators(WORKFORCE).hasScope("s")
			.authorize(() -> caller(WORKFORCE, null, null, "SCOPE_s"), "x");
		assertThat(result).isNotNull().returns(true, AuthorizationResult::isGranted);
	}

	@Test
	void refuseOtherTokensWhenCallerHasAnotherTokenThenRefuses() {
		SecurityContextHolder.getContext().setAuthentication(caller("https://customer.example", null, null));
		assertThatExceptionOfType(AuthorizationDeniedException.class)
			.isThrownBy(operators(WORKFORCE)::refuseOtherTokens);
	}

	@Test
	void refuseOtherTokensWhenCallerHasNoTokenThenAccepts() {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("admin", "x", "ROLE_x"));
		assertThatNoException().isThrownBy(operators(WORKFORCE)::refuseOtherTokens);
	}

	@Test
	void refuseOtherTokensWhenNobodyCallsThenAccepts() {
		assertThatNoException().isThrownBy(operators(WORKFORCE)::refuseOtherTokens);
	}

	private static Operators operators(String... issuers) {
		return new Operators(OperatorsTests::identity, Arrays.stream(issuers).map(Issuer::of).toList(), Set.of(), true);
	}

	private static Operators operatorsOf(String tenant) {
		return new Operators(OperatorsTests::identity, List.of(Issuer.of(WORKFORCE)), Set.of(tenant), true);
	}

	private static @Nullable Identity identity(@Nullable Authentication authentication) {
		return (authentication != null && authentication.getPrincipal() instanceof Identity identity) ? identity : null;
	}

	private static Authentication caller(String issuer, @Nullable String tenant, @Nullable String organization,
			String... authorities) {
		return new TestingAuthenticationToken(
				Identity.builder(issuer, "user").tenant(tenant).orgId(organization).build(), "x", authorities);
	}

}
