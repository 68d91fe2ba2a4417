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

package io.identifiabl.security.context;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityHolder;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The context of a request, in every dispatch, and the headers nobody else may set.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class RequestContextTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = startWith("identifiabl.web.public-paths=/open/**", "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1");
	}

	private static RunningApplication startWith(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 2);
		all[properties.length] = "identifiabl.issuer=" + issuer.getIssuer();
		all[properties.length + 1] = "identifiabl.audiences=urn:api";
		return RunningApplication.start(ContextApplication.class, all);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void handlerSeesWhoCallsInWhichTrace() {
		Map<String, Object> seen = get("/api/context", "traceparent", TRACEPARENT);
		assertThat(seen).containsEntry("user", "user")
			.containsEntry("trace", TRACE_ID)
			.containsEntry("address", "127.0.0.1")
			.containsEntry("mdcUser", "user")
			.containsEntry("mdcTenant", "org1")
			.containsEntry("mdcClient", "client1")
			.containsEntry("mdcTrace", TRACE_ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00-00000000000000000000000000000000-b7ad6b7169203331-01", "junk",
			"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01" })
	void traceIsNewWhenTheClientsIsInvalid(String traceparent) {
		assertThat(get("/api/context", "traceparent", traceparent).get("trace")).asString()
			.matches("[0-9a-f]{32}")
			.isNotEqualToIgnoringCase(TRACE_ID);
	}

	@Test
	void requestIdsDifferWithinOneTrace() {
		assertThat(get("/api/context", "traceparent", TRACEPARENT).get("request"))
			.isNotEqualTo(get("/api/context", "traceparent", TRACEPARENT).get("request"));
	}

	@Test
	void refusalCarriesTheTrace() {
		HttpResponse<String> response = application.get("/api/context", "traceparent", TRACEPARENT);
		assertThat(RunningApplication.json(response)).containsEntry("traceId", TRACE_ID);
	}

	@Test
	void asyncDispatchRestoresTheContext() {
		assertThat(get("/api/async", "traceparent", TRACEPARENT)).containsEntry("user", "user")
			.containsEntry("trace", TRACE_ID);
	}

	@Test
	void callableOfAHandlerHasTheContext() {
		assertThat(get("/api/callable", "traceparent", TRACEPARENT)).containsEntry("user", "user")
			.containsEntry("trace", TRACE_ID)
			.containsEntry("mdcClient", "client1");
	}

	@Test
	void forwardKeepsTheContext() {
		Map<String, Object> seen = get("/api/forward", "traceparent", TRACEPARENT, "X-User-Id", "admin");
		assertThat(seen).containsEntry("user", "user").containsEntry("trace", TRACE_ID);
		assertThat(seen.get("headers")).asString().doesNotContain("admin");
	}

	@Test
	void errorDispatchRestoresTheContext() {
		HttpResponse<String> response = application.get("/api/fail", "Authorization", "Bearer " + token(),
				"traceparent", TRACEPARENT);
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.headers().firstValue("Error-Trace")).hasValue(TRACE_ID);
		assertThat(response.headers().firstValue("Error-User")).hasValue("user");
	}

	@Test
	void nothingIsLeftOnTheThreadAfterwards() {
		get("/api/context");
		application.get("/api/fail", "Authorization", "Bearer " + token());
		// the container has one thread, and the path is open
		Map<String, Object> seen = RunningApplication.json(application.get("/open/context"));
		assertThat(seen).doesNotContainKeys("user", "mdcUser", "mdcTenant", "mdcClient").containsKey("trace");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-User-Id", "x-user-id", "X_USER_ID", "x_user-id", "X-Org-Id", "X-Tenant",
			"X-User-Scopes", "X-Gateway-Sig" })
	void spoofedHeaderIsInvisible(String name) {
		assertThat(get("/api/context", name, "admin").get("headers")).asString().doesNotContain("admin");
	}

	@Test
	void spoofedHeaderIsInvisibleOnOpenPathsAndInErrors() {
		HttpResponse<String> open = application.get("/open/context", "X-User-Id", "admin");
		assertThat(open.body()).doesNotContain("admin");
		HttpResponse<String> error = application.get("/api/fail", "Authorization", "Bearer " + token(), "X-User-Id",
				"admin");
		assertThat(error.headers().firstValue("Error-Spoofed")).hasValue("null");
	}

	@Test
	void spoofedHeaderIsInvisibleToFiltersOfTheHighestPrecedence() {
		HttpResponse<String> response = application.get("/open/context", "X-User-Id", "admin");
		assertThat(response.headers().firstValue("First-Filter-Saw")).hasValue("null");
	}

	@Test
	void otherHeadersStay() {
		assertThat(get("/api/context", "X-Custom", "kept").get("headers")).asString().contains("kept");
	}

	@Test
	void addressComesFromForwardedHeadersOnlyWhereConfigured() {
		assertThat(get("/api/context", "X-Forwarded-For", "203.0.113.7")).containsEntry("address", "127.0.0.1");
		try (RunningApplication proxied = startWith("server.forward-headers-strategy=framework")) {
			Map<String, Object> seen = RunningApplication.json(proxied.get("/api/context", "Authorization",
					"Bearer " + token(), "X-Forwarded-For", "203.0.113.7"));
			assertThat(seen).containsEntry("address", "203.0.113.7");
		}
	}

	@Test
	void holderFailsClosedWithoutAnIdentity() {
		assertThat(application.get("/open/required").statusCode()).isEqualTo(401);
	}

	@Test
	void concurrentRequestsNeverSeeEachOther() throws Exception {
		try (RunningApplication concurrent = startWith("server.tomcat.threads.max=4")) {
			assertThat(crossTalk(concurrent)).isEmpty();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void concurrentRequestsOnVirtualThreadsNeverSeeEachOther() throws Exception {
		try (RunningApplication concurrent = startWith("spring.threads.virtual.enabled=true")) {
			assertThat(crossTalk(concurrent)).isEmpty();
		}
	}

	// what requests of many users saw of each other
	private static List<String> crossTalk(RunningApplication concurrent) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(16);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < 800; i++) {
				String user = "user" + i % 20;
				String path = (i % 5 == 0) ? "/api/async" : "/api/context";
				String token = issuer.token(user).audience("urn:api").claim("client_id", user).sign();
				answers.add(clients.submit(() -> {
					Map<String, Object> seen = RunningApplication.json(concurrent.getAs(token, path));
					boolean own = List.of(user, user, user)
						.equals(Arrays.asList(seen.get("user"), seen.get("mdcUser"), seen.get("mdcClient")));
					return own ? "" : user + " saw " + seen;
				}));
			}
			List<String> crossTalk = new ArrayList<>();
			for (Future<String> answer : answers) {
				crossTalk.add(answer.get());
			}
			crossTalk.removeIf(String::isEmpty);
			return crossTalk;
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static Map<String, Object> get(String path, String... headers) {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Authorization";
		all[headers.length + 1] = "Bearer " + token();
		return RunningApplication.json(application.get(path, all));
	}

	private static String token() {
		TestToken token = issuer.token("user").audience("urn:api");
		return token.claim("org_id", "org1").claim("client_id", "client1").sign();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ContextController.class, ErrorFilter.class })
	static class ContextApplication {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OncePerRequestFilter firstFilter() {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws IOException, ServletException {
					response.setHeader("First-Filter-Saw", String.valueOf(request.getHeader("X-User-Id")));
					chain.doFilter(request, response);
				}

			};
		}

	}

	static class ErrorFilter extends OncePerRequestFilter {

		@Override
		protected boolean shouldNotFilterErrorDispatch() {
			return false;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			if (request.getDispatcherType() == DispatcherType.ERROR) {
				RequestContext context = RequestContext.current();
				response.setHeader("Error-Trace", (context != null) ? context.getTraceId() : "none");
				Identity identity = (context != null) ? context.getIdentity() : null;
				response.setHeader("Error-User", (identity != null) ? identity.getSubject() : "none");
				response.setHeader("Error-Spoofed", String.valueOf(request.getHeader("X-User-Id")));
			}
			chain.doFilter(request, response);
		}

	}

	@RestController
	static class ContextController {

		@GetMapping({ "/api/context", "/open/context" })
		Map<String, Object> context(HttpServletRequest request) {
			return describe(request);
		}

		@GetMapping("/api/async")
		void async(HttpServletRequest request) {
			request.startAsync().dispatch("/api/context");
		}

		@GetMapping("/api/callable")
		Callable<Map<String, Object>> callable(HttpServletRequest request) {
			return () -> describe(request);
		}

		@GetMapping("/api/forward")
		void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher("/api/context").forward(request, response);
		}

		@GetMapping("/api/fail")
		String fail() {
			throw new IllegalStateException("deliberate");
		}

		@GetMapping("/open/required")
		String required() {
			return IdentityHolder.getRequired().getSubject();
		}

		static Map<String, Object> describe(HttpServletRequest request) {
			Map<String, Object> seen = new LinkedHashMap<>();
			RequestContext context = RequestContext.current();
			Identity identity = IdentityHolder.getCurrent();
			put(seen, "user", (identity != null) ? identity.getSubject() : null);
			if (context != null) {
				put(seen, "trace", context.getTraceId());
				put(seen, "request", context.getRequestId());
				put(seen, "address", context.getClientAddress());
			}
			put(seen, "mdcUser", MDC.get("identifiabl.user"));
			put(seen, "mdcTenant", MDC.get("identifiabl.tenant"));
			put(seen, "mdcClient", MDC.get("identifiabl.client"));
			put(seen, "mdcTrace", MDC.get("identifiabl.trace"));
			List<String> headers = Collections.list(request.getHeaderNames())
				.stream()
				.map((name) -> name + "=" + Collections.list(request.getHeaders(name)) + request.getHeader(name))
				.toList();
			put(seen, "headers", headers);
			return seen;
		}

		private static void put(Map<String, Object> map, String key, @Nullable Object value) {
			if (value != null) {
				map.put(key, value);
			}
		}

	}

}
