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

package io.identifiabl.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Issuers with a place for the tenant, as Entra ID has them.
 *
 * @author Identifiabl Contributors
 */
class TenantIssuersTests {

	private static final String V2 = "https://login.microsoftonline.com/{tenantid}/v2.0";

	private static final String V1 = "https://sts.windows.net/{tenantid}/";

	private static final String ALICE = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	private static final String BOB = "0b1c2d3e-86f1-41af-91ab-2d7cd011db47";

	@Test
	void decodeWhenTenantIsAllowedThenAccepts() {
		IdentityJwt jwt = decoder(ALICE).decode(token(V2, ALICE, ALICE));
		assertThat(jwt.getIdentity().getTenant()).isEqualTo(ALICE);
		assertThat(jwt.getIdentity().getIssuer()).isEqualTo(V2.replace("{tenantid}", ALICE));
	}

	@Test
	void decodeWhenVersionIsOlderThenAcceptsTheSameTenant() {
		assertThat(decoder(ALICE).decode(token(V1, ALICE, ALICE)).getIdentity().getPrincipalKey())
			.isEqualTo(decoder(ALICE).decode(token(V2, ALICE, ALICE)).getIdentity().getPrincipalKey());
	}

	@Test
	void decodeWhenTenantIsNotAllowedThenIssuerIsUntrusted() {
		assertRefused(TokenError.UNTRUSTED_ISSUER, decoder(ALICE), token(V2, BOB, BOB));
	}

	@Test
	void decodeWhenAnyTenantIsAllowedThenAccepts() {
		assertThat(decoder("*").decode(token(V2, BOB, BOB)).getIdentity().getTenant()).isEqualTo(BOB);
	}

	@Test
	void decodeWhenTenantIsNotTheIssuersThenIsAMismatch() {
		assertRefused(TokenError.TENANT_ISSUER_MISMATCH, decoder(ALICE, BOB), token(V2, ALICE, BOB));
	}

	@Test
	void decodeWhenIssuerIsTheTemplateItselfThenIsUntrusted() {
		assertRefused(TokenError.UNTRUSTED_ISSUER, decoder("*"), token(V2, "{tenantid}", "{tenantid}"));
	}

	@Test
	void decodeWhenTrailingSlashIsIgnoredThenAcceptsBothForms() {
		IdentityJwtDecoder decoder = new IdentityJwtDecoder(List.of(registration(ALICE).build()),
				TestTokens.settings().withTrailingSlashIgnored(true), TestTokens.KEYS);
		assertThat(decoder.decode(token(V2 + "/", ALICE, ALICE)).getIdentity().getTenant()).isEqualTo(ALICE);
		assertThat(decoder.decode(token("https://sts.windows.net/{tenantid}", ALICE, ALICE)).getIdentity().getTenant())
			.isEqualTo(ALICE);
	}

	@Test
	void decodeWhenTenantHasARegistrationOfItsOwnThenThatOneDecides() {
		ProviderRegistration own = TestTokens.registration(V2.replace("{tenantid}", ALICE))
			.audiences(List.of("another"))
			.build();
		IdentityJwtDecoder decoder = new IdentityJwtDecoder(List.of(registration("*").build(), own),
				TestTokens.settings(), TestTokens.KEYS);
		assertThat(decoder.decode(token(V2, ALICE, ALICE, "another")).getIdentity().getTenant()).isEqualTo(ALICE);
	}

	@ParameterizedTest
	@CsvSource({ ALICE + ", true", BOB + ", false", "common, false" })
	void hasIssuerWhenTenantIsAllowedThenTrue(String tenant, boolean expected) {
		assertThat(registration(ALICE).build().hasIssuer(V2.replace("{tenantid}", tenant))).isEqualTo(expected);
	}

	@Test
	void hasIssuerWhenIssuerIsConfiguredThenTrue() {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER).build();
		assertThat(registration.hasIssuer(TestTokens.ISSUER)).isTrue();
		assertThat(registration.hasIssuer(TestTokens.ISSUER + "/")).isTrue();
		assertThat(registration.hasIssuer("/")).isFalse();
	}

	@Test
	void buildWhenNoTenantIsAllowedThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> registration().build())
			.withMessageEndingWith("has no allowed tenant");
	}

	@Test
	void buildWhenThereIsNoPlaceForTenantsThenRefusesToAllowThem() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TestTokens.registration(TestTokens.ISSUER).allowedTenants(List.of(ALICE)).build())
			.withMessageContaining("takes no allowed tenants");
	}

	@ParameterizedTest
	@ValueSource(strings = { "contoso.com", "", "72F988BF-86F1-41AF-91AB-2D7CD011DB47", "{tenantid}" })
	void buildWhenTenantIsNoIdThenRefuses(String tenant) {
		assertThatIllegalArgumentException().isThrownBy(() -> registration(ALICE, tenant).build())
			.withMessageContaining("allows '" + tenant + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://dev.okta.com/{tenantid}", "https://login.microsoftonline.com/a/{tenantid}",
			"https://{tenantid}.example.com/" })
	void buildWhenProviderHasNoTenantThereThenRefuses(String issuer) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TestTokens.registration(issuer).allowedTenants(List.of("*")).build())
			.withMessageContaining("has no {tenantid} in that place");
	}

	@Test
	void buildWhenKeysAreDiscoveredThenAsksForThoseThatTenantsShare() {
		ProviderRegistration registration = ProviderRegistration.withIssuer(V2)
			.audiences(List.of("a"))
			.allowedTenants(List.of("*"))
			.build();
		assertThat(registration.getKeyAddress(V2)).hasToString("https://login.microsoftonline.com/common/v2.0");
	}

	@ParameterizedTest
	@CsvSource({ ALICE + ", true", "{tenantid}, true", BOB + ", false" })
	void mayVerifyWhenKeyNamesATenantThenOnlyThatOne(String keyTenant, boolean expected) {
		ProviderRegistration registration = registration("*").build();
		String issuer = V1.replace("{tenantid}", ALICE);
		assertThat(registration.mayVerify(V2.replace("{tenantid}", keyTenant), issuer)).isEqualTo(expected);
	}

	@Test
	void mayVerifyWhenProviderHasNoTenantsThenTrue() {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER).build();
		assertThat(registration.mayVerify("https://a.example/b", "https://c.example/d")).isTrue();
	}

	private static ProviderRegistration.Builder registration(String... tenants) {
		return TestTokens.registration(V2).additionalIssuers(List.of(V1)).allowedTenants(List.of(tenants));
	}

	private static IdentityJwtDecoder decoder(String... tenants) {
		return new IdentityJwtDecoder(List.of(registration(tenants).build()), TestTokens.settings(), TestTokens.KEYS);
	}

	private static String token(String template, String issuerTenant, String tenant) {
		return token(template, issuerTenant, tenant, TestTokens.AUDIENCE);
	}

	private static String token(String template, String issuerTenant, String tenant, String audience) {
		Map<String, @Nullable Object> claims = new LinkedHashMap<>(TestTokens.claims());
		claims.put("iss", template.replace("{tenantid}", issuerTenant));
		claims.put("aud", audience);
		claims.put("tid", tenant);
		claims.put("oid", "oid-1");
		claims.put("azp", "client-1");
		claims.put("scp", "read");
		return TestTokens.signed(claims);
	}

	private static void assertRefused(TokenError error, IdentityJwtDecoder decoder, String token) {
		TestTokens.assertRefused(error, () -> decoder.decode(token));
	}

}
