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

package io.identifiabl.security.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.token.IdentityJwtDecoder;
import io.identifiabl.token.ProviderRegistration;
import io.identifiabl.token.TokenRefusedException;
import io.identifiabl.token.TokenSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class RefusalReasonsTests {

	private static final Problem MALFORMED = Problem.of(TokenError.MALFORMED_TOKEN);

	private static TestIssuer issuer;

	private final List<String> lines = new ArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	@BeforeAll
	static void startIssuer() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void closeIssuer() {
		issuer.close();
	}

	@Test
	void refusalNamesWhatWasExpectedAndWhatCameOnceAMinute(CapturedOutput output) {
		try (RunningApplication application = start()) {
			HttpResponse<String> response = application.getAs(foreign(), "/api/me");
			application.getAs(foreign(), "/api/me");
			assertThat(lines(output, "has none of")).singleElement()
				.asString()
				.endsWith("401 invalid_audience for " + issuer.getIssuer() + ", trace "
						+ RunningApplication.json(response).get("traceId")
						+ "; aud [account] has none of [https://api.example.com]");
		}
	}

	@Test
	void refusalOfEachKindHasItsLine(CapturedOutput output) {
		try (RunningApplication application = start()) {
			application.getAs(token("https://api.example.com").claim("iss", "https://other.example").sign(), "/api/me");
			application.getAs(token("https://api.example.com").claim("exp", 1).without("iat").sign(), "/api/me");
			assertThat(output.getAll())
				.contains("; iss 'https://other.example' is none of [" + issuer.getIssuer() + "]")
				.contains("; exp 1970-01-01T00:00:01Z, and it is ");
		}
	}

	@Test
	void refusalWhenDebugIsOnThenEachHasWhatTheTokenSays(CapturedOutput output) {
		try (RunningApplication application = start("logging.level.io.identifiabl.security.web.RefusalReasons=debug")) {
			String hostile = token("a\r\n${jndi:x}").sign();
			application.getAs(hostile, "/api/me");
			application.getAs(hostile, "/api/me");
			assertThat(lines(output, "has none of")).hasSize(2)
				.allSatisfy((line) -> assertThat(line)
					.contains("; aud [a???{jndi:x}] has none of [https://api.example.com]; alg 'RS256', kid '")
					.contains("iss '" + issuer.getIssuer() + "', aud 'a???{jndi:x}'")
					.contains(", exp '"));
			assertThat(output.getAll()).doesNotContain(hostile.substring(hostile.lastIndexOf('.')));
		}
	}

	private static RunningApplication start(String... properties) {
		return RunningApplication.start(ApiApplication.class,
				Stream
					.concat(Stream.of(properties), Stream.of("identifiabl.issuer=" + issuer.getIssuer(),
							"identifiabl.audiences=https://api.example.com"))
					.toArray(String[]::new));
	}

	private static TestToken token(String audience) {
		return issuer.token("alice").audience(audience);
	}

	private static String foreign() {
		return token("account").sign();
	}

	private static List<String> lines(CapturedOutput output, String part) {
		return output.getAll().lines().filter((line) -> line.contains(part)).toList();
	}

	private static TokenRefusedException refused() {
		IdentityJwtDecoder decoder = new IdentityJwtDecoder(
				List.of(ProviderRegistration.withIssuer("https://trusted.example").audiences(List.of("a")).build()),
				TokenSettings.defaults(), new IssuerKeys(KeySettings.defaults()));
		return catchThrowableOfType(TokenRefusedException.class, () -> decoder.decode(foreign()));
	}

	@Test
	void logWhenTheMinuteIsOverThenSaysItAgain() {
		Log log = mock(Log.class);
		given(log.isInfoEnabled()).willReturn(true);
		willAnswer((call) -> this.lines.add(call.getArgument(0))).given(log).info(any());
		RefusalReasons reasons = new RefusalReasons(log, this.nanoTime::get);
		TokenRefusedException refused = refused();
		reasons.log(MALFORMED, refused);
		reasons.log(MALFORMED, refused);
		assertThat(this.lines).hasSize(1);
		this.nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
		reasons.log(MALFORMED, refused);
		assertThat(this.lines).hasSize(2);
	}

}
