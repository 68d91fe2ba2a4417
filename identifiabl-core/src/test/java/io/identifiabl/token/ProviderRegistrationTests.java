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

import java.io.IOException;
import java.net.URI;
import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerContext;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ProviderRegistrationTests {

	@Test
	void buildWhenThereIsNoAudienceThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ProviderRegistration.withIssuer("https://issuer.example.com").build())
			.withMessage("provider of issuer 'https://issuer.example.com' has no audience");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://cognito-idp.eu-west-1.amazonaws.com/p | has no audience, no allowed client id
			https://clerk.example.com | has no audience, no allowed client id, no allowed origin
			https://api.workos.com | has no audience, no allowed client id, no issuer of one application
			https://api.descope.com | has no audience, no issuer of one application
			https://idp.example.com/realms/a | has no audience
			""")
	void buildWhenNothingBindsTheTokensThenSaysWhatWould(String issuer, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProviderRegistration.withIssuer(issuer).build())
			.withMessage("provider of issuer '" + issuer + "' " + message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a.example.com?service", "https://a.example.com#user", "https://a.example.com/a b",
			" https://a.example.com", "https://a.example.com/\u200b" })
	void buildWhenIssuerCouldNotBeToldFromAPrincipalThenRefuses(String issuer) {
		assertThatIllegalArgumentException()
			.isThrownBy(TestTokens.registration("https://b.example.com").additionalIssuers(List.of(issuer))::build)
			.withMessageContaining("has a blank, a query, a fragment or an invisible character");
	}

	@Test
	void buildWhenAnIssuerIsBlankThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(TestTokens.registration("https://b.example.com").additionalIssuers(List.of(""))::build)
			.withMessage("issuer must not be blank");
	}

	@Test
	void buildWhenClientsOrOriginsAreAllowedThenNeedsNoAudience() {
		assertThatNoException()
			.isThrownBy(ProviderRegistration.withIssuer("https://cognito-idp.eu-west-1.amazonaws.com/p")
				.allowedClientIds(List.of("client-1"))::build);
		assertThatNoException().isThrownBy(ProviderRegistration.withIssuer("https://clerk.example.com")
			.allowedOrigins(List.of("https://app.example.com"))::build);
	}

	@Test
	void buildWhenPresetTakesNoClientsOrOriginsThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(at("https://acme.auth0.com/").allowedClientIds(List.of("client-1"))::build)
			.withMessageEndingWith("is of type 'auth0', which takes no allowed client ids");
		assertThatIllegalArgumentException()
			.isThrownBy(at("https://cognito-idp.eu-west-1.amazonaws.com/p").allowedOrigins(List.of("x"))::build)
			.withMessageEndingWith("is of type 'cognito', which takes no allowed origins");
	}

	@Test
	void buildWhenIssuerOrKeysAreOfOneApplicationThenNeedsNoAudience() {
		assertThatNoException()
			.isThrownBy(ProviderRegistration.withIssuer("https://api.workos.com/user_management/client_1")::build);
		assertThatNoException().isThrownBy(ProviderRegistration.withIssuer("https://api.workos.com")
			.jwkSetUri(URI.create("https://api.workos.com/sso/jwks/client_1"))::build);
	}

	@Test
	void buildWhenOneOfTheIssuersIsOfSeveralApplicationsThenNeedsAudience() {
		assertThatIllegalArgumentException()
			.isThrownBy(ProviderRegistration.withIssuer("https://api.workos.com/user_management/client_1")
				.additionalIssuers(List.of("https://api.workos.com"))::build);
	}

	@Test
	void getAudienceCheckWhenThereIsAnAudienceThenIssuerBindsNothing() {
		ProviderRegistration registration = at("P2AbCdEfGhIjKlMnOpQrStUvWxYz").build();
		CompactToken token = TestTokens.parsedJson("{}");
		TestTokens.assertRefused(TokenError.INVALID_AUDIENCE,
				() -> registration.getAudienceCheck("P2AbCdEfGhIjKlMnOpQrStUvWxYz").check(token));
	}

	@Test
	void buildWhenPresetKnowsTheKeysThenIssuerNeedsNoScheme() {
		assertThatNoException().isThrownBy(at("accounts.google.com")::build);
		assertThatNoException().isThrownBy(at("stytch.com/project-test-1")::build);
	}

	@Test
	void getJwsAlgorithmsWhenPresetHasOthersThenTakesThem() {
		assertThat(at("https://cloud.google.com/iap").build().getJwsAlgorithms()).containsExactly(JWSAlgorithm.ES256);
	}

	@Test
	void buildWhenProviderIsNotSetThenIsToldFromTheIssuer() {
		ProviderRegistration registration = at("https://acme.us.auth0.com/").build();
		assertThat(registration.getProvider()).hasToString("auth0");
		assertThat(registration.getClaimMapper()).isSameAs(registration.getProvider().getClaimMapping());
	}

	@Test
	void buildWhenProviderIsSetThenTakesIt() {
		assertThat(at("https://acme.us.auth0.com/").provider(Providers.generic()).build().getProvider())
			.isSameAs(Providers.generic());
	}

	@Test
	void buildWhenMapperIsSetThenTakesIt() {
		ClaimMapper mapper = Providers.generic().getClaimMapping().toBuilder().build();
		assertThat(at("https://acme.us.auth0.com/").claimMapper(mapper).build().getClaimMapper()).isSameAs(mapper);
	}

	@Test
	void buildKeepsIssuersAndAudiences() {
		ProviderRegistration registration = at("https://a.example")
			.additionalIssuers(List.of("https://b.example", "https://c.example"))
			.audiences(List.of("second"))
			.build();
		assertThat(registration.getIssuers()).containsExactly("https://a.example", "https://b.example",
				"https://c.example");
		assertThat(registration.getAudiences()).containsExactlyInAnyOrder("api", "second");
	}

	@Test
	void audiencesAreUnmodifiable() {
		ProviderRegistration registration = at("https://a.example").build();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> registration.getAudiences().add("more"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://issuer.example.com", "http://localhost.evil.example",
			"http://127.0.0.1.evil.example", "http://10.0.0.1", "http://localhost@evil.example" })
	void buildWhenIssuerIsNotSecureThenRefuses(String issuer) {
		ProviderRegistration.Builder builder = at(issuer);
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessageContaining("neither https nor on a loopback host");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "ftp://issuer.example.com", "issuer.example.com", "http:/path", "urn:x", "http://my_idp:8080" })
	void buildWhenKeysCannotBeDiscoveredFromTheIssuerThenRefuses(String issuer) {
		ProviderRegistration.Builder builder = at(issuer).requireHttps(false);
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessageContaining("is not an http URL with a valid host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://127.0.0.1:8080/realms/a", "http://[::1]:8080",
			"HTTPS://issuer.example.com" })
	void buildWhenIssuerIsSecureOrLocalThenAccepts(String issuer) {
		assertThatNoException().isThrownBy(at(issuer)::build);
	}

	@Test
	void buildWhenAdditionalIssuerIsNotSecureThenRefuses() {
		ProviderRegistration.Builder builder = at("https://a.example").additionalIssuers(List.of("http://b.example"));
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("'http://b.example'");
	}

	@Test
	void buildWhenKeysAreElsewhereThenIssuerMayBeInTheClear() {
		assertThatNoException()
			.isThrownBy(at("http://issuer.example.com").jwkSetUri(URI.create("https://keys.example.com"))::build);
	}

	@Test
	void buildWhenKeySetIsNotSecureThenRefuses() {
		ProviderRegistration.Builder builder = at("https://a.example").jwkSetUri(URI.create("http://keys.example"));
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("'http://keys.example'");
	}

	@Test
	void buildWhenHttpsIsNotRequiredThenAcceptsHttp() {
		assertThatNoException().isThrownBy(at("http://idp:8080/realms/a").requireHttps(false)::build);
	}

	@Test
	void buildWhenKeysAreGivenThenAcceptsAnyIssuer() {
		assertThatNoException().isThrownBy(at("urn:issuer").jwkSource(TestTokens.keys(TestTokens.KEY))::build);
	}

	@Test
	void getJwsAlgorithmsIsRs256ByDefault() {
		assertThat(at("https://a.example").build().getJwsAlgorithms()).containsExactly(JWSAlgorithm.RS256);
	}

	@Test
	void jwsAlgorithmsReplaceTheDefault() {
		assertThat(at("https://a.example").jwsAlgorithms(List.of("PS256", "ES256")).build().getJwsAlgorithms())
			.containsExactlyInAnyOrder(JWSAlgorithm.PS256, JWSAlgorithm.ES256);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS512", "none", "None", "", "rs256", "dir", "RSA-OAEP" })
	void jwsAlgorithmsWhenNotAsymmetricThenRefuses(String name) {
		ProviderRegistration.Builder builder = at("https://a.example");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.jwsAlgorithms(List.of("RS256", name)))
			.withMessageStartingWith("'" + name + "' is not one of [RS256,");
	}

	@Test
	void getKeysWhenRetrieverIsSetThenFetchesWithIt() throws KeySourceException {
		ResourceRetriever own = (url) -> new Resource(new JWKSet(TestTokens.KEY.toPublicJWK()).toString(), null);
		ProviderRegistration registration = at("https://a.example").jwkSetUri(URI.create("https://a.example/keys"))
			.resourceRetriever(own)
			.build();
		try (IssuerKeys keys = unreachable()) {
			assertThat(select(registration.getKeys("https://a.example", keys))).containsExactly("key-1");
		}
	}

	@Test
	void getKeysWhenNoRetrieverIsSetThenFetchesLikeEverybody() {
		ProviderRegistration registration = at("https://a.example").jwkSetUri(URI.create("https://a.example/keys"))
			.build();
		try (IssuerKeys keys = unreachable()) {
			assertThatExceptionOfType(KeySourceException.class)
				.isThrownBy(() -> select(registration.getKeys("https://a.example", keys)))
				.withStackTraceContaining("unreachable");
		}
	}

	private static IssuerKeys unreachable() {
		return new IssuerKeys(KeySettings.defaults(), (url) -> {
			throw new IOException("unreachable");
		});
	}

	private static List<String> select(JWKSource<SecurityContext> source) throws KeySourceException {
		JWKSelector all = new JWKSelector(new JWKMatcher.Builder().build());
		return source.get(all, new IssuerContext("https://a.example")).stream().map(JWK::getKeyID).toList();
	}

	private static ProviderRegistration.Builder at(String issuer) {
		return ProviderRegistration.withIssuer(issuer).audiences(List.of("api"));
	}

}
