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

package io.identifiabl.autoconfigure;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.Revocation.Kind;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.token.IdentityVerifier;
import io.identifiabl.token.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for revoked tokens over HTTP.
 *
 * @author Identifiabl Contributors
 */
class RevokedTokenTests {

	private final TestIssuer issuer = TestIssuer.start();

	private final TestIssuer otherIssuer = TestIssuer.start("/other");

	private RunningApplication application;

	@BeforeEach
	void start() {
		this.application = start(ApiApplication.class);
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.issuer.close();
		this.otherIssuer.close();
	}

	@ParameterizedTest
	@MethodSource("revocations")
	void getWhenRevokedThenRefusesThatOnly(Kind kind, String value) {
		String alice = alice(Instant.now().minusSeconds(5));
		String bob = bob(this.issuer);
		String elsewhere = bob(this.otherIssuer);
		assertThat(get(alice).statusCode()).isEqualTo(200);
		revoke(Revocation.of(kind, this.issuer.getIssuer(), value, Instant.now()));
		assertRevoked(get(alice));
		assertThat(get(bob).statusCode()).isEqualTo((kind == Kind.ISSUER) ? 401 : 200);
		assertThat(get(elsewhere).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("revocations")
	void getWhenSignedInAgainThenAccepts(Kind kind, String value) {
		Instant revokedAt = Instant.now().minusSeconds(5);
		revoke(Revocation.of(kind, this.issuer.getIssuer(), value, revokedAt));
		TestToken again = token(revokedAt.plusSeconds(1)).claim("jti", "t2");
		assertThat(get(again.sign()).statusCode()).isEqualTo(200);
	}

	static Stream<Arguments> revocations() {
		return Stream.of(Arguments.of(Kind.TOKEN_ID, "t1"), Arguments.of(Kind.SUBJECT, "alice"),
				Arguments.of(Kind.SESSION, "s1"), Arguments.of(Kind.CLIENT, "c1"), Arguments.of(Kind.ISSUER, ""));
	}

	@Test
	void getWhenRevokedInTheSecondOfIssueThenRefuses() {
		Instant now = Instant.now();
		revoke(Revocation.ofSubject(this.issuer.getIssuer(), "alice", now));
		assertRevoked(get(alice(now)));
	}

	@Test
	void getWhenTokenDoesNotTellWhenItWasIssuedThenRefuses() {
		revoke(Revocation.ofSubject(this.issuer.getIssuer(), "alice", Instant.now().minusSeconds(60)));
		assertRevoked(get(token(Instant.now()).without("iat").sign()));
	}

	@Test
	void endpointRevokesWhatWasIssuedUpToNow() {
		String alice = alice(Instant.now());
		assertThat(
				post("actuator:write", Map.of("kind", "subject", "issuer", this.issuer.getIssuer(), "value", "alice"))
					.statusCode())
			.isEqualTo(204);
		assertRevoked(get(alice));
	}

	@Test
	void endpointRevokesTokenIds() {
		post("actuator:write", Map.of("kind", "token-id", "issuer", this.issuer.getIssuer(), "value", "t1"));
		assertRevoked(get(alice(Instant.now())));
	}

	@Test
	void endpointNeedsNoValueForAnIssuer() {
		assertThat(post("actuator:write", Map.of("kind", "issuer", "issuer", this.issuer.getIssuer())).statusCode())
			.isEqualTo(204);
		assertRevoked(get(bob(this.issuer)));
	}

	@Test
	void endpointNeedsTheScopeForWriting() {
		assertThat(post("actuator:read", Map.of("kind", "issuer", "issuer", this.issuer.getIssuer())).statusCode())
			.isEqualTo(403);
		assertThat(get(bob(this.issuer)).statusCode()).isEqualTo(200);
	}

	@Test
	void endpointWhenValueIsMissingThenSaysSo() {
		HttpResponse<String> response = post("actuator:write",
				Map.of("kind", "subject", "issuer", this.issuer.getIssuer()));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("value must have between 1 and 1024 characters");
	}

	@Test
	void getWhenRevocationsOfTheApplicationFailThenServiceIsUnavailable() {
		try (RunningApplication own = start(OwnRevocationsApplication.class)) {
			String bob = bob(this.issuer);
			assertThat(own.getAs(bob, "/api/me").statusCode()).isEqualTo(200);
			own.getBean(AtomicBoolean.class).set(true);
			HttpResponse<String> response = own.getAs(bob, "/api/me");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(VerifiedRequestTests.code(response)).isEqualTo("revocations_unavailable");
			assertThat(response.headers().firstValue("Retry-After")).isPresent();
			assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		}
	}

	@Test
	void getWhenRevocationIsSwitchedOffThenThereIsNothingToAsk() {
		try (RunningApplication off = start(ApiApplication.class, "identifiabl.revocations.enabled=false")) {
			assertThat(off.getContext().getBeanNamesForType(TokenRevocations.class)).isEmpty();
			assertThat(off.getAs(bob(this.issuer), "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void verifyWithoutSpringWhenRevokedThenRefuses() {
		TokenRevocationRegistry revocations = this.application.getBean(TokenRevocationRegistry.class);
		try (IdentityVerifier verifier = IdentityVerifier.withIssuer(this.issuer.getIssuer())
			.audience("urn:api")
			.revocations(revocations)
			.build()) {
			revoke(Revocation.ofSubject(this.issuer.getIssuer(), "alice", Instant.now()));
			assertThat(verifier.verify(alice(Instant.now().minusSeconds(1))).getError())
				.isEqualTo(TokenError.TOKEN_REVOKED);
			assertThat(verifier.verify(bob(this.issuer)).isVerified()).isTrue();
		}
	}

	private RunningApplication start(Class<?> configuration, String... properties) {
		String[] all = Stream.concat(Stream.of("identifiabl.audiences=urn:api",
				"identifiabl.providers.one.issuer=" + this.issuer.getIssuer(),
				"identifiabl.providers.two.issuer=" + this.otherIssuer.getIssuer(),
				"management.endpoints.web.exposure.include=*"), Stream.of(properties))
			.toArray(String[]::new);
		return RunningApplication.start(configuration, all);
	}

	private void revoke(Revocation revocation) {
		this.application.getBean(TokenRevocationRegistry.class).revoke(revocation);
	}

	private static void assertRevoked(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(VerifiedRequestTests.code(response)).isEqualTo("token_revoked");
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge)
				.startsWith("Bearer error=\"invalid_token\", error_description=\"The access token has been revoked\""));
	}

	private HttpResponse<String> get(String token) {
		return this.application.getAs(token, "/api/me");
	}

	private HttpResponse<String> post(String scope, Map<String, Object> body) {
		String operator = this.otherIssuer.token("operator").audience("urn:api").scopes(scope).sign();
		return this.application.postAs(operator, "/actuator/tokenrevocations", JSONObjectUtils.toJSONString(body));
	}

	private TestToken token(Instant issuedAt) {
		return this.issuer.token("alice")
			.audience("urn:api")
			.issuedAt(issuedAt)
			.claim("jti", "t1")
			.claim("sid", "s1")
			.claim("client_id", "c1");
	}

	private String alice(Instant issuedAt) {
		return token(issuedAt).sign();
	}

	private static String bob(TestIssuer issuer) {
		return issuer.token("bob").audience("urn:api").claim("sid", "s2").claim("client_id", "c2").sign();
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
