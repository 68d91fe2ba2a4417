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

package io.identifiabl.security.token;

import java.util.List;

import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.token.IdentityJwtDecoder;
import io.identifiabl.token.ProviderRegistration;
import io.identifiabl.token.TokenRefusedException;
import io.identifiabl.token.TokenSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("every-jdk")
class SignatureProviderTests {

	private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

	@Test
	void findWhenNoneIsAskedForThenIsThePlatforms() {
		assertThat(SignatureProviders.find(null)).isNull();
		assertThat(SignatureProviders.find("")).isNull();
	}

	@Test
	void findWhenInstalledThenReturnsIt() {
		assertThat(SignatureProviders.find("SunRsaSign")).hasToString("SunRsaSign version " + majorVersion());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Nobody", "SunJGSS" })
	void findWhenItCannotVerifyThenSaysWhatToDo(String name) {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> SignatureProviders.find(name))
			.withMessageContaining("identifiabl.token.signature-provider '" + name + "'");
	}

	@Test
	void installedProviderVerifiesSignatures() {
		assertVerifies("SunRsaSign");
	}

	// its library is native, and not there for every platform
	@Test
	void correttoProviderVerifiesSignatures() {
		boolean linux = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
		Assumptions.assumeThat(linux).isTrue();
		assertVerifies(CORRETTO);
	}

	private static void assertVerifies(String name) {
		try (TestIssuer issuer = TestIssuer.start(); IssuerKeys keys = new IssuerKeys(KeySettings.defaults())) {
			ProviderRegistration registration = ProviderRegistration.withIssuer(issuer.getIssuer())
				.audiences(List.of("urn:api"))
				.build();
			IdentityJwtDecoder decoder = new IdentityJwtDecoder(List.of(registration),
					TokenSettings.defaults().withSignatureProvider(SignatureProviders.find(name)), keys);
			String token = issuer.token("user").audience("urn:api").sign();
			assertThat(decoder.decode(token).getName()).isEqualTo("user");
			String forged = issuer.token("other").audience("urn:api").sign();
			assertThatExceptionOfType(TokenRefusedException.class)
				.isThrownBy(() -> decoder
					.decode(forged.substring(0, forged.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'))))
				.satisfies((ex) -> assertThat(ex.getError()).isEqualTo(TokenError.INVALID_SIGNATURE));
		}
	}

	private static String majorVersion() {
		return String.valueOf(Runtime.version().feature());
	}

}
