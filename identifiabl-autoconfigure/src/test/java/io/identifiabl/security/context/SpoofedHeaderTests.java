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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.OncePerRequestFilter;

import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A header that only the identity layer may set reaches the application by no way that
 * the Servlet API has.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class SpoofedHeaderTests {

	// as a number, so that all accessors would return it
	private static final String SPOOFED = "471147114";

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = startWith();
	}

	private static RunningApplication startWith(String... properties) {
		return RunningApplication.start(HeaderApplication.class,
				Stream
					.concat(Stream.of(properties),
							Stream.of("identifiabl.issuer=http://127.0.0.1:1/issuer", "identifiabl.audiences=urn:api",
									"identifiabl.web.public-paths=/open/**", "server.http2.enabled=true"))
					.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "header", "http-headers", "model", "forward", "include", "error", "async-request",
			"async-supplied", "async-dispatch", "async-forwarded", "async-listener", "request-context-holder" })
	void getByAnyDoorThenHeaderIsNotThere(String door) {
		String seen = application.get("/open/" + door, "X-User-Id", SPOOFED, "x_tenant", SPOOFED, "Kept", "kept")
			.body();
		assertThat(seen).contains("kept").doesNotContain(SPOOFED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-user-id", "x-user-uid", "x-user-email", "x-user-roles", "x-user-scopes", "x-org-id",
			"x-tenant", "x-principal-key", "x-identity", "x-gateway-sig", "identity-context", "txn-token",
			"Identity_Context", "TXN_TOKEN", "X_User-UID" })
	void getWithAnyNameOfAnIdentityThenHeaderIsNotThere(String name) {
		assertThat(application.get("/open/header", name, SPOOFED).body()).doesNotContain(SPOOFED);
	}

	@ParameterizedTest
	@CsvSource({ "x-user-id", "X_USER_ID" })
	void postWithTrailerThenTrailerIsNotThere(String name) throws IOException {
		String seen = chunked("/open/trailers", name + ": " + SPOOFED + "\r\nKept: kept\r\n");
		assertThat(seen).contains("kept").doesNotContain(SPOOFED);
	}

	@Test
	void postWithTrailerToAnAsyncHandlerThenTrailerIsNotThere() throws IOException {
		String seen = chunked("/open/async-trailers", "X-User-Id: " + SPOOFED + "\r\nKept: kept\r\n");
		assertThat(seen).contains("kept").doesNotContain(SPOOFED);
	}

	@Test
	void postOverHttp2ThenNeitherHeaderNorTrailerIsThere() throws IOException {
		String seen = Http2Request.post(port(), "/open/trailers", Map.of("x-tenant", SPOOFED, "kept", "kept"),
				Map.of("x-user-id", SPOOFED, "kept", "kept as well"));
		assertThat(seen).contains("kept=kept", "kept as well").doesNotContain(SPOOFED);
	}

	@Test
	void furtherNamesAreAddedToThoseThatAreAlwaysRemoved() {
		try (RunningApplication further = startWith("identifiabl.web.stripped-headers=X-Employee")) {
			String seen = further.get("/open/header", "x_employee", SPOOFED, "X-User-Id", SPOOFED, "Kept", "kept")
				.body();
			assertThat(seen).contains("kept").doesNotContain(SPOOFED);
		}
	}

	@Test
	void everyRemovedNameIsLoggedOnce(CapturedOutput output) throws IOException {
		try (RunningApplication fresh = startWith("identifiabl.web.stripped-headers=X-Employee")) {
			for (int i = 0; i < 3; i++) {
				fresh.get("/open/header", "X_User_Id", SPOOFED);
				fresh.get("/open/header", "X-Tenant", SPOOFED, "x-employee", SPOOFED);
			}
		}
		List<String> warnings = output.getAll().lines().filter((line) -> line.contains("was removed")).toList();
		assertThat(warnings).hasSize(3)
			.anyMatch((line) -> line.contains("x-user-id"))
			.anyMatch((line) -> line.contains("x-tenant"))
			.anyMatch((line) -> line.contains("x-employee"))
			.noneMatch((line) -> line.contains(SPOOFED) || line.contains("X_User_Id"));
	}

	private static int port() {
		return application.getPort("local.server.port");
	}

	private static String chunked(String path, String trailers) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.getOutputStream()
				.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
						+ "Connection: close\r\n\r\n4\r\nbody\r\n0\r\n" + trailers + "\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static void answer(AsyncContext context) throws IOException {
		write(context, describe(context.getRequest()));
	}

	private static void write(AsyncContext context, String text) throws IOException {
		context.getResponse().getWriter().write(text);
		context.complete();
	}

	// by all accessors
	private static String describe(ServletRequest servletRequest) {
		HttpServletRequest request = (HttpServletRequest) servletRequest;
		String listed = Collections.list(request.getHeaderNames())
			.stream()
			.map((name) -> name + "=" + Collections.list(request.getHeaders(name)))
			.collect(Collectors.joining(" "));
		String named = List.of("X-User-Id", "x_user_id", "X-Tenant", "x_tenant", "identity-context")
			.stream()
			.map((name) -> request.getHeader(name) + " " + Collections.list(request.getHeaders(name)) + " "
					+ number(request, name))
			.collect(Collectors.joining(" "));
		return listed + " " + named;
	}

	private static String number(HttpServletRequest request, String name) {
		try {
			return String.valueOf(request.getIntHeader(name)) + request.getDateHeader(name);
		}
		catch (IllegalArgumentException ex) {
			return SPOOFED;
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ HeaderController.class, ErrorFilter.class })
	static class HeaderApplication {

		@Bean
		TomcatConnectorCustomizer trailers() {
			return (connector) -> ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
				.setAllowedTrailerHeaders("x-user-id,x_user_id,kept");
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
				response.getWriter().write(describe(request));
				return;
			}
			chain.doFilter(request, response);
		}

	}

	@RestController
	static class HeaderController {

		@GetMapping({ "/open/header", "/open/described" })
		String header(HttpServletRequest request) {
			return describe(request);
		}

		@GetMapping("/open/http-headers")
		String httpHeaders(@RequestHeader HttpHeaders headers, @RequestHeader Map<String, String> map,
				@RequestHeader(name = "X-User-Id", required = false) @Nullable String user) {
			return headers + " " + map + " " + user;
		}

		@GetMapping("/open/model")
		String model(@ModelAttribute Caller caller) {
			return String.valueOf(caller);
		}

		@GetMapping("/open/forward")
		void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher("/open/described").forward(request, response);
		}

		@GetMapping("/open/include")
		void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher("/open/described").include(request, response);
		}

		@GetMapping("/open/error")
		void error(HttpServletResponse response) throws IOException {
			response.sendError(400);
		}

		@GetMapping("/open/async-request")
		void asyncRequest(HttpServletRequest request) throws IOException {
			answer(request.startAsync());
		}

		@GetMapping("/open/async-supplied")
		void asyncSupplied(HttpServletRequest request, HttpServletResponse response) throws IOException {
			answer(request.startAsync(request, response));
		}

		@GetMapping("/open/async-dispatch")
		void asyncDispatch(HttpServletRequest request) {
			request.startAsync().dispatch("/open/described");
		}

		@GetMapping("/open/async-forwarded")
		void asyncForwarded(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			request.getRequestDispatcher("/open/async-request").forward(request, response);
		}

		@GetMapping("/open/async-listener")
		void asyncListener(HttpServletRequest request) throws IOException {
			AsyncContext context = request.startAsync();
			DescribingListener listener = new DescribingListener();
			context.addListener(listener);
			context.setTimeout(1);
		}

		@GetMapping("/open/request-context-holder")
		String requestContextHolder() {
			return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
					? describe(attributes.getRequest()) : "";
		}

		@PostMapping("/open/trailers")
		String trailers(HttpServletRequest request) throws IOException {
			return describeTrailers(request);
		}

		@PostMapping("/open/async-trailers")
		void asyncTrailers(HttpServletRequest request) throws IOException {
			AsyncContext context = request.startAsync();
			write(context, describeTrailers((HttpServletRequest) context.getRequest()));
		}

		private static String describeTrailers(HttpServletRequest request) throws IOException {
			request.getInputStream().readAllBytes();
			return describe(request) + request.getTrailerFields();
		}

	}

	record Caller(@Nullable String xUserId, @Nullable String kept) {
	}

	static class DescribingListener implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			// nothing more to say
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			HttpServletRequest supplied = (HttpServletRequest) event.getSuppliedRequest();
			write(event.getAsyncContext(),
					describe(event.getAsyncContext().getRequest()) + ((supplied != null) ? describe(supplied) : ""));
		}

		@Override
		public void onError(AsyncEvent event) {
			// does not happen
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// does not happen
		}

	}

}
