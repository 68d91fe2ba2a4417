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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VerificationListenerTests {

	private final List<String> heard = new ArrayList<>();

	@Test
	void verifiedTokenIsASuccessOfItsIssuer() {
		decoder(TestTokens.registration(TestTokens.ISSUER)).decode(TestTokens.signed(TestTokens.claims()));
		assertThat(this.heard).containsExactly(TestTokens.ISSUER + " success");
	}

	@Test
	void refusedTokenHasTheCodeOfItsError() {
		refuse(TestTokens.signed(TestTokens.claims("aud", "https://other.example.com")));
		assertThat(this.heard).containsExactly(TestTokens.ISSUER + " invalid_audience");
	}

	@Test
	void tokenOfAnotherIssuerDoesNotNameIt() {
		refuse(TestTokens.signed(TestTokens.claims("iss", "https://evil.example.com")));
		assertThat(this.heard).containsExactly("unknown untrusted_issuer");
	}

	@Test
	void malformedTokenIsOfNoIssuer() {
		refuse("a.b.c");
		assertThat(this.heard).containsExactly("unknown malformed_token");
	}

	@Test
	void tokenOfATenantIsOneOfTheConfiguredIssuer() {
		String tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
		String template = "https://login.microsoftonline.com/{tenantid}/v2.0";
		IdentityJwtDecoder decoder = decoder(TestTokens.registration(template).allowedTenants(List.of(tenant)));
		String token = TestTokens.signed(TestTokens.claims("iss", template.replace("{tenantid}", tenant)));
		assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(() -> decoder.decode(token));
		assertThat(this.heard).singleElement().asString().startsWith(template + " ");
	}

	@Test
	void missingKeysAreNotTheTokensFault() {
		IdentityJwtDecoder decoder = decoder(ProviderRegistration.withIssuer(TestTokens.ISSUER)
			.audiences(List.of(TestTokens.AUDIENCE))
			.jwkSetUri(URI.create("http://127.0.0.1:1/jwks")));
		assertThatExceptionOfType(KeysUnavailableException.class)
			.isThrownBy(() -> decoder.decode(TestTokens.signed(TestTokens.claims())));
		assertThat(this.heard).containsExactly(TestTokens.ISSUER + " keys_unavailable");
	}

	@Test
	void failingMapperIsAnInternalError() {
		IdentityJwtDecoder decoder = decoder(TestTokens.registration(TestTokens.ISSUER).claimMapper((claims) -> {
			throw new IllegalStateException("no database");
		}));
		assertThatExceptionOfType(IdentityMappingException.class)
			.isThrownBy(() -> decoder.decode(TestTokens.signed(TestTokens.claims())));
		assertThat(this.heard).containsExactly(TestTokens.ISSUER + " internal_error");
	}

	@Test
	void rememberedTokenIsNotVerified() {
		CachingJwtDecoder decoder = new CachingJwtDecoder(
				decoder(TestTokens.registration(TestTokens.ISSUER).jwkSource(new VersionedKeys(TestTokens.KEY))),
				TokenCacheSettings.defaults());
		String token = TestTokens.signed(TestTokens.claims());
		decoder.decode(token);
		decoder.decode(token);
		assertThat(this.heard).hasSize(1);
	}

	@Test
	void everyListenerIsToldInOrder() {
		VerificationListener all = VerificationListener
			.of(List.of((issuer, outcome, nanoseconds) -> this.heard.add("first " + issuer + " " + outcome),
					(issuer, outcome, nanoseconds) -> this.heard.add("second " + nanoseconds)));
		all.onVerification("issuer", "success", 7);
		assertThat(this.heard).containsExactly("first issuer success", "second 7");
	}

	@Test
	void onlyListenerIsToldDirectly() {
		VerificationListener only = (issuer, outcome, nanoseconds) -> this.heard.add(outcome);
		assertThat(VerificationListener.of(List.of(only))).isSameAs(only);
	}

	@Test
	void nobodyIsToldWhereNobodyListens() {
		VerificationListener none = VerificationListener.of(List.of());
		none.onVerification("issuer", "success", 7);
		assertThat(this.heard).isEmpty();
	}

	private void refuse(String token) {
		IdentityJwtDecoder decoder = decoder(TestTokens.registration(TestTokens.ISSUER));
		assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(() -> decoder.decode(token));
	}

	private IdentityJwtDecoder decoder(ProviderRegistration.Builder registration) {
		return new IdentityJwtDecoder(List.of(registration.build()), TestTokens.settings(), TestTokens.KEYS,
				(issuer, outcome, nanoseconds) -> {
					assertThat(nanoseconds).isBetween(1L, Duration.ofHours(1).toNanos());
					this.heard.add(issuer + " " + outcome);
				});
	}

}
