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

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No property is bound that does nothing.
 *
 * @author Identifiabl Contributors
 */
class PropertyEffectTests {

	private static final AtomicBoolean SUSPENDED = new AtomicBoolean();

	private static TestIssuer issuer;

	private static TestIssuer second;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		second = TestIssuer.start("/second/");
		application = RunningApplication.start(ValidatingApplication.class,
				"identifiabl.providers.x.issuer=" + issuer.getIssuer(), "identifiabl.providers.x.type=auth0",
				"identifiabl.providers.x.audiences=urn:api",
				"identifiabl.providers.x.additional-issuers=http://idp.internal.example/x",
				"identifiabl.providers.x.require-https=false",
				"identifiabl.providers.x.jwk-set-uri=" + issuer.getJwkSetUri(),
				"identifiabl.providers.x.roles-namespace=https://ns/",
				"identifiabl.providers.x.claims.plan=/app_metadata/plan",
				"identifiabl.providers.second.issuer=" + second.getIssuer().replaceAll("/$", ""),
				"identifiabl.providers.second.audiences=urn:api", "identifiabl.token.issuer-trailing-slash=lenient",
				"identifiabl.token.clock-skew=10s", "identifiabl.token.max-lifetime=2h",
				"identifiabl.token.max-size=2KB", "identifiabl.scopes.merge-permissions=intersect",
				"identifiabl.actuator.read-scope=ops", "identifiabl.actuator.write-scope=root",
				"identifiabl.operator-issuers=" + issuer.getIssuer(), "management.endpoints.web.exposure.include=*",
				"management.endpoint.loggers.access=unrestricted");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
		second.close();
	}

	@Test
	void additionalIssuerIsTrustedWithTheKeysOfTheProvider() {
		assertThat(get(token().claim("iss", "http://idp.internal.example/x")).statusCode()).isEqualTo(200);
	}

	@Test
	void trailingSlashIsIgnoredAlsoByDiscovery() {
		assertThat(get(second.token("user").audience("urn:api")).statusCode()).isEqualTo(200);
	}

	@Test
	void rolesAndPlanAreReadWhereTheyAreConfigured() {
		Map<String, Object> identity = RunningApplication.json(get(token().claim("https://ns/roles", List.of("admin"))
			.claim("plan", "ignored")
			.claim("app_metadata", Map.of("plan", "pro"))));
		assertThat(identity).containsEntry("roles", List.of("admin")).containsEntry("plan", "pro");
	}

	@Test
	void permissionsOnlyKeepWhatWasConsentedTo() {
		Map<String, Object> identity = RunningApplication
			.json(get(token().scopes("a", "b").claim("permissions", List.of("b", "c"))));
		assertThat(identity).containsEntry("scopes", List.of("b"));
	}

	@Test
	void clockSkewIsTheConfiguredOne() {
		Instant expired = Instant.now().minusSeconds(30);
		assertThat(code(token().claim("exp", expired.getEpochSecond()).claim("iat", expired.getEpochSecond() - 60)))
			.isEqualTo("expired_token");
	}

	@Test
	void lifetimeIsTheConfiguredOne() {
		long now = Instant.now().getEpochSecond();
		assertThat(get(token().claim("iat", now).claim("exp", now + 7200)).statusCode()).isEqualTo(200);
		assertThat(code(token().claim("iat", now).claim("exp", now + 7201))).isEqualTo("lifetime_too_long");
	}

	@Test
	void sizeIsTheConfiguredOne() {
		assertThat(code(token().claim("padding", "x".repeat(2000)))).isEqualTo("token_too_large");
	}

	@Test
	void actuatorScopesAreTheConfiguredOnes() {
		assertThat(application.getAs(token().scopes("ops").sign(), "/actuator/env").statusCode()).isEqualTo(200);
		assertThat(application.getAs(token().scopes("actuator:read").sign(), "/actuator/env").statusCode())
			.isEqualTo(403);
		assertThat(application
			.postAs(token().scopes("root").sign(), "/actuator/loggers/x", "{\"configuredLevel\":\"INFO\"}")
			.statusCode()).isEqualTo(204);
	}

	@Test
	void clientStandsInForAnAudienceThatTheProviderNeverSends() {
		try (RunningApplication other = RunningApplication.start(ApiApplication.class,
				"identifiabl.providers.pool.issuer=" + issuer.getIssuer(), "identifiabl.providers.pool.type=cognito",
				"identifiabl.providers.pool.allowed-client-ids=ours")) {
			TestToken token = issuer.token("user").claim("token_use", "access").claim("username", "joe");
			assertThat(other.getAs(token.claim("client_id", "ours").sign(), "/api/me").statusCode()).isEqualTo(200);
			assertThat(Problems.code(other.getAs(token.claim("client_id", "theirs").sign(), "/api/me")))
				.isEqualTo("invalid_audience");
		}
	}

	@Test
	void algorithmsAreTheConfiguredOnes() {
		try (RunningApplication other = RunningApplication.start(ApiApplication.class,
				"identifiabl.providers.x.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.providers.x.jws-algorithms=PS256")) {
			assertThat(Problems.code(other.getAs(token().sign(), "/api/me"))).isEqualTo("algorithm_not_accepted");
		}
	}

	@Test
	void validatorsOfTheApplicationRunOnEveryRequest() {
		String token = token().sign();
		assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		SUSPENDED.set(true);
		try {
			assertThat(Problems.code(application.getAs(token, "/api/me"))).isEqualTo("invalid_claim");
		}
		finally {
			SUSPENDED.set(false);
		}
		assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
	}

	private static TestToken token() {
		return issuer.token("user").audience("urn:api");
	}

	private static HttpResponse<String> get(TestToken token) {
		return application.getAs(token.sign(), "/api/me");
	}

	private static String code(TestToken token) {
		return Problems.code(get(token));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class ValidatingApplication {

		@Bean
		OAuth2TokenValidator<Jwt> notSuspended() {
			return (jwt) -> SUSPENDED.get() ? OAuth2TokenValidatorResult.failure(new OAuth2Error("suspended"))
					: OAuth2TokenValidatorResult.success();
		}

	}

}
