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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends, it gets a named 4xx and the log gets one line.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class BadInputTests {

	private static final String AUDIENCE = "https://inner-api";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(ApiApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=" + AUDIENCE, "server.max-http-request-header-size=2MB");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Bearer                 | malformed_token
			Bearer  a.b.c          | malformed_token
			Bearer a.b.c d         | malformed_token
			Bearer a.b.c,Bearer x  | malformed_token
			bearer a.b.c           | malformed_token
			Bearer .               | malformed_token
			Bearer ..              | malformed_token
			Bearer ...             | malformed_token
			Bearer a.b.c.d.e       | malformed_token
			Bearer opaque          | unsupported_token_format
			Bearer %00%0d%0a       | unsupported_token_format
			Basic dTpw             | missing_token
			Bearerx a.b.c          | missing_token
			DPoP a.b.c             | dpop_not_enabled
			DPoP                   | missing_token
			""")
	void getWhenHeaderIsMalformedThenNamesTheReason(String header, String code) {
		HttpResponse<String> response = application.get("/api/me", "Authorization", header);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo(code);
	}

	@Test
	void getWhenThereAreTwoAuthorizationHeadersThenBadRequest() {
		String token = token().sign();
		HttpResponse<String> response = application.get("/api/me", "Authorization", "Bearer " + token, "Authorization",
				"Bearer " + token);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Problems.code(response)).isEqualTo("duplicate_authorization");
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge).contains("error=\"invalid_request\""));
	}

	@ParameterizedTest
	@CsvSource({ "?access_token=x", "?a=b&access_token=x", "?access%5Ftoken=x", "?access_token" })
	void getWhenTokenIsInQueryThenBadRequest(String query) {
		HttpResponse<String> response = application.getAs(token().sign(), "/api/me" + query);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Problems.code(response)).isEqualTo("token_in_query");
	}

	@ParameterizedTest
	@CsvSource({ "?my_access_token=x", "?a=access_token", "?", "?&&", "?%" })
	void getWhenQueryOnlyLooksLikeATokenThenAccepts(String query) {
		assertThat(application.send(application.request("/api/me").header("Authorization", "Bearer " + token().sign()))
			.statusCode()).isEqualTo(200);
		if (!query.contains("%")) {
			assertThat(application.getAs(token().sign(), "/api/me" + query).statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@MethodSource("wrongTypes")
	void getWhenRegisteredClaimHasTheWrongTypeThenRefuses(String claim, Object value) {
		HttpResponse<String> response = application.getAs(token().claim(claim, value).sign(), "/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("invalid_claim");
	}

	static Stream<Arguments> wrongTypes() {
		List<Object> noText = List.of(7, true, List.of("x"), Map.of("x", "y"));
		List<Object> noNumber = List.of("1", true, List.of(1), Map.of("x", 1), -1, 253402300800L);
		return Stream
			.of(rows("iss", noText), rows("sub", noText), rows("jti", noText),
					rows("aud", List.of(7, true, Map.of("x", "y"), List.of(AUDIENCE, 7))), rows("exp", noNumber),
					rows("nbf", noNumber), rows("iat", noNumber), rows("cnf", List.of("x", 7, List.of("x"))))
			.flatMap((rows) -> rows);
	}

	private static Stream<Arguments> rows(String claim, List<Object> values) {
		return values.stream().map((value) -> Arguments.of(claim, value));
	}

	@Test
	void getWhenMappedClaimHasTheWrongTypeThenGrantsNothing() {
		String token = token().claim("scope", List.of(1, 2))
			.claim("roles", Map.of("admin", true))
			.claim("permissions", 7)
			.claim("org_id", List.of("org"))
			.claim("email", Map.of())
			.sign();
		assertThat(RunningApplication.json(application.getAs(token, "/api/me"))).containsEntry("scopes", List.of())
			.containsEntry("roles", List.of())
			.containsEntry("permissions", List.of())
			.doesNotContainKeys("orgId", "email");
	}

	@Test
	void getWhenTokenIsAMegabyteThenRefusesBeforeDecoding() {
		HttpResponse<String> response = application.getAs("a".repeat(1024 * 1024), "/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("token_too_large");
	}

	@Test
	void getWhenSubjectHasALineBreakThenRefuses() {
		HttpResponse<String> response = application.getAs(issuer.token("a\r\nb").audience(AUDIENCE).sign(), "/api/me");
		assertThat(Problems.code(response)).isEqualTo("invalid_claim");
	}

	@Test
	void getWhenRefusedThenLogHasOneLineAndNoToken(CapturedOutput output) {
		String token = token().claim("exp", 1).without("iat").sign();
		application.getAs(token, "/api/me?x=$%7Bjndi:x%7D");
		assertThat(output.getAll().lines().filter((line) -> line.contains("Refused"))).singleElement()
			.satisfies((line) -> assertThat(line).endsWith("Refused GET /api/me: 401 expired_token"));
		assertThat(output.getAll()).doesNotContain(token, token.substring(token.lastIndexOf('.')), "\tat ");
	}

	@Test
	void getWhenPathIsHostileThenLogLineIsEscaped(CapturedOutput output) {
		application.get("/api/%0aREFUSED$%7Bjndi%7D");
		assertThat(output.getAll()).doesNotContain("${jndi");
	}

	@Test
	void getWhenRefusedThenBodySaysNothingAboutTheToken() {
		String token = token().audience("https://secret-api").sign();
		assertThat(application.getAs(token, "/api/me").body()).doesNotContain("secret-api", issuer.getIssuer(), token);
	}

	@Test
	void getWhenKeyIdsAreUnknownThenGoodTokensStayGood() {
		application.getAs(token().header("kid", "junk").sign(), "/api/me");
		assertThat(application.getAs(token().sign(), "/api/me").statusCode()).isEqualTo(200);
	}

	private static TestToken token() {
		return issuer.token("user").audience(AUDIENCE);
	}

}
