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

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.claims.IdentityCustomizer;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.RefreshableKeys;
import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered of a token, and what is checked on every request all the same.
 *
 * @author Identifiabl Contributors
 */
class TokenCacheTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(ObservedApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "management.endpoints.web.exposure.include=metrics");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void requestWhenTokenComesAgainThenMapsItOnce() {
		AtomicInteger mappings = application.getBean(ObservedApplication.class).mappings;
		String token = token("mapped");
		assertThat(status(token)).isEqualTo(200);
		int before = mappings.get();
		assertThat(status(token)).isEqualTo(200);
		assertThat(mappings).hasValue(before);
	}

	@Test
	void requestWhenTokenIsRememberedThenItCanBeRevoked() {
		String token = token("revoked");
		assertThat(status(token)).isEqualTo(200);
		application.getBean(TokenRevocationRegistry.class)
			.revoke(Revocation.ofSubject(issuer.getIssuer(), "revoked", Instant.now()));
		assertThat(Problems.code(application.getAs(token, "/api/me"))).isEqualTo("token_revoked");
	}

	@Test
	void requestWhenTokenIsRememberedThenValidatorsOfTheApplicationRun() {
		AtomicBoolean open = application.getBean(ObservedApplication.class).open;
		String token = token("validated");
		assertThat(status(token)).isEqualTo(200);
		open.set(false);
		try {
			assertThat(Problems.code(application.getAs(token, "/api/me"))).isEqualTo("invalid_claim");
		}
		finally {
			open.set(true);
		}
		assertThat(status(token)).isEqualTo(200);
	}

	@Test
	void requestWhenKeysWereDroppedThenVerifiesAgain() {
		AtomicInteger mappings = application.getBean(ObservedApplication.class).mappings;
		String token = token("dropped");
		assertThat(status(token)).isEqualTo(200);
		int before = mappings.get();
		application.getBean(IssuerKeys.class).getAll().forEach(RefreshableKeys::drop);
		assertThat(status(token)).isEqualTo(200);
		assertThat(mappings).hasValueGreaterThan(before);
	}

	@Test
	void metersTellHitsFromMissesAndTimeVerifications() {
		MeterRegistry registry = application.getBean(MeterRegistry.class);
		String token = token("metered");
		double hits = hits(registry);
		long verifications = verifications(registry);
		assertThat(status(token)).isEqualTo(200);
		assertThat(status(token)).isEqualTo(200);
		assertThat(hits(registry) - hits).isEqualTo(1);
		assertThat(verifications(registry) - verifications).isEqualTo(1);
	}

	@Test
	void metersHaveNoTagThatATokenChooses() {
		String token = issuer.token("stranger").audience("urn:api").claim("iss", "https://evil.example").sign();
		assertThat(status(token)).isEqualTo(401);
		assertThat(application.getBean(MeterRegistry.class)
			.get("identifiabl.token.verifications")
			.tag("outcome", "untrusted_issuer")
			.timer()
			.getId()
			.getTag("issuer")).isEqualTo("unknown");
	}

	@Test
	void requestWhenNothingIsRememberedThenVerifiesEveryTime() {
		try (RunningApplication forgetful = RunningApplication.start(ObservedApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.token-cache.enabled=false")) {
			String token = token("forgotten");
			forgetful.getAs(token, "/api/me");
			forgetful.getAs(token, "/api/me");
			assertThat(forgetful.getBean(ObservedApplication.class).mappings).hasValue(2);
			assertThat(forgetful.getBean(MeterRegistry.class).find("identifiabl.token.cache.gets").meters()).isEmpty();
		}
	}

	private static double hits(MeterRegistry registry) {
		return registry.get("identifiabl.token.cache.gets").tag("result", "hit").functionCounter().count();
	}

	private static long verifications(MeterRegistry registry) {
		return registry.find("identifiabl.token.verifications")
			.tag("issuer", issuer.getIssuer())
			.tag("outcome", "success")
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private static int status(String token) {
		return application.getAs(token, "/api/me").statusCode();
	}

	private static String token(String subject) {
		return issuer.token(subject).audience("urn:api").sign();
	}

	/**
	 * Counts how often an identity is made, and has a door that can be shut.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(ApiApplication.class)
	static class ObservedApplication {

		private final AtomicInteger mappings = new AtomicInteger();

		private final AtomicBoolean open = new AtomicBoolean(true);

		@Bean
		IdentityCustomizer counting() {
			return (identity, claims) -> this.mappings.incrementAndGet();
		}

		@Bean
		OAuth2TokenValidator<Jwt> door() {
			return (jwt) -> this.open.get() ? OAuth2TokenValidatorResult.success()
					: OAuth2TokenValidatorResult.failure(new OAuth2Error("shut"));
		}

	}

}
