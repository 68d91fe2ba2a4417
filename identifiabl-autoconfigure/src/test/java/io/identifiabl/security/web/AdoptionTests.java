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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.security.token.MissingJwtDecoderFailureAnalyzer;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.DpopApplication;
import io.identifiabl.testapp.OwnDecoderApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Existing applications that add the starter keep what they had.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AdoptionTests {

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	@Test
	void opaqueTokenChainKeepsItsOwnHandlers() {
		try (RunningApplication application = RunningApplication.start(OpaqueTokenApplication.class)) {
			assertThat(application.get("/api/me", "Accept", "text/html").statusCode()).isEqualTo(418);
			assertThat(application.getAs("opaque", "/denied").statusCode()).isEqualTo(419);
		}
	}

	@Test
	void opaqueTokenWithoutIssuerNeverTakesAConfiguredOne() {
		try (RunningApplication application = configured(OpaqueTokenApplication.class)) {
			assertThat(RunningApplication.json(application.getAs("opaque", "/api/me")).get("principalKey")).asString()
				.isEqualTo("urn:identifiabl:unknown-issuer#user");
		}
	}

	@Test
	void hardenedScopesHoldForTokensOthersVerified() {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri(), "identifiabl.scopes.merge-permissions=false")) {
			String token = issuer.token("user")
				.header("typ", "JWT")
				.scopes("a")
				.claim("permissions", List.of("b"))
				.sign();
			assertThat(RunningApplication.json(application.getAs(token, "/api/me"))).containsEntry("scopes",
					List.of("a"));
		}
	}

	@Test
	void ownDecoderMayReadBootsPropertiesWithoutAudiences() {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri(),
				"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.getIssuer())) {
			String token = issuer.token("user").header("typ", "JWT").sign();
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void tokenOfOwnDecoderWithoutIdentityIsStillAuthenticated() {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri())) {
			String token = issuer.token("user").header("typ", "JWT").claim("sub", "two\nlines").scopes("a").sign();
			HttpResponse<String> response = application.getAs(token, "/api/existing");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("SCOPE_a");
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void decoderInsideOfAChainNeedsNoIssuer() {
		try (RunningApplication application = RunningApplication.start(DecoderInChainApplication.class)) {
			String token = issuer.token("user").header("typ", "JWT").sign();
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void chainThatWantsTokensAndHasNoDecoderIsToldWhatToWrite() {
		FailureAnalysis analysis = new MissingJwtDecoderFailureAnalyzer(new MockEnvironment())
			.analyze(new IllegalStateException(new NoSuchBeanDefinitionException(JwtDecoder.class)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getAction()).contains("issuer: https://your-tenant.example.com/");
	}

	@Test
	void otherMissingBeansAreLeftToOtherAnalyzers() {
		assertThat(new MissingJwtDecoderFailureAnalyzer(new MockEnvironment())
			.analyze(new NoSuchBeanDefinitionException(String.class))).isNull();
	}

	@Test
	void missingDecoderIsNotOursWhenDisabled() {
		MockEnvironment disabled = new MockEnvironment().withProperty("identifiabl.enabled", "false");
		assertThat(new MissingJwtDecoderFailureAnalyzer(disabled)
			.analyze(new NoSuchBeanDefinitionException(JwtDecoder.class))).isNull();
	}

	@Test
	void metadataIsServedWhateverChainItsPathBelongsTo() {
		try (RunningApplication application = RunningApplication.start(CompositionTests.FormLoginApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.resource=https://api.example.com")) {
			HttpResponse<String> metadata = application.get("/.well-known/oauth-protected-resource");
			assertThat(RunningApplication.json(metadata)).containsEntry("authorization_servers",
					List.of(issuer.getIssuer()));
		}
	}

	@Test
	void metadataOfAnApplicationWithItsOwnDecoderNamesNoAuthorizationServer() {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri(), "identifiabl.resource=https://api.example.com")) {
			HttpResponse<String> metadata = application.get("/.well-known/oauth-protected-resource");
			assertThat(RunningApplication.json(metadata)).containsEntry("resource", "https://api.example.com")
				.doesNotContainKey("authorization_servers");
		}
	}

	@Test
	void outageOfOwnDecoderIsUnavailabilityWithAReasonInTheLog(CapturedOutput output) {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=http://127.0.0.1:1/keys")) {
			String token = issuer.token("user").header("typ", "JWT").sign();
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(503);
			assertThat(output.getAll()).contains("Tokens cannot be verified: ").doesNotContain(token);
		}
	}

	@Test
	void failedDpopProofLeavesNoTokenInTheAuditTrail() {
		try (RunningApplication application = configured(DpopApplication.class)) {
			String token = issuer.token("user").audience("urn:api").claim("cnf", Map.of("jkt", "x")).sign();
			HttpResponse<String> response = application.get("/api/me", "Authorization", "DPoP " + token, "DPoP",
					"a.b.c");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(events(application)).isNotEmpty()
				.noneSatisfy((event) -> assertThat(event.getPrincipal() + event.getData()).contains(token));
		}
	}

	@Test
	void outageIsUnavailabilityForDpopAsWell() {
		TestIssuer gone = TestIssuer.start();
		String token = gone.token("user").audience("urn:api").claim("cnf", Map.of("jkt", "x")).sign();
		gone.close();
		try (RunningApplication application = RunningApplication.start(DpopApplication.class,
				"identifiabl.issuer=" + gone.getIssuer(), "identifiabl.audiences=urn:api")) {
			assertThat(application.get("/api/me", "Authorization", "DPoP " + token, "DPoP", "a.b.c").statusCode())
				.isEqualTo(503);
		}
	}

	@Test
	void outageIsUnavailabilityWithoutOurChallengesAsWell() {
		TestIssuer gone = TestIssuer.start();
		String token = gone.token("user").audience("urn:api").sign();
		gone.close();
		try (RunningApplication application = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + gone.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.web.challenges=false")) {
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(503);
		}
	}

	@Test
	void blankValuesAreNoValues() {
		try (RunningApplication application = RunningApplication.start(ApiApplication.class,
				"identifiabl.providers.x.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.providers.x.jwk-set-uri=", "identifiabl.providers.x.type=", "identifiabl.resource=",
				"identifiabl.providers.x.roles-namespace=")) {
			String token = issuer.token("user").audience("urn:api").sign();
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		}
	}

	private static RunningApplication configured(Class<?> type) {
		return RunningApplication.start(type, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
	}

	@SuppressWarnings("NullAway") // no filter at all
	private static List<AuditEvent> events(RunningApplication application) {
		AuditEventRepository events = application.getBean(AuditEventRepository.class);
		// the record may come after the response
		for (int i = 0; i < 1000; i++) {
			List<AuditEvent> found = events.find(null, null, null);
			if (!found.isEmpty()) {
				return found;
			}
		}
		return List.of();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OpaqueTokenApplication {

		@Bean
		OpaqueTokenIntrospector introspector() {
			return (token) -> new DefaultOAuth2AuthenticatedPrincipal("user", Map.of("sub", "user"),
					AuthorityUtils.NO_AUTHORITIES);
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/denied").denyAll().anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.opaqueToken(Customizer.withDefaults())
				.authenticationEntryPoint((request, response, exception) -> response.setStatus(418))
				.accessDeniedHandler((request, response, exception) -> response.setStatus(419)));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class DecoderInChainApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer(
					(resourceServer) -> resourceServer.jwt((jwt) -> jwt.jwkSetUri(issuer.getJwkSetUri())));
			return http.build();
		}

	}

}
