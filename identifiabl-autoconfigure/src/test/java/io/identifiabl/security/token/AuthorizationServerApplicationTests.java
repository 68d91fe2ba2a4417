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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.security.web.IdentifiablHttpConfigurer;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is an authorization server as well, with tokens of its own.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AuthorizationServerApplicationTests {

	private static final ParameterizedTypeReference<JWKSource<SecurityContext>> KEYS = new ParameterizedTypeReference<>() {
	};

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = start(AuthorizationServerApplication.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void apiTakesTokensOfTheConfiguredIssuer() {
		String token = issuer.token("user").audience("urn:api").sign();
		assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
	}

	@Test
	void apiRefusesTokensOfTheServerItself() {
		assertThat(Problems.code(application.getAs(ownToken(), "/api/me"))).isEqualTo("untrusted_issuer");
	}

	@Test
	void serversOwnEndpointTakesItsOwnTokens() {
		// 403 of the endpoint itself, which got past the decoder and misses the openid
		// scope
		assertThat(application.getAs(ownToken(), "/userinfo").statusCode()).isEqualTo(403);
	}

	@Test
	void serversOwnEndpointRefusesTokensOfTheConfiguredIssuer() {
		String token = issuer.token("user").audience("urn:api").sign();
		assertThat(application.getAs(token, "/userinfo").statusCode()).isEqualTo(401);
	}

	@Test
	void apiInTheChainOfTheServerIsNoEndpointOfIt(CapturedOutput output) {
		try (RunningApplication shared = start(SharedChainApplication.class)) {
			assertThat(shared.getAs(issuer.token("user").audience("urn:api").sign(), "/api/existing").statusCode())
				.isEqualTo(200);
			assertThat(shared.getAs(issuer.token("user").audience("urn:other").sign(), "/api/existing").statusCode())
				.isEqualTo(401);
			assertThat(shared.getAs(ownToken(shared), "/api/existing").statusCode()).isEqualTo(401);
			assertThat(shared.getAs(ownToken(shared), "/userinfo").statusCode()).isEqualTo(403);
		}
		assertThat(output).contains("The filter chain of the authorization server also covers GET /api/existing");
	}

	@Test
	void apiInTheChainOfTheServerRefusesItsIdTokens() {
		try (RunningApplication shared = start(SharedChainApplication.class)) {
			assertThat(shared.getAs(idToken(shared), "/api/existing").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void apiInTheChainOfTheServerRefusesItsIdTokensWhateverTheChainWants() {
		try (RunningApplication optedOut = start(OptedOutApplication.class)) {
			assertThat(optedOut.getAs(idToken(optedOut), "/api/existing").statusCode()).isEqualTo(401);
			assertThat(optedOut.getAs(ownToken(optedOut), "/userinfo").statusCode()).isEqualTo(403);
		}
	}

	@Test
	void apiInTheChainOfTheServerRefusesItsIdTokensWhereNobodySaysWhatIsWhat() {
		try (RunningApplication unmarked = start(UnmarkedApplication.class)) {
			assertThat(unmarked.getAs(idToken(unmarked), "/api/existing").statusCode()).isEqualTo(401);
			assertThat(unmarked.getAs(issuer.token("user").audience("urn:api").sign(), "/api/existing").statusCode())
				.isEqualTo(200);
		}
	}

	// as the server signs them
	private static String idToken(RunningApplication application) {
		Instant now = Instant.now();
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer("http://127.0.0.1:" + application.getPort("local.server.port"))
			.subject("joe")
			.audience(List.of("demo"))
			.claim("azp", "demo")
			.issuedAt(now)
			.expiresAt(now.plusSeconds(60))
			.claim("nonce", "n")
			.build();
		return new NimbusJwtEncoder(application.getContext().getBeanProvider(KEYS).getObject())
			.encode(JwtEncoderParameters.from(claims))
			.getTokenValue();
	}

	private static RunningApplication start(Class<?> type) {
		String client = "spring.security.oauth2.authorizationserver.client.demo.";
		return RunningApplication.start(type, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", client + "registration.client-id=demo",
				client + "registration.client-secret={noop}secret",
				client + "registration.client-authentication-methods=client_secret_basic",
				client + "registration.authorization-grant-types=client_credentials",
				client + "registration.scopes=openid,client.create");
	}

	private static String ownToken() {
		return ownToken(application);
	}

	private static String ownToken(RunningApplication application) {
		String form = "grant_type=client_credentials&scope=client.create";
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + application.getPort("local.server.port") + "/oauth2/token"))
			.header("Authorization", "Basic ZGVtbzpzZWNyZXQ=")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form));
		Map<String, Object> response = RunningApplication.json(application.send(request));
		return String.valueOf(response.get("access_token"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class SharedChainApplication {

		@Bean
		SecurityFilterChain everything(HttpSecurity http) {
			http.oauth2AuthorizationServer((server) -> server.oidc(Customizer.withDefaults()));
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("joe").password("{noop}secret").build());
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OptedOutApplication extends SharedChainApplication {

		@Bean
		@Override
		SecurityFilterChain everything(HttpSecurity http) {
			http.with(IdentifiablHttpConfigurer.identifiabl(), AbstractHttpConfigurer::disable);
			return super.everything(http);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class UnmarkedApplication extends SharedChainApplication {

		@Bean
		Customizer<HttpSecurity> identifiablHttpSecurityCustomizer() {
			return Customizer.withDefaults();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class AuthorizationServerApplication {

		@Bean
		@Order(1)
		SecurityFilterChain authorizationServer(HttpSecurity http) {
			http.oauth2AuthorizationServer((server) -> {
				http.securityMatcher(server.getEndpointsMatcher());
				server.oidc(Customizer.withDefaults());
			});
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain api(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("joe").password("{noop}secret").build());
		}

	}

}
