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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.cors.CorsConfiguration;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The small parts of which answers are made.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("every-jdk")
class SmallPartsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			hasAuthority('SCOPE_a')                              | a
			hasAnyAuthority('SCOPE_a', 'SCOPE_b')                | a,b
			hasAllAuthorities('SCOPE_a', 'SCOPE_b')              | a,b
			""")
	void simpleExpressionNamesItsScopes(String expression, String scopes) {
		assertThat(RequiredScopes.of(denied(expression))).containsExactly(scopes.split(","));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hasAuthority('ROLE_a')", "hasAnyAuthority('SCOPE_a', 'ROLE_b')", "hasRole('a')",
			"hasAuthority('SCOPE_a') and hasRole('b')", "@bean.check(#id)", "hasAuthority(#scope)", "denyAll" })
	void anyOtherExpressionNamesNone(String expression) {
		assertThat(RequiredScopes.of(denied(expression))).isEmpty();
	}

	@Test
	void decisionThatAlsoWantsARoleNamesNoScope() {
		assertThat(RequiredScopes
			.of(new AuthorityAuthorizationDecision(false, AuthorityUtils.createAuthorityList("SCOPE_a", "ROLE_b"))))
			.isEmpty();
	}

	@Test
	void plainDecisionNamesNoScope() {
		assertThat(RequiredScopes.of(new AuthorizationDecision(false))).isEmpty();
	}

	private static ExpressionAuthorizationDecision denied(String expression) {
		return new ExpressionAuthorizationDecision(false, new SpelExpressionParser().parseExpression(expression));
	}

	@Test
	void challengeQuotesAndEscapes() {
		assertThat(new Challenge().with("a", "x\"y\\z").with("b", "").with("c", null).with("d", "e\r\nf\u00e9"))
			.hasToString("Bearer a=\"x\\\"y\\\\z\", d=\"ef\"");
	}

	@Test
	void challengeWithoutParametersIsTheScheme() {
		assertThat(new Challenge()).hasToString("Bearer");
	}

	@Test
	void logTextIsOneLineOfPrintableAscii() {
		assertThat(LogText.escape("/api/me")).isEqualTo("/api/me");
		assertThat(LogText.escape("a\nb c\u001b")).isEqualTo("a\\u000ab\\u0020c\\u001b");
		assertThat(LogText.escape("${jndi:x}\\\u202e")).isEqualTo("\\u0024{jndi:x}\\u005c\\u202e");
	}

	@Test
	void logTextIsBounded() {
		assertThat(LogText.escape("a".repeat(1000))).hasSize(203).endsWith("...");
		assertThat(LogText.escape(null)).isEqualTo("-");
	}

	@Test
	void outageIsLoggedOnceInAWhile(CapturedOutput output) {
		AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);
		OutageLog log = new OutageLog(nanoTime::get);
		AuthenticationServiceException outage = new AuthenticationServiceException("outer",
				new IllegalStateException("no route to idp"));
		log.log(outage);
		log.log(outage);
		assertThat(output.getAll().split("no route to idp", -1)).hasSize(2);
		nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
		log.log(outage);
		assertThat(output.getAll().split("no route to idp", -1)).hasSize(3);
	}

	@Test
	void problemReplacesWhatAHandlerHadWritten() throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.getWriter().write("half an answer");
		Problem.of(TokenError.EXPIRED_TOKEN).write(new MockHttpServletRequest(), response);
		assertThat(response.getStatus()).isEqualTo(401);
		assertThat(response.getContentAsString()).startsWith("{").contains("expired_token").doesNotContain("half");
	}

	@Test
	void problemComesTooLateForACommittedResponse() throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.getWriter().write("sent");
		response.flushBuffer();
		Problem.of(TokenError.EXPIRED_TOKEN).write(new MockHttpServletRequest(), response);
		assertThat(response.getContentAsString()).isEqualTo("sent");
	}

	@Test
	void problemForHeadHasNoBody() throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		Problem.of(TokenError.EXPIRED_TOKEN).write(new MockHttpServletRequest("HEAD", "/"), response);
		assertThat(response.getContentAsString()).isEmpty();
		assertThat(response.getContentLength()).isPositive();
	}

	@ParameterizedTest
	@CsvSource({ "WWW-Authenticate, 1", "*, 1", "X-Other, 2" })
	void challengeIsExposedOnce(String exposed, int headers) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.addExposedHeader(exposed);
		CorsConfiguration exposing = new ChallengeExposingCorsConfigurationSource((request) -> configuration)
			.getCorsConfiguration(new MockHttpServletRequest());
		assertThat(exposing).isNotNull();
		assertThat(exposing.getExposedHeaders()).hasSize(headers);
		assertThat(configuration.getExposedHeaders()).containsExactly(exposed);
	}

	@Test
	void pathWithoutCorsStaysWithout() {
		assertThat(new ChallengeExposingCorsConfigurationSource((request) -> null)
			.getCorsConfiguration(new MockHttpServletRequest())).isNull();
	}

}
