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

package io.identifiabl.security.keys;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RawServer;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trouble at the identity provider is never the user's fault.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class OutageTests {

	@Test
	void getWhenIssuerIsDownThenServiceIsUnavailable(CapturedOutput output) {
		TestIssuer issuer = TestIssuer.start();
		String token = issuer.token("user").audience("https://inner-api").sign();
		issuer.close();
		try (RunningApplication application = start(issuer)) {
			HttpResponse<String> response = application.getAs(token, "/api/me");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(Problems.code(response)).isEqualTo("keys_unavailable");
			assertThat(response.headers().firstValue("Retry-After")).isPresent();
			assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
			assertThat(response.body()).doesNotContain(issuer.getIssuer());
		}
		assertThat(output.getAll()).doesNotContain(token, "\tat ");
	}

	@Test
	void getWhenIssuerGoesDownAfterwardsThenKnownKeysStillServe() {
		TestIssuer issuer = TestIssuer.start();
		try (RunningApplication application = start(issuer)) {
			String token = issuer.token("user").audience("https://inner-api").sign();
			application.getAs(token, "/api/me");
			issuer.close();
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void getWhenIssuerHangsThenIsAnsweredAtOnceAfterTheFirstSecond() {
		try (TestIssuer issuer = TestIssuer.start(); RawServer hanging = RawServer.start()) {
			hanging.hang("/jwks");
			String token = issuer.token("user").audience("https://inner-api").sign();
			try (RunningApplication application = startWithoutKeys(issuer,
					"spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + hanging.getUrl() + "/jwks")) {
				assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(503);
				List<Duration> times = IntStream.range(0, 30)
					.mapToObj((i) -> time(() -> application.getAs(token, "/api/me").statusCode()))
					.sorted()
					.toList();
				assertThat(times.get(15)).isLessThan(Duration.ofSeconds(1));
			}
		}
	}

	@Test
	void closeLeavesNoThreadThatTheServerWouldWarnOf(CapturedOutput output) {
		try (TestIssuer issuer = TestIssuer.start(); RawServer hanging = RawServer.start()) {
			hanging.hang("/jwks");
			String token = issuer.token("user").audience("https://inner-api").sign();
			try (RunningApplication application = startWithoutKeys(issuer,
					"spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + hanging.getUrl() + "/jwks")) {
				assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(503);
			}
		}
		assertThat(output.getAll()).doesNotContain("appears to have started a thread");
	}

	private static Duration time(IntSupplier request) {
		long start = System.nanoTime();
		assertThat(request.getAsInt()).isEqualTo(503);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static RunningApplication startWithoutKeys(TestIssuer issuer, String jwkSetUri) {
		return RunningApplication.startWithoutKeys(ApiApplication.class, jwkSetUri,
				"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.getIssuer(),
				"spring.security.oauth2.resourceserver.jwt.audiences=https://inner-api");
	}

	private static RunningApplication start(TestIssuer issuer) {
		return RunningApplication.start(ApiApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=https://inner-api");
	}

}
