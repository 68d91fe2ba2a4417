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

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.Revocation;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.DpopApplication;
import io.identifiabl.testapp.DpopProof;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients are told while a node does not know any more what has been revoked: that
 * it is the server's fault, since the token may be good.
 *
 * @author Identifiabl Contributors
 */
class StaleRevocationResponseTests {

	private static final Duration WINDOW = Duration.ofHours(1);

	private static TestIssuer issuer;

	private static RunningApplication application;

	private static JdbcTokenRevocations revocations;

	private static AtomicLong nanoTime;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(StoredApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
		revocations = application.getBean(JdbcTokenRevocations.class);
		nanoTime = application.getBean(AtomicLong.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@BeforeEach
	void passTheWindow() {
		revocations.refresh();
		nanoTime.addAndGet(WINDOW.plusSeconds(1).toNanos());
	}

	@AfterEach
	void readAgain() {
		revocations.refresh();
		assertThat(application.getAs(token("user"), "/api/me").statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenWindowHasPassedThenServiceIsUnavailable() {
		assertUnavailable(application.getAs(token("user"), "/api/me"));
	}

	@Test
	void getWhenTokenHasBeenVerifiedBeforeThenServiceIsUnavailable() {
		String token = token("known");
		revocations.refresh();
		assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		nanoTime.addAndGet(WINDOW.plusSeconds(1).toNanos());
		assertUnavailable(application.getAs(token, "/api/me"));
	}

	@Test
	void getWhenTokenHasAProofThenServiceIsUnavailable() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = issuer.token("user")
			.audience("urn:api")
			.claim("cnf", Map.of("jkt", key.computeThumbprint().toString()))
			.sign();
		HttpRequest.Builder request = application.request("/api/me").header("Authorization", "DPoP " + token);
		String proof = DpopProof.sign(key, "GET", request.build().uri(), token);
		assertUnavailable(application.send(request.header("DPoP", proof)));
	}

	@Test
	void getWhenTokenIsKnownToBeRevokedThenRefuses() {
		revocations.revoke(Revocation.ofSubject(issuer.getIssuer(), "revoked", Instant.now()));
		HttpResponse<String> response = application.getAs(token("revoked"), "/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("token_revoked");
	}

	@Test
	void getWhenTokenIsBadAnywayThenRefuses() {
		assertThat(application.getAs("a.b.c", "/api/me").statusCode()).isEqualTo(401);
	}

	private static void assertUnavailable(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(Problems.code(response)).isEqualTo("revocations_unavailable");
		assertThat(response.headers().firstValue("Retry-After")).isPresent();
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	private static String token(String user) {
		return issuer.token(user).audience("urn:api").sign();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(DpopApplication.class)
	static class StoredApplication {

		@Bean
		AtomicLong nanoTime() {
			return new AtomicLong();
		}

		// nobody polls
		@Bean
		JdbcTokenRevocations revocations(AtomicLong nanoTime) {
			DataSource dataSource = TestDatabase.connect(TestDatabase.H2.newUrl());
			TestDatabase.H2.createTable(dataSource);
			InMemoryTokenRevocations known = new InMemoryTokenRevocations(Duration.ofHours(1), Duration.ZERO,
					Clock.systemUTC());
			return new JdbcTokenRevocations(dataSource, "identifiabl_token_revocation", known, true, WINDOW,
					Clock.systemUTC(), nanoTime::get);
		}

	}

}
