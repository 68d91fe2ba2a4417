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

package io.identifiabl.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.ClaimSet;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class GenericProviderTests {

	private final PresetClaims generic = new PresetClaims("generic",
			Map.of("iss", "https://issuer.example.com", "sub", "user-1", "client_id", "client-1", "azp", "azp-1"));

	@Test
	void mapPrefersClientId() {
		assertThat(this.generic.map(Map.of()).getClientId()).isEqualTo("client-1");
	}

	@Test
	void mapReadsTenantAndOrganizationApart() {
		assertThat(this.generic.map(Map.of("tenant", "t1", "org_id", "o1")).toMap()).containsEntry("tenant", "t1")
			.containsEntry("orgId", "o1");
	}

	@Test
	void mapWhenGroupsAreOneTextThenIsOneGroup() {
		assertThat(this.generic.map(Map.of("groups", "Midwest Sales")).getGroups()).containsExactly("Midwest Sales");
	}

	@Test
	void mapWhenSubjectIsTheClientThenIsService() {
		assertThat(this.generic.map(Map.of("sub", "client-1")).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "client-credentials", "client_credentials" })
	void mapWhenGrantIsClientCredentialsThenIsService(String grant) {
		assertThat(this.generic.map(Map.of("gty", grant)).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenNothingTellsOtherwiseThenIsUser() {
		assertThat(this.generic.map(Map.of("gty", List.of("client_credentials"))).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseWhenAccessTokenThenAccepts() {
		this.generic.assertAccepted(Map.of());
	}

	@Test
	void refuseForeignUseWhenIdTokenThenRefuses() {
		this.generic.assertRefused("id_token_used_as_access_token", Map.of("at_hash", "abc"));
	}

	// as Spring Authorization Server and mock-oauth2-server issue them
	@Test
	void refuseForeignUseWhenTokenHasWhatOnlyIdTokensHaveThenRefuses() {
		this.generic.assertRefused("id_token_used_as_access_token", idToken(Map.of("nonce", "n-0S6_WzA2Mj")));
		this.generic.assertRefused("id_token_used_as_access_token", idToken(Map.of("auth_time", 1767225600L)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "scope", "scp", "client_id" })
	void refuseForeignUseWhenTokenHasWhatOnlyAccessTokensHaveThenAccepts(String claim) {
		this.generic.assertAccepted(idToken(Map.of("nonce", "n-0S6_WzA2Mj", "auth_time", 1767225600L, claim, "a")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "at+jwt", "AT+JWT", "application/at+jwt" })
	void refuseForeignUseWhenTypeSaysAccessTokenThenAccepts(String type) {
		Map<String, Object> claims = this.generic.claims(idToken(Map.of("nonce", "n-0S6_WzA2Mj"))).getClaims();
		assertThatNoException()
			.isThrownBy(() -> GenericProvider.create().refuseForeignUse(ClaimSet.of(claims, Map.of("typ", type))));
	}

	@Test
	void refuseForeignUseWhenThereIsOnlyAnAuthorizedPartyThenAccepts() {
		this.generic.assertAccepted(idToken(Map.of()));
	}

	@Test
	void refuseForeignUseWhenThereIsOnlyATimeOfAuthenticationThenAccepts() {
		this.generic.assertAccepted(idToken(Map.of("auth_time", 1767225600L, "azp", PresetClaims.ABSENT)));
	}

	@Test
	void mapWhenSubjectIsTheOnlyAudienceThenIsService() {
		assertThat(typeOf("web", "web")).isEqualTo(PrincipalType.SERVICE);
		assertThat(typeOf("web", List.of("web"))).isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenSubjectIsOneOfSeveralAudiencesThenIsUser() {
		assertThat(typeOf("web", List.of("web", "https://api.example.com"))).isEqualTo(PrincipalType.USER);
		assertThat(typeOf("web", "spa")).isEqualTo(PrincipalType.USER);
	}

	private PrincipalType typeOf(String subject, Object audience) {
		return this.generic.map(idToken(Map.of("sub", subject, "aud", audience))).getPrincipalType();
	}

	private static Map<String, Object> idToken(Map<String, Object> changes) {
		Map<String, Object> claims = new HashMap<>(Map.of("client_id", PresetClaims.ABSENT));
		claims.putAll(changes);
		return claims;
	}

}
