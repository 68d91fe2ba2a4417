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

package io.identifiabl.operation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.SwitchableStore;

/**
 * An application that authenticates others while it performs what a caller asks for.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ McpApplication.class, SecondAuthenticationApplication.Checks.class,
		SecondAuthenticationApplication.CheckController.class, SecondAuthenticationApplication.CheckTools.class })
class SecondAuthenticationApplication {

	static final String PASSWORD = "of-the-colleague";

	@Bean
	SwitchableStore switchableStore() {
		return new SwitchableStore();
	}

	@Bean
	AuditStore auditStore(SwitchableStore store) {
		return store.toStore();
	}

	static class Checks {

		private final AuthenticationManager passwords;

		private final AuthenticationManager tokens;

		private final JwtDecoder decoder;

		private final ExecutorService pool = Executors.newSingleThreadExecutor();

		Checks(AuthenticationEventPublisher events, JwtDecoder decoder) {
			ProviderManager manager = new ProviderManager(new DaoAuthenticationProvider(new InMemoryUserDetailsManager(
					User.withUsername("colleague").password("{noop}" + PASSWORD).roles("boss").build())));
			manager.setAuthenticationEventPublisher(events);
			this.passwords = manager;
			ProviderManager tokenManager = new ProviderManager(new JwtAuthenticationProvider(decoder));
			tokenManager.setAuthenticationEventPublisher(events);
			this.tokens = tokenManager;
			this.decoder = decoder;
		}

		String password(String password) {
			try {
				return "it is " + this.passwords
					.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("colleague", password))
					.getName();
			}
			catch (AuthenticationException ex) {
				return "wrong";
			}
		}

		String token(String token) {
			try {
				return "it is " + this.tokens.authenticate(new BearerTokenAuthenticationToken(token)).getName();
			}
			catch (AuthenticationException ex) {
				return "wrong";
			}
		}

		String decode(String token) {
			try {
				return "it is " + this.decoder.decode(token).getSubject();
			}
			catch (JwtException ex) {
				return "wrong";
			}
		}

		String onThePool(Callable<String> check) {
			return CompletableFuture.supplyAsync(() -> {
				try {
					return check.call();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}, this.pool).join();
		}

	}

	@RestController
	static class CheckController {

		private final Checks checks;

		private final Filter security;

		CheckController(Checks checks, @Qualifier("springSecurityFilterChain") Filter security) {
			this.checks = checks;
			this.security = security;
		}

		@GetMapping("/api/check")
		String check(@RequestParam String password) {
			return this.checks.password(password);
		}

		@GetMapping("/api/check-later")
		Callable<String> checkLater(@RequestParam String password) {
			return () -> this.checks.password(password);
		}

		@GetMapping("/api/check-on-the-pool")
		String checkOnThePool(@RequestParam String password) {
			return this.checks.onThePool(() -> this.checks.password(password));
		}

		@GetMapping("/api/check-and-fail")
		String checkAndFail(@RequestParam String password) {
			throw new IllegalStateException(this.checks.password(password));
		}

		@GetMapping("/api/check-token")
		String checkToken(HttpServletRequest request) {
			return this.checks.token(request.getHeader("X-Other-Token"));
		}

		@GetMapping("/api/decode")
		String decode(HttpServletRequest request) {
			return this.checks.decode(request.getHeader("X-Other-Token"));
		}

		@GetMapping("/api/forward")
		ModelAndView forward() {
			return new ModelAndView("forward:/api/check");
		}

		// a request of its own through the whole security chain, on the same thread
		@GetMapping("/api/dispatch")
		String dispatch(HttpServletRequest request) throws Exception {
			MockHttpServletRequest inner = new MockHttpServletRequest(request.getServletContext(), "GET", "/api/me");
			inner.addHeader("Authorization", "Bearer " + request.getHeader("X-Other-Token"));
			return String.valueOf(status(inner));
		}

		// as a forward that takes everything with it that the outer request knows
		@GetMapping("/api/pass-on")
		String passOn(HttpServletRequest request) throws Exception {
			MockHttpServletRequest inner = new MockHttpServletRequest(request.getServletContext(), "GET", "/api/me");
			inner.addHeader("Authorization", "Bearer " + request.getHeader("X-Other-Token"));
			request.getAttributeNames().asIterator().forEachRemaining((name) -> {
				if (!name.endsWith(".FILTERED") && !name.endsWith(".APPLIED")) {
					inner.setAttribute(name, request.getAttribute(name));
				}
			});
			return String.valueOf(status(inner));
		}

		private int status(HttpServletRequest inner) throws Exception {
			MockHttpServletResponse response = new MockHttpServletResponse();
			this.security.doFilter(inner, response, new MockFilterChain());
			return response.getStatus();
		}

		@GetMapping("/open/login")
		ResponseEntity<String> login(@RequestParam String password) {
			String result = this.checks.password(password);
			return "wrong".equals(result) ? ResponseEntity.status(401).body(result) : ResponseEntity.ok(result);
		}

		@GetMapping("/open/check")
		String checkForAnybody(@RequestParam String password) {
			return this.checks.password(password);
		}

		@GetMapping("/open/fail")
		String fail() {
			throw new IllegalStateException("on purpose");
		}

	}

	static class CheckTools {

		private final Checks checks;

		CheckTools(Checks checks) {
			this.checks = checks;
		}

		@McpTool(description = "Checks a password")
		@RequireScope("notes:read")
		String checkPassword(String password) {
			return this.checks.password(password);
		}

	}

}
