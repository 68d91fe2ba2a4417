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

import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;

import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdentityJwtDecoderTests {

	private static final String OTHER_ISSUER = "https://other.example.com";

	private final IdentityJwtDecoder decoder = TestTokens.decoder();

	@Test
	void createWhenThereIsNoProviderThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> decoder(TestTokens.settings()))
			.withMessage("registrations must not be empty");
	}

	@Test
	void createWhenIssuerIsRegisteredTwiceThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> decoder(TestTokens.settings(), TestTokens.ISSUER, TestTokens.ISSUER))
			.withMessage("issuer 'https://issuer.example.com' is registered twice");
	}

	@Test
	void createWhenIssuersDifferInIgnoredSlashThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> decoder(TestTokens.settings().withTrailingSlashIgnored(true), TestTokens.ISSUER,
					TestTokens.ISSUER + "/"))
			.withMessageContaining("is registered twice");
	}

	// their principals would have the same keys
	@Test
	void createWhenIssuersOfTwoProvidersDifferInASlashThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> decoder(TestTokens.settings(), TestTokens.ISSUER, TestTokens.ISSUER + "/"))
			.withMessage("issuer 'https://issuer.example.com/' is registered twice");
	}

	@Test
	void decodeReturnsTheIdentity() {
		Identity identity = this.decoder.decode(TestTokens.signed(TestTokens.claims())).getIdentity();
		assertThat(identity.getPrincipalKey()).isEqualTo(TestTokens.ISSUER + "#user-1");
	}

	@Test
	void decodeWhenIssuersShareSubjectThenPrincipalsDiffer() {
		IdentityJwtDecoder both = decoder(TestTokens.settings(), TestTokens.ISSUER, OTHER_ISSUER);
		Identity one = both.decode(TestTokens.signed(TestTokens.claims())).getIdentity();
		Identity other = both.decode(TestTokens.signed(TestTokens.claims("iss", OTHER_ISSUER))).getIdentity();
		assertThat(one.getSubject()).isEqualTo(other.getSubject());
		assertThat(one.getPrincipalKey()).isNotEqualTo(other.getPrincipalKey());
	}

	@Test
	void decodeWhenIssuerHasAnotherKeyOfThatIdThenSignatureIsInvalid() {
		ProviderRegistration other = ProviderRegistration.withIssuer(OTHER_ISSUER)
			.audiences(List.of(TestTokens.AUDIENCE))
			.jwkSource(TestTokens.keys(new RSAKey.Builder(TestTokens.OTHER_KEY).keyID("key-1").build()))
			.build();
		IdentityJwtDecoder both = new IdentityJwtDecoder(
				List.of(TestTokens.registration(TestTokens.ISSUER).build(), other), TestTokens.settings(),
				TestTokens.KEYS);
		assertRefused(TokenError.INVALID_SIGNATURE, both, TestTokens.claims("iss", OTHER_ISSUER));
	}

	@Test
	void decodeWhenIssuerIsAnAdditionalOneThenAccepts() {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER)
			.additionalIssuers(List.of(OTHER_ISSUER))
			.build();
		IdentityJwtDecoder both = new IdentityJwtDecoder(List.of(registration), TestTokens.settings(), TestTokens.KEYS);
		assertThat(both.decode(TestTokens.signed(TestTokens.claims("iss", OTHER_ISSUER))).getIdentity().getIssuer())
			.isEqualTo(OTHER_ISSUER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example.com/", "https://ISSUER.example.com", "http://issuer.example.com",
			"https://issuer.example.com.evil.example", "issuer.example.com", "" })
	void decodeWhenIssuerIsNotExactlyTheConfiguredOneThenIsUntrusted(String issuer) {
		assertRefused(TokenError.UNTRUSTED_ISSUER, this.decoder, TestTokens.claims("iss", issuer));
	}

	@Test
	void decodeWhenTrailingSlashIsIgnoredThenAcceptsBothForms() {
		IdentityJwtDecoder lenient = decoder(TestTokens.settings().withTrailingSlashIgnored(true), TestTokens.ISSUER);
		Identity with = lenient.decode(TestTokens.signed(TestTokens.claims("iss", TestTokens.ISSUER + "/")))
			.getIdentity();
		Identity without = lenient.decode(TestTokens.signed(TestTokens.claims())).getIdentity();
		assertThat(with.getPrincipalKey()).isEqualTo(without.getPrincipalKey());
	}

	@Test
	void decodeWhenTrailingSlashIsIgnoredThenOnlyOne() {
		IdentityJwtDecoder lenient = decoder(TestTokens.settings().withTrailingSlashIgnored(true), TestTokens.ISSUER);
		assertRefused(TokenError.UNTRUSTED_ISSUER, lenient, TestTokens.claims("iss", TestTokens.ISSUER + "//"));
	}

	@Test
	void decodeWhenIssuerIsAbsentThenIsUntrusted() {
		assertRefused(TokenError.UNTRUSTED_ISSUER, this.decoder, TestTokens.claimsWithout("iss"));
	}

	@Test
	void decodeWhenIssuerIsNullThenIsUntrusted() {
		assertRefused(TokenError.UNTRUSTED_ISSUER, this.decoder, TestTokens.claims("iss", null));
	}

	@Test
	void decodeWhenIssuerIsNoTextThenIsInvalid() {
		for (Object issuer : List.of(List.of(TestTokens.ISSUER), 7L, Map.of())) {
			assertRefused(TokenError.INVALID_CLAIM, this.decoder, TestTokens.claims("iss", issuer));
		}
	}

	@Test
	void decodeWhenAudienceIsForeignThenRefuses() {
		assertRefused(TokenError.INVALID_AUDIENCE, this.decoder, TestTokens.claims("aud", "https://other.example"));
	}

	@Test
	void decodeWhenExpiredThenRefuses() {
		assertRefused(TokenError.EXPIRED_TOKEN, this.decoder, TestTokens.claims("exp", TestTokens.NOW - 3600));
	}

	@Test
	void decodeWhenTokenIsLongerThanConfiguredThenRefuses() {
		IdentityJwtDecoder small = decoder(TestTokens.settings().withMaxSize(10), TestTokens.ISSUER);
		assertRefused(TokenError.TOKEN_TOO_LARGE, small, TestTokens.claims());
	}

	@Test
	void decodeWhenActorsAreTooManyThenIsInvalid() {
		Map<String, Object> act = Map.of("sub", "agent");
		for (int i = 0; i < 8; i++) {
			act = Map.of("sub", "agent", "act", act);
		}
		assertRefused(TokenError.INVALID_CLAIM, this.decoder, TestTokens.claims("act", act));
	}

	@Test
	void decodeWhenMapperNamesNoKnownErrorThenIsInvalid() {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER).claimMapper((claims) -> {
			throw new InvalidClaimException("something_own");
		}).build();
		IdentityJwtDecoder own = new IdentityJwtDecoder(List.of(registration), TestTokens.settings(), TestTokens.KEYS);
		assertRefused(TokenError.INVALID_CLAIM, own, TestTokens.claims());
	}

	@Test
	void decodeWhenRefusedThenSpringSeesBadToken() {
		assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.decoder.decode("opaque"))
			.withMessage(TokenError.UNSUPPORTED_TOKEN_FORMAT.getDescription())
			.extracting(Throwable::getStackTrace)
			.isEqualTo(new StackTraceElement[0]);
	}

	@Test
	void fillInStackTraceReturnsTheException() {
		TokenRefusedException exception = new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		assertThat(exception.fillInStackTrace()).isSameAs(exception);
	}

	private static IdentityJwtDecoder decoder(TokenSettings settings, String... issuers) {
		return new IdentityJwtDecoder(
				List.of(issuers).stream().map((issuer) -> TestTokens.registration(issuer).build()).toList(), settings,
				TestTokens.KEYS);
	}

	private static void assertRefused(TokenError error, IdentityJwtDecoder decoder,
			Map<String, @Nullable Object> claims) {
		String token = TestTokens.signed(claims);
		TestTokens.assertRefused(error, () -> decoder.decode(token));
	}

}
