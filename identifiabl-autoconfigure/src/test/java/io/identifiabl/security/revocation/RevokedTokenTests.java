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

package io.identifiabl.security.revocation;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.identifiabl.identity.TokenError;
import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.Revocation.Kind;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.token.IdentityVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for revoked tokens over HTTP.
 *
 * @author Identifiabl Contributors
 */
class RevokedTokenTests {

	private static final String AUDIENCE = "urn:api";

	private static TestIssuer issuer;

	private static TestIssuer otherIssuer;

	// one for each test that revokes everything an issuer issued
	private static List<TestIssuer> doomed;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		otherIssuer = TestIssuer.start("/other");
		doomed = List.of(TestIssuer.start("/doomed1"), TestIssuer.start("/doomed2"), TestIssuer.start("/doomed3"));
		application = start(ApiApplication.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
		otherIssuer.close();
		doomed.forEach(TestIssuer::close);
	}

	@ParameterizedTest
	@MethodSource("revocations")
	void getWhenRevokedThenRefusesThatOnly(Kind kind, String claim) {
		String token = token(kind.name()).issuedAt(Instant.now().minusSeconds(5)).sign();
		assertThat(get(token).statusCode()).isEqualTo(200);
		revoke(Revocation.of(kind, issuer.getIssuer(), claim + "-" + kind, Instant.now()));
		assertRevoked(get(token));
		assertThat(get(token(kind.name()).claim(claim, "another").sign()).statusCode()).isEqualTo(200);
		assertThat(get(token(otherIssuer, kind.name()).sign()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("revocations")
	void getWhenSignedInAgainThenAccepts(Kind kind, String claim) {
		Instant revokedAt = Instant.now().minusSeconds(5);
		revoke(Revocation.of(kind, issuer.getIssuer(), claim + "-again", revokedAt));
		TestToken again = token("again").issuedAt(revokedAt.plusSeconds(1)).claim("jti", "another");
		assertThat(get(again.sign()).statusCode()).isEqualTo(200);
	}

	static Stream<Arguments> revocations() {
		return Stream.of(Arguments.of(Kind.TOKEN_ID, "jti"), Arguments.of(Kind.SUBJECT, "sub"),
				Arguments.of(Kind.SESSION, "sid"), Arguments.of(Kind.CLIENT, "client_id"));
	}

	@Test
	void getWhenIssuerIsRevokedThenRefusesItsTokens() {
		String before = token(doomed.get(0), "one").issuedAt(Instant.now().minusSeconds(5)).sign();
		assertThat(get(before).statusCode()).isEqualTo(200);
		revoke(Revocation.ofIssuer(doomed.get(0).getIssuer(), Instant.now()));
		assertRevoked(get(before));
		assertThat(get(token(otherIssuer, "one").sign()).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenIssuedAfterTheRevocationOfTheIssuerThenAccepts() {
		Instant revokedAt = Instant.now().minusSeconds(5);
		revoke(Revocation.ofIssuer(doomed.get(1).getIssuer(), revokedAt));
		assertThat(get(token(doomed.get(1), "one").issuedAt(revokedAt.plusSeconds(1)).sign()).statusCode())
			.isEqualTo(200);
	}

	@Test
	void getWhenRevokedInTheSecondOfIssueThenRefuses() {
		Instant now = Instant.now();
		revoke(Revocation.ofSubject(issuer.getIssuer(), "sub-second", now));
		assertRevoked(get(token("second").issuedAt(now).sign()));
	}

	@Test
	void getWhenTokenDoesNotTellWhenItWasIssuedThenRefuses() {
		revoke(Revocation.ofSubject(issuer.getIssuer(), "sub-untold", Instant.now().minusSeconds(60)));
		assertRevoked(get(token("untold").without("iat").sign()));
	}

	@Test
	void endpointRevokesWhatWasIssuedUpToNow() {
		String token = token("operated").sign();
		assertThat(
				post("actuator:write", Map.of("kind", "subject", "issuer", issuer.getIssuer(), "value", "sub-operated"))
					.statusCode())
			.isEqualTo(204);
		assertRevoked(get(token));
	}

	@Test
	void endpointRevokesTokenIds() {
		post("actuator:write", Map.of("kind", "token-id", "issuer", issuer.getIssuer(), "value", "jti-leaked"));
		assertRevoked(get(token("leaked").sign()));
	}

	@Test
	void endpointNeedsNoValueForAnIssuer() {
		String token = token(doomed.get(2), "one").sign();
		assertThat(post("actuator:write", Map.of("kind", "issuer", "issuer", doomed.get(2).getIssuer())).statusCode())
			.isEqualTo(204);
		assertRevoked(get(token));
	}

	@Test
	void endpointNeedsTheScopeForWriting() {
		assertThat(post("actuator:read", Map.of("kind", "issuer", "issuer", issuer.getIssuer())).statusCode())
			.isEqualTo(403);
		assertThat(get(token("anybody").sign()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "subject", "nonsense" })
	void endpointWhenRequestIsIncompleteThenSaysSo(String kind) {
		assertThat(post("actuator:write", Map.of("kind", kind, "issuer", issuer.getIssuer())).statusCode())
			.isEqualTo(400);
	}

	@Test
	void getWhenRevocationsOfTheApplicationFailThenServiceIsUnavailable() {
		try (RunningApplication own = start(OwnRevocationsApplication.class)) {
			String token = token("own").sign();
			assertThat(own.getAs(token, "/api/me").statusCode()).isEqualTo(200);
			own.getBean(AtomicBoolean.class).set(true);
			HttpResponse<String> response = own.getAs(token, "/api/me");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(Problems.code(response)).isEqualTo("revocations_unavailable");
			assertThat(response.headers().firstValue("Retry-After")).isPresent();
			assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		}
	}

	@Test
	void getWhenRevocationIsSwitchedOffThenThereIsNothingToAsk() {
		try (RunningApplication off = start(ApiApplication.class, "identifiabl.revocations.enabled=false")) {
			assertThat(off.getContext().getBeanNamesForType(TokenRevocations.class)).isEmpty();
			assertThat(off.getAs(token("off").sign(), "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void verifyWithoutSpringWhenRevokedThenRefuses() {
		try (IdentityVerifier verifier = IdentityVerifier.withIssuer(issuer.getIssuer())
			.audience(AUDIENCE)
			.revocations(application.getBean(TokenRevocationRegistry.class))
			.build()) {
			revoke(Revocation.ofSubject(issuer.getIssuer(), "sub-plain", Instant.now()));
			assertThat(verifier.verify(token("plain").issuedAt(Instant.now().minusSeconds(1)).sign()).getError())
				.isEqualTo(TokenError.TOKEN_REVOKED);
			assertThat(verifier.verify(token("unharmed").sign()).isVerified()).isTrue();
		}
	}

	private static RunningApplication start(Class<?> configuration, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("identifiabl.audiences=" + AUDIENCE, "management.endpoints.web.exposure.include=*"));
		all.add("identifiabl.providers.one.issuer=" + issuer.getIssuer());
		all.add("identifiabl.providers.two.issuer=" + otherIssuer.getIssuer());
		all.add("identifiabl.operator-issuers=" + otherIssuer.getIssuer());
		for (TestIssuer one : doomed) {
			all.add("identifiabl.providers.doomed" + doomed.indexOf(one) + ".issuer=" + one.getIssuer());
		}
		all.addAll(List.of(properties));
		return RunningApplication.start(configuration, all.toArray(String[]::new));
	}

	private static void revoke(Revocation revocation) {
		application.getBean(TokenRevocationRegistry.class).revoke(revocation);
	}

	private static void assertRevoked(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("token_revoked");
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge)
				.startsWith("Bearer error=\"invalid_token\", error_description=\"The access token has been revoked\""));
	}

	private static HttpResponse<String> get(String token) {
		return application.getAs(token, "/api/me");
	}

	private static HttpResponse<String> post(String scope, Map<String, Object> body) {
		String operator = otherIssuer.token("operator").audience(AUDIENCE).scopes(scope).sign();
		return application.postAs(operator, "/actuator/tokenrevocations", JSONObjectUtils.toJSONString(body));
	}

	private static TestToken token(String name) {
		return token(issuer, name);
	}

	// a token of its own for each test, so that they do not revoke one another's
	private static TestToken token(TestIssuer issuer, String name) {
		return issuer.token("sub-" + name)
			.audience(AUDIENCE)
			.claim("jti", "jti-" + name)
			.claim("sid", "sid-" + name)
			.claim("client_id", "client_id-" + name);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OwnRevocationsApplication {

		@Bean
		AtomicBoolean down() {
			return new AtomicBoolean();
		}

		@Bean
		TokenRevocations ownRevocations(AtomicBoolean down) {
			return (identity, issuedAt) -> {
				if (down.get()) {
					throw new IllegalStateException("down");
				}
				return false;
			};
		}

	}

}
