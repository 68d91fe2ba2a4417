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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.RemoteKeySourceException;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.IdentityCustomizer;
import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.TokenError;
import io.identifiabl.provider.Providers;
import io.identifiabl.revocation.TokenRevocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IdentityVerifierTests {

	private final IdentityVerifier verifier = TestTokens.verifier();

	@Test
	void verifyWhenTokenIsGoodThenReturnsTheIdentity() {
		VerificationResult result = this.verifier.verify(TestTokens.signed(TestTokens.claims()));
		assertThat(result.isVerified()).isTrue();
		assertThat(result.getError()).isNull();
		assertThat(result.getIdentity().getSubject()).isEqualTo("user-1");
		assertThat(result).hasToString("user " + TestTokens.ISSUER + "#user-1");
	}

	@Test
	void verifyWhenAudienceIsForeignThenRefuses() {
		VerificationResult result = this.verifier.verify(TestTokens.signed(TestTokens.claims("aud", "other")));
		assertThat(result.isVerified()).isFalse();
		assertThat(result.getError()).isEqualTo(TokenError.INVALID_AUDIENCE);
		assertThat(result).hasToString("invalid_audience");
	}

	@Test
	void getIdentityWhenRefusedThenNamesTheError() {
		VerificationResult result = this.verifier.verify("opaque");
		assertThatIllegalStateException().isThrownBy(result::getIdentity)
			.withMessage("no identity: unsupported_token_format");
	}

	@Test
	void verifyWhenKeysAreUnavailableThenSaysSo() {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER)
			.jwkSource((selector, context) -> {
				throw new RemoteKeySourceException("down", null);
			})
			.build();
		IdentityVerifier down = IdentityVerifier.of(List.of(registration), TestTokens.settings());
		assertThat(down.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.KEYS_UNAVAILABLE);
	}

	@Test
	void verifyWhenRevokedThenRefuses() {
		List<@Nullable Instant> asked = new ArrayList<>();
		IdentityVerifier revoking = revoking((identity, issuedAt) -> {
			asked.add(issuedAt);
			return identity.getSubject().equals("user-1");
		});
		assertThat(revoking.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.TOKEN_REVOKED);
		assertThat(asked).containsExactly(Instant.ofEpochSecond(TestTokens.NOW));
	}

	@Test
	void verifyWhenAnotherTokenIsRevokedThenAccepts() {
		IdentityVerifier revoking = revoking((identity, issuedAt) -> identity.getSubject().equals("user-2"));
		assertThat(revoking.verify(TestTokens.signed(TestTokens.claims())).isVerified()).isTrue();
	}

	@Test
	void verifyWhenSignatureIsWrongThenNobodyAsksWhetherItIsRevoked() {
		IdentityVerifier revoking = revoking((identity, issuedAt) -> true);
		String forged = TestTokens.signed(TestTokens.OTHER_KEY, TestTokens.json(TestTokens.header()),
				TestTokens.json(TestTokens.claims()));
		assertThat(revoking.verify(forged).getError()).isEqualTo(TokenError.INVALID_SIGNATURE);
	}

	@Test
	void verifyWhenRevocationsAreUnknownThenSaysSo() {
		IdentityVerifier revoking = revoking((identity, issuedAt) -> {
			throw new IllegalStateException("not read yet");
		});
		assertThat(revoking.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.REVOCATIONS_UNAVAILABLE);
	}

	@Test
	void closeEndsTheFetchingOfKeys() throws IOException {
		AtomicInteger requests = new AtomicInteger();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			requests.incrementAndGet();
			exchange.sendResponseHeaders(404, -1);
			exchange.close();
		});
		server.start();
		try {
			String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
			IdentityVerifier closed = IdentityVerifier.withIssuer(issuer)
				.audience(TestTokens.AUDIENCE)
				.settings(TestTokens.settings())
				.build();
			closed.close();
			assertThat(closed.verify(TestTokens.signed(TestTokens.claims("iss", issuer))).getError())
				.isEqualTo(TokenError.KEYS_UNAVAILABLE);
			assertThat(requests).hasValue(0);
		}
		finally {
			server.stop(0);
		}
	}

	private static IdentityVerifier revoking(TokenRevocations revocations) {
		return IdentityVerifier.of(List.of(TestTokens.registration(TestTokens.ISSUER).build()), TestTokens.settings(),
				revocations);
	}

	@Test
	void verifyWhenCustomizerFailsThenItIsNotTheTokensFault() {
		IllegalStateException bug = new IllegalStateException("bug");
		IdentityVerifier failing = customized((identity, claims) -> {
			throw bug;
		});
		assertThatExceptionOfType(IdentityMappingException.class)
			.isThrownBy(() -> failing.verify(TestTokens.signed(TestTokens.claims())))
			.withCause(bug);
	}

	@Test
	void verifyWhenCustomizerRefusesThenNamesItsError() {
		IdentityVerifier refusing = customized((identity, claims) -> {
			throw new InvalidClaimException("missing_subject");
		});
		assertThat(refusing.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.MISSING_SUBJECT);
	}

	private static IdentityVerifier customized(IdentityCustomizer customizer) {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER)
			.claimMapper(Providers.generic().getClaimMapping().andThen(customizer))
			.build();
		return IdentityVerifier.of(List.of(registration), TestTokens.settings());
	}

	@Test
	void verifyWhenIssuerCannotBeReachedThenKeysAreUnavailable() {
		IdentityVerifier unreachable = IdentityVerifier.withIssuer(TestTokens.ISSUER)
			.audience(TestTokens.AUDIENCE)
			.jwkSetUri("http://127.0.0.1:1/jwks")
			.settings(TestTokens.settings())
			.build();
		assertThat(unreachable.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.KEYS_UNAVAILABLE);
	}

	@Test
	void verifyWhenBoundToDpopKeyThenRefuses() {
		String token = TestTokens.signed(TestTokens.claims("cnf", Map.of("jkt", "thumb")));
		assertThat(this.verifier.verify(token).getError()).isEqualTo(TokenError.DPOP_BOUND_TOKEN_AS_BEARER);
	}

	@Test
	void verifyWhenBoundToCertificateThenRefuses() {
		String token = TestTokens.signed(TestTokens.claims("cnf", Map.of("x5t#S256", "thumb")));
		assertThat(this.verifier.verify(token).getError()).isEqualTo(TokenError.CERTIFICATE_BOUND_TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "kid", "jwk", "jku", "jwe", "osc", "x5t", "JKT", "" })
	void verifyWhenBoundInAnUnknownWayThenRefuses(String method) {
		String token = TestTokens.signed(TestTokens.claims("cnf", Map.of(method, "key-1")));
		assertThat(this.verifier.verify(token).getError()).isEqualTo(TokenError.INVALID_CLAIM);
	}

	@Test
	void verifyWhenConfirmationIsEmptyThenRefuses() {
		String token = TestTokens.signed(TestTokens.claims("cnf", Map.of()));
		assertThat(this.verifier.verify(token).getError()).isEqualTo(TokenError.INVALID_CLAIM);
	}

	@Test
	void verifyWhenBoundTokenComesAgainThenIsRefusedAgain() {
		String token = TestTokens.signed(TestTokens.claims("cnf", Map.of("jkt", "thumb")));
		this.verifier.verify(token);
		assertThat(this.verifier.verify(token).getError()).isEqualTo(TokenError.DPOP_BOUND_TOKEN_AS_BEARER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "Bearer x.y.z", "null", "a.b.c", "\u0000.\u0000.\u0000", "\ud800.\ud800.\ud800",
			"eyJ.eyJ.eyJ", "e30.e30.e30", "bnVsbA.bnVsbA.AA", "W10.W10.AA" })
	void verifyWhenTokenIsGarbageThenNeverThrows(String token) {
		assertThat(this.verifier.verify(token).isVerified()).isFalse();
	}

	@Test
	void verifyWhenAnyOneCharacterIsChangedThenRefuses() {
		byte[] token = TestTokens.signed(TestTokens.claims()).getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < token.length; i += 7) {
			byte[] changed = token.clone();
			changed[i] = (byte) ((changed[i] == 'A') ? 'B' : 'A');
			assertThat(this.verifier.verify(new String(changed, StandardCharsets.US_ASCII)).isVerified()).as("at %s", i)
				.isFalse();
		}
	}

	@Test
	void buildWhenThereIsNoAudienceThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> IdentityVerifier.withIssuer(TestTokens.ISSUER).build())
			.withMessageContaining("has no audience");
	}

	@Test
	void allowedClientIdsReplaceTheAudience() {
		IdentityVerifier clients = IdentityVerifier.withIssuer(TestTokens.ISSUER)
			.providerType("cognito")
			.allowedClientIds("client-1")
			.jwkSetUri("http://127.0.0.1:1/keys")
			.settings(TestTokens.settings())
			.build();
		assertThat(verifyUnintended(clients, "client_id", "client-1")).isEqualTo(TokenError.KEYS_UNAVAILABLE);
		assertThat(verifyUnintended(clients, "client_id", "client-2")).isEqualTo(TokenError.INVALID_AUDIENCE);
	}

	@Test
	void allowedOriginsReplaceTheAudience() {
		IdentityVerifier origins = IdentityVerifier.withIssuer(TestTokens.ISSUER)
			.providerType("clerk")
			.allowedOrigins("https://app.example.com")
			.jwkSetUri("http://127.0.0.1:1/keys")
			.settings(TestTokens.settings())
			.build();
		assertThat(verifyUnintended(origins, "azp", "https://app.example.com")).isEqualTo(TokenError.KEYS_UNAVAILABLE);
		assertThat(verifyUnintended(origins, "azp", "https://evil.example")).isEqualTo(TokenError.INVALID_AUDIENCE);
	}

	// without an audience; a token that gets as far as the keys was intended for us
	private static @Nullable TokenError verifyUnintended(IdentityVerifier verifier, String claim, String value) {
		Map<String, @Nullable Object> claims = TestTokens.claimsWithout("aud");
		claims.put("token_use", "access");
		claims.put(claim, value);
		return verifier.verify(TestTokens.signed(claims)).getError();
	}

	@Test
	void providerTypeWhenUnknownThenListsTheKnownOnes() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> IdentityVerifier.withIssuer(TestTokens.ISSUER).providerType("aut0"))
			.withMessage("'aut0' is not one of the provider types " + Providers.all())
			.withMessageContaining("[auth0, okta, entra, entra-b2c, keycloak,");
	}

	@Test
	void jwsAlgorithmsWhenKeyWouldBeSharedThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> IdentityVerifier.withIssuer(TestTokens.ISSUER).jwsAlgorithms("HS256"));
	}

	@Test
	void buildWhenKeysWouldComeInTheClearThenRefuses() {
		IdentityVerifier.Builder builder = IdentityVerifier.withIssuer(TestTokens.ISSUER)
			.audience("a")
			.jwkSetUri("http://keys.example.com/jwks");
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessage("'http://keys.example.com/jwks' is neither https nor on a loopback host");
	}

	@Test
	void jwsAlgorithmsReplaceTheDefault() {
		IdentityVerifier curves = IdentityVerifier.withIssuer(TestTokens.ISSUER)
			.audience(TestTokens.AUDIENCE)
			.jwsAlgorithms("ES256")
			.settings(TestTokens.settings())
			.build();
		assertThat(curves.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.ALGORITHM_NOT_ACCEPTED);
	}

	@Test
	void builderSettingsAreUsed() {
		IdentityVerifier small = IdentityVerifier.withIssuer(TestTokens.ISSUER)
			.audience(TestTokens.AUDIENCE)
			.providerType("auth0")
			.settings(TestTokens.settings().withMaxSize(10))
			.build();
		assertThat(small.verify(TestTokens.signed(TestTokens.claims())).getError())
			.isEqualTo(TokenError.TOKEN_TOO_LARGE);
	}

}
