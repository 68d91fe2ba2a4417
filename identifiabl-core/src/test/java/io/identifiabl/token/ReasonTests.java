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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Reason} and what refusals say with it.
 *
 * @author Identifiabl Contributors
 */
class ReasonTests {

	private final IdentityJwtDecoder decoder = TestTokens.decoder();

	@Test
	void audienceIsNamedBesideTheExpectedOnes() {
		assertThat(reason(TestTokens.claims("aud", List.of("account", "b"))))
			.isEqualTo("aud [account, b] has none of [https://api.example.com]");
		assertThat(reason(TestTokens.claims("aud", "account")))
			.isEqualTo("aud [account] has none of [https://api.example.com]");
	}

	@Test
	void audienceWhenThereIsNoneThenSaysSo() {
		assertThat(reason(TestTokens.claimsWithout("aud")))
			.isEqualTo("there is no aud, and one of [https://api.example.com] is expected");
	}

	@Test
	void clientAndOriginAreNamedBesideTheAllowedOnes() {
		AudienceCheck check = new AudienceCheck(Set.of("a"), Set.of("web"), Set.of("https://web.example"), false);
		assertThat(reason(check, Map.of("aud", "a", "client_id", "other")))
			.isEqualTo("client_id 'other' is none of [web]");
		assertThat(reason(check, Map.of("aud", "a", "azp", "other")))
			.isEqualTo("azp 'other' is none of [https://web.example]");
	}

	@Test
	void issuerIsNamedBesideTheTrustedOnes() {
		TokenRefusedException refused = refused(TestTokens.signed(TestTokens.claims("iss", "https://other.example")));
		assertThat(refused.getReason())
			.isEqualTo("iss 'https://other.example' is none of [https://issuer.example.com]");
		assertThat(refused.getIssuer()).isNull();
	}

	@Test
	void timesAreNamedBesideTheOwn() {
		assertThat(reason(TestTokens.claims("exp", TestTokens.NOW - 100)))
			.isEqualTo("exp 2025-12-31T23:58:20Z, and it is 2026-01-01T00:00:00Z here, with a clock skew of PT1M");
		assertThat(reason(TestTokens.claims("nbf", TestTokens.NOW + 100))).startsWith("nbf 2026-01-01T00:01:40Z, and ");
		assertThat(reason(TestTokens.claims("iat", TestTokens.NOW + 100))).startsWith("iat 2026-01-01T00:01:40Z, and ");
	}

	@Test
	void lifetimeIsNamedBesideTheLongest() {
		assertThat(reason(TestTokens.claims("exp", TestTokens.NOW + Duration.ofDays(400).toSeconds())))
			.startsWith("valid from 2026-01-01T00:00:00Z to 2027-02-05T00:00:00Z, and PT")
			.endsWith(" is the longest that is accepted");
	}

	@Test
	void algorithmIsNamedBesideTheAcceptedOnesAndTheirProperty() {
		TokenRefusedException refused = refused(TestTokens.withHeader("alg", "ES256"));
		assertThat(refused.getError()).isEqualTo(TokenError.ALGORITHM_NOT_ACCEPTED);
		assertThat(refused.getReason()).isEqualTo("alg 'ES256' is none of [RS256], which jws-algorithms sets");
		assertThat(refused.getIssuer()).isEqualTo(TestTokens.ISSUER);
	}

	@Test
	void keyIsNamed() {
		assertThat(refused(TestTokens.withHeader("kid", "gone")).getReason())
			.isEqualTo("no usable key has the kid 'gone'");
	}

	@Test
	void typeIsNamed() {
		assertThat(refused(TestTokens.withHeader("typ", "dpop+jwt")).getReason())
			.isEqualTo("typ 'dpop+jwt' is no type of an access token");
	}

	@Test
	void reasonWhenThereIsNothingToAddThenNone() {
		assertThat(refused("opaque").getReason()).isNull();
		assertThat(refused("opaque").getClaimed()).isEmpty();
	}

	@Test
	void claimedHasWhatTellsTheCauseAndNothingPersonal() {
		assertThat(refused(TestTokens.signed(TestTokens.claims("exp", TestTokens.NOW - 100))).getClaimed())
			.startsWith("alg 'RS256', kid 'key-1', ")
			.contains("iss 'https://issuer.example.com', aud ")
			.contains("exp '" + (TestTokens.NOW - 100) + "'")
			.doesNotContain("user-1");
	}

	@Test
	void textIsOneShortLine() {
		assertThat(Reason.text("a\r\nb\u001b[31m\u00e9\\$")).isEqualTo("'a??b?[31m???'");
		assertThat(Reason.text("x".repeat(1000))).isEqualTo("'" + "x".repeat(100) + "...'");
		assertThat(Reason.list(IntStream.range(0, 100).boxed().toList())).isEqualTo("[0, 1, 2, 3, 4, ...]");
	}

	private @Nullable String reason(Map<String, @Nullable Object> claims) {
		return refused(TestTokens.signed(claims)).getReason();
	}

	private static @Nullable String reason(TokenCheck check, Map<String, Object> claims) {
		return catchThrowableOfType(TokenRefusedException.class,
				() -> check.check(TestTokens.parsedJson(TestTokens.json(claims))))
			.getReason();
	}

	private TokenRefusedException refused(String token) {
		return catchThrowableOfType(TokenRefusedException.class, () -> this.decoder.decode(token));
	}

}
