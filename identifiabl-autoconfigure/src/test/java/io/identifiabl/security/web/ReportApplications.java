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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.security.IdentityHolder;
import io.identifiabl.security.authorization.ScopeAuthorizationManager;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.token.TokenSettings;

/**
 * Applications as they were before, with chains and decoders of their own, and what they
 * have begun to guard since.
 *
 * @author Identifiabl Contributors
 */
final class ReportApplications {

	private ReportApplications() {
	}

	static String[] properties(String issuer, String... more) {
		return properties(issuer, LocalDate.now(ZoneOffset.UTC).plusDays(30), more);
	}

	static String[] properties(String issuer, LocalDate until, String... more) {
		List<String> all = new ArrayList<>(List.of("identifiabl.issuer=" + issuer, "identifiabl.audiences=urn:api",
				"identifiabl.web.mode=report", "identifiabl.web.report-until=" + until));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	static void rules(HttpSecurity http) {
		http.csrf(AbstractHttpConfigurer::disable);
		http.authorizeHttpRequests((requests) -> requests.requestMatchers("/guarded/url")
			.access(ScopeAuthorizationManager.hasScope("vault"))
			.anyRequest()
			.authenticated());
	}

	/**
	 * What is guarded by this library, in each of its ways.
	 */
	@RestController
	static class GuardedController {

		private final Vault vault;

		GuardedController(Vault vault) {
			this.vault = vault;
		}

		@GetMapping("/api/open")
		String open() {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			return String.valueOf((authentication != null) ? authentication.getName() : null)
					+ (IdentityHolder.getCurrent() != null);
		}

		@GetMapping("/api/header")
		String header(HttpServletRequest request) {
			return "header " + request.getHeader("X-User-Id");
		}

		@GetMapping("/api/holder")
		String holder() {
			return IdentityHolder.getRequired().getSubject();
		}

		@GetMapping("/guarded/annotation")
		@RequireScope("vault")
		String annotation() {
			return "gold";
		}

		@GetMapping("/guarded/expression")
		@PreAuthorize("@identifiabl.hasScope('vault')")
		String expression() {
			return "gold";
		}

		@GetMapping("/guarded/url")
		String url() {
			return "gold";
		}

		@GetMapping("/guarded/service")
		String service() {
			return this.vault.gold();
		}

		@GetMapping("/guarded/async")
		Callable<String> async() {
			return this.vault::gold;
		}

		@GetMapping("/guarded/thread")
		String thread() throws InterruptedException, ExecutionException {
			ExecutorService executor = Executors.newSingleThreadExecutor();
			try {
				return executor.submit(new DelegatingSecurityContextCallable<>(this.vault::gold)).get();
			}
			catch (ExecutionException ex) {
				return "refused " + ((ex.getCause() != null) ? ex.getCause().getClass().getSimpleName() : "");
			}
			finally {
				executor.shutdown();
			}
		}

		@GetMapping("/own/principal")
		String principal(@AuthenticationPrincipal Jwt jwt) {
			return jwt.getClass().getSimpleName() + " " + jwt.getSubject();
		}

	}

	@RequireScope("vault")
	static class Vault {

		String gold() {
			return "gold";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import({ ApiApplication.class, GuardedController.class, Vault.class })
	static class Api {

	}

	/**
	 * A chain and a decoder of the application's own, which asks for no audience.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Api.class)
	static class OwnDecoder {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			rules(http);
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	/**
	 * A chain of the application's own, and the decoder that Spring Boot makes.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Api.class)
	static class BootsDecoder {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			rules(http);
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	/**
	 * A clock that is set.
	 */
	static final class SetClock extends Clock {

		private volatile Instant now = Instant.now();

		void plusDays(long days) {
			this.now = this.now.plus(Duration.ofDays(days));
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	/**
	 * An application whose time is set.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OwnDecoder.class)
	static class Timed {

		@Bean
		SetClock setClock() {
			return new SetClock();
		}

		@Bean
		TokenSettings tokenSettings(SetClock clock) {
			return TokenSettings.defaults().withClock(clock);
		}

	}

}
