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
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityCustomizer;
import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.OwnDecoderApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that add to identities what no preset knows.
 *
 * @author Identifiabl Contributors
 */
class IdentityCustomizerTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(CustomizedApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void customizersAreAppliedInTheirOrder() {
		assertThat(json(application, token())).containsEntry("plan", "first second").containsEntry("subject", "user");
	}

	@Test
	void failureOfCustomizerIsNotTheTokensFault() {
		assertFailed(application.getAs(token().claim("fail", true).sign(), "/api/me"));
	}

	@Test
	void customizerMayRefuseToken() {
		HttpResponse<String> response = application.getAs(token().claim("refuse", true).sign(), "/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("invalid_claim");
	}

	@Test
	void failureLeavesNothingBehind() {
		String token = token().claim("fail", true).sign();
		assertFailed(application.getAs(token, "/api/me"));
		assertFailed(application.getAs(token, "/api/me"));
		assertThat(application.getAs(token().sign(), "/api/me").statusCode()).isEqualTo(200);
	}

	@Test
	void ownMapperIsCustomized() {
		try (RunningApplication other = RunningApplication.start(OwnMapperApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api")) {
			assertThat(json(other, token())).containsEntry("provider", "own").containsEntry("plan", "first second");
		}
	}

	@Test
	void tokensOfOwnDecoderAreCustomized() {
		try (RunningApplication other = RunningApplication.start(CustomizedDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri())) {
			TestToken token = token().header("typ", "JWT");
			assertThat(json(other, token)).containsEntry("plan", "first second");
			assertFailed(other.getAs(token.claim("fail", true).sign(), "/api/me"));
		}
	}

	@Test
	void opaqueTokensAreCustomized() {
		try (RunningApplication other = RunningApplication.start(OpaqueTokenApplication.class)) {
			assertThat(RunningApplication.json(other.getAs("good", "/api/me"))).containsEntry("plan", "first second");
			assertFailed(other.getAs("fail", "/api/me"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://acme.us.auth0.com/", "https://idp.example.com" })
	void identitiesOfUnknownIssuersAreCustomized(String other) {
		ClaimMapper mapper = application.getBean(IdentityProviders.class).getClaimMapper(other);
		assertThat(mapper.map(ClaimSet.of(Map.of("iss", other, "sub", "user"))).getPlan()).isEqualTo("first second");
	}

	private static TestToken token() {
		return issuer.token("user").audience("urn:api");
	}

	private static Map<String, Object> json(RunningApplication application, TestToken token) {
		return RunningApplication.json(application.getAs(token.sign(), "/api/me"));
	}

	private static void assertFailed(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(Problems.code(response)).isEqualTo("internal_error");
		assertThat(response.headers().map()).doesNotContainKeys("www-authenticate", "retry-after");
		assertThat(response.body()).doesNotContain("a bug");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class CustomizedApplication {

		@Bean
		@Order(2)
		IdentityCustomizer second() {
			return (identity, claims) -> identity.plan(identity.build().getPlan() + " second");
		}

		@Bean
		@Order(1)
		IdentityCustomizer first() {
			return (identity, claims) -> {
				if (claims.has(ClaimPath.of("fail"))) {
					throw new IllegalStateException("a bug");
				}
				if (claims.has(ClaimPath.of("refuse"))) {
					throw new InvalidClaimException("invalid_claim");
				}
				identity.plan("first");
			};
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(CustomizedApplication.class)
	static class OwnMapperApplication {

		@Bean
		ClaimMapper claimMapper() {
			return (claims) -> Identity.builder("https://own.example.com", "own").provider("own").build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ CustomizedApplication.class, OwnDecoderApplication.class })
	static class CustomizedDecoderApplication {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(CustomizedApplication.class)
	static class OpaqueTokenApplication {

		@Bean
		OpaqueTokenIntrospector introspector() {
			return (token) -> new DefaultOAuth2AuthenticatedPrincipal("user",
					Map.of("sub", "user", "iss", "https://opaque.example.com", token, true),
					AuthorityUtils.NO_AUTHORITIES);
		}

	}

}
