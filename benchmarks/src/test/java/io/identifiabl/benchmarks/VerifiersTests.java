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

package io.identifiabl.benchmarks;

import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.token.TokenCacheSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that all {@link Verifiers} check the same, since otherwise they could not be
 * compared.
 *
 * @author Identifiabl Contributors
 */
class VerifiersTests {

	private static final SampleIssuer SAMPLE_ISSUER = new SampleIssuer();

	private static final long IN_AN_HOUR = System.currentTimeMillis() / 1000 + 3600;

	static Stream<Arguments> verifiers() throws Exception {
		JWKSet keys = SAMPLE_ISSUER.getKeySet();
		return Stream.of(Arguments.of("stock", Verifiers.stock(keys)), Arguments.of("nimbus", Verifiers.nimbus(keys)),
				Arguments.of("java-jwt", Verifiers.javaJwt(keys)), Arguments.of("jose4j", Verifiers.jose4j(keys)),
				Arguments.of("uncached", Verifiers.uncached(keys)),
				Arguments.of("cached", Verifiers.cached(keys, TokenCacheSettings.defaults())));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("verifiers")
	void verifyWhenTokenIsGoodThenAccepts(String name, TokenVerifier verifier) throws Exception {
		assertThat(verifier.verify(SAMPLE_ISSUER.issue())).isNotNull();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("verifiers")
	void verifyWhenExpiredThenRefuses(String name, TokenVerifier verifier) {
		String token = SAMPLE_ISSUER.issue(SampleIssuer.ISSUER, SampleIssuer.AUDIENCE, IN_AN_HOUR - 2 * 3600);
		assertThatException().isThrownBy(() -> verifier.verify(token));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("verifiers")
	void verifyWhenForAnotherAudienceThenRefuses(String name, TokenVerifier verifier) {
		String token = SAMPLE_ISSUER.issue(SampleIssuer.ISSUER, "https://other-api", IN_AN_HOUR);
		assertThatException().isThrownBy(() -> verifier.verify(token));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("verifiers")
	void verifyWhenOfAnotherIssuerThenRefuses(String name, TokenVerifier verifier) {
		String token = SAMPLE_ISSUER.issue("https://other.us.auth0.com/", SampleIssuer.AUDIENCE, IN_AN_HOUR);
		assertThatException().isThrownBy(() -> verifier.verify(token));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("verifiers")
	void verifyWhenSignatureIsOfAnotherTokenThenRefuses(String name, TokenVerifier verifier) {
		String token = SAMPLE_ISSUER.issue();
		String other = SAMPLE_ISSUER.issue();
		String mixed = token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
		assertThatException().isThrownBy(() -> verifier.verify(mixed));
	}

}
