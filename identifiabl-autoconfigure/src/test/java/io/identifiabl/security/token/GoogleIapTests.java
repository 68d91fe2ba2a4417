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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.LoopbackKeys;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications behind Google's Identity-Aware Proxy, which has a header of its own.
 *
 * @author Identifiabl Contributors
 */
class GoogleIapTests {

	private static final String HEADER = "x-goog-iap-jwt-assertion";

	private static final String AUDIENCE = "/projects/1/global/backendServices/2";

	private static final Map<String, Object> JWS_HEADER = Map.of("alg", "ES256", "typ", "JWT", "kid", "iap-1");

	private static LoopbackKeys keys;

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		keys = LoopbackKeys.start(Stream.of(JWS_HEADER));
		issuer = TestIssuer.start();
		application = RunningApplication.start(ApiApplication.class,
				"identifiabl.providers.iap.issuer=https://cloud.google.com/iap",
				"identifiabl.providers.iap.type=google-iap", "identifiabl.providers.iap.audiences=" + AUDIENCE,
				"identifiabl.providers.iap.jwk-set-uri=" + keys.getJwkSetUri(),
				"identifiabl.providers.other.issuer=" + issuer.getIssuer(), "identifiabl.providers.other.type=generic",
				"identifiabl.providers.other.audiences=urn:api");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
		keys.close();
	}

	@Test
	void assertionIsReadFromItsHeader() {
		HttpResponse<String> response = application.get("/api/me", HEADER, assertion(AUDIENCE));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(RunningApplication.json(response)).containsEntry("userId", "1029")
			.containsEntry("provider", "google-iap");
	}

	@Test
	void assertionForAnotherApplicationIsRefused() {
		assertRefused(401, "invalid_audience", application.get("/api/me", HEADER, assertion("/projects/1/apps/x")));
	}

	@Test
	void assertionThatNobodySignedIsRefused() {
		String assertion = assertion(AUDIENCE);
		String forged = assertion.substring(0, assertion.lastIndexOf('.') + 1) + "A".repeat(86);
		assertRefused(401, "invalid_signature", application.get("/api/me", HEADER, forged));
	}

	@Test
	void secondCredentialIsABadRequest() {
		String assertion = assertion(AUDIENCE);
		assertRefused(400, "duplicate_authorization",
				application.get("/api/me", HEADER, assertion, "Authorization", "Bearer " + token()));
		assertRefused(400, "duplicate_authorization", application.get("/api/me", HEADER, assertion, HEADER, assertion));
	}

	@Test
	void tokenOfAnotherIssuerIsOnlyReadFromAuthorization() {
		assertRefused(401, "untrusted_issuer", application.get("/api/me", HEADER, token()));
		assertThat(application.getAs(token(), "/api/me").statusCode()).isEqualTo(200);
	}

	@Test
	void assertionIsOfNoUseToOtherSites() {
		assertRefused(401, "missing_token", post("cross-site"));
		assertRefused(403, "insufficient_scope", post("same-origin"));
	}

	@Test
	void headerIsIgnoredWhereNoProxyIsConfigured() {
		try (RunningApplication other = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api")) {
			assertRefused(401, "missing_token", other.get("/api/me", HEADER, token()));
			assertThat(other.get("/api/me", HEADER, token(), "Authorization", "Bearer " + token()).statusCode())
				.isEqualTo(200);
		}
	}

	private static HttpResponse<String> post(String site) {
		HttpRequest.Builder request = application.request("/api/notes")
			.header(HEADER, assertion(AUDIENCE))
			.header("Sec-Fetch-Site", site)
			.POST(BodyPublishers.noBody());
		return application.send(request);
	}

	private static String token() {
		return issuer.token("user").audience("urn:api").sign();
	}

	private static String assertion(String audience) {
		long now = Instant.now().getEpochSecond();
		Map<String, Object> claims = new LinkedHashMap<>(Map.of("iss", "https://cloud.google.com/iap", "sub",
				"accounts.google.com:1029", "aud", audience, "email", "kim@shop.example"));
		claims.put("iat", now);
		claims.put("exp", now + 600);
		return keys.sign(JWS_HEADER, claims);
	}

	private static void assertRefused(int status, String code, HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(Problems.code(response)).isEqualTo(code);
	}

}
