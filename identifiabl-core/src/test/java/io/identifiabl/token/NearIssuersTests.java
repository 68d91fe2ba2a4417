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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.LogLines;
import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

class NearIssuersTests {

	private final LogLines lines = LogLines.of(NearIssuers.class.getName());

	private final NearIssuers issuers = new NearIssuers();

	@AfterEach
	void stopListening() {
		this.lines.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example.com/", "http://issuer.example.com", "https://Issuer.example.com" })
	void noticeWhenIssuerIsAlmostTheConfiguredOneThenWarnsOfBoth(String claimed) {
		this.issuers.add("https://issuer.example.com");
		this.issuers.notice(claimed);
		assertThat(this.lines.get()).singleElement()
			.asString()
			.startsWith("WARN Refused a token of the issuer '" + claimed
					+ "'; the issuer is configured as 'https://issuer.example.com'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://other.example.com", "https://issuer.example.com/a", "/", "", "https://",
			"https://issuer.example.com//", "x\n://issuer.example.com" })
	void noticeWhenIssuerIsAnotherThenSaysNothing(String claimed) {
		this.issuers.add("https://issuer.example.com");
		this.issuers.notice(claimed);
		assertThat(this.lines.get()).isEmpty();
	}

	@Test
	void noticeWhenItWasSaidThenSaysNothingMore() {
		this.issuers.add("https://issuer.example.com");
		this.issuers.notice("https://issuer.example.com/");
		this.issuers.notice("http://issuer.example.com");
		assertThat(this.lines.get()).hasSize(1);
	}

	@Test
	void decodeWhenIssuerIsOffByASlashThenWarns() {
		IdentityJwtDecoder decoder = TestTokens.decoder();
		String token = TestTokens.signed(TestTokens.claims("iss", TestTokens.ISSUER + "/"));
		TestTokens.assertRefused(TokenError.UNTRUSTED_ISSUER, () -> decoder.decode(token));
		assertThat(this.lines.get()).singleElement().asString().contains("'" + TestTokens.ISSUER + "/'");
	}

}
