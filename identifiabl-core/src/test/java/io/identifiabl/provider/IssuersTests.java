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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IssuersTests {

	@ParameterizedTest
	@CsvSource({ "https://idp.example.com/a,a", "https://idp.example.com/tenant/v2.0,tenant",
			"https://idp.example.com/,''", "https://idp.example.com,''", "https://idp.example.com//,''", "not a uri,''",
			"urn:x,''" })
	void firstPathSegmentIsEmptyIfThereIsNone(String issuer, String expected) {
		assertThat(Issuers.firstPathSegment(issuer)).isEqualTo(expected);
	}

	@Test
	void pathContainsWantsSomethingAfterTheSegment() {
		assertThat(Issuers.pathContains("realms")).accepts("https://idp.example.com/realms/demo")
			.rejects("https://idp.example.com/realms/", "https://idp.example.com/realms");
	}

	@Test
	void trustedHostWantsTlsAndTheUsualPort() {
		assertThat(Issuers.trustedHost("a.example.com", ".b.example.com"))
			.accepts("https://a.example.com", "https://a.example.com:443/x", "https://x.b.example.com/{tenantid}/v2.0")
			.rejects("http://a.example.com", "https://a.example.com:8443", "https://a.example.com@evil.example",
					"https://a.example.com.evil.example", "https://b.example.com", "a.example.com", "https://a b");
	}

	@Test
	void pathEndsWithLooksAtTheEndOnly() {
		assertThat(Issuers.pathEndsWith("/auth/v1")).accepts("https://a.example.com/auth/v1")
			.rejects("https://a.example.com/auth/v1/", "https://a.example.com/?/auth/v1");
	}

}
