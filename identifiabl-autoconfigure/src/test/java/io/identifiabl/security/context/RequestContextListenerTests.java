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
import java.util.Collections;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.RequestContextListener;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring's listener, which holds each request before any filter runs.
 *
 * @author Identifiabl Contributors
 */
class RequestContextListenerTests {

	private static final String SPOOFED = "471147114";

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.start(ListenerApplication.class,
				"identifiabl.issuer=http://127.0.0.1:1/issuer", "identifiabl.audiences=urn:api",
				"identifiabl.web.public-paths=/open/**,/raw/**");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/held", "/raw/servlet", "/raw/filter" })
	void getWhenListenerHoldsTheRequestThenHeaderIsNotThere(String path) {
		assertThat(application.get(path, "X-User-Id", SPOOFED, "Kept", "kept").body()).contains("kept")
			.doesNotContain(SPOOFED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/held", "/raw/servlet" })
	void getWhenThereIsNothingToHideThenRequestIsHeldAsBefore(String path) {
		assertThat(application.get(path, "Kept", "kept").body()).contains("kept");
	}

	private static String describe() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return "nothing is held";
		}
		HttpServletRequest request = attributes.getRequest();
		return request.getHeader("Kept") + " " + request.getHeader("X-User-Id")
				+ Collections.list(request.getHeaders("x_user_id"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(HeldController.class)
	static class ListenerApplication {

		@Bean
		RequestContextListener requestContextListener() {
			return new RequestContextListener();
		}

		@Bean
		FilterRegistrationBean<Filter> early() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				if (((HttpServletRequest) request).getRequestURI().equals("/raw/filter")) {
					response.getWriter().write(describe());
					return;
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		@Bean
		ServletRegistrationBean<HttpServlet> raw() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				private static final long serialVersionUID = 1L;

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().write(describe());
				}

			}, "/raw/*");
		}

	}

	@RestController
	static class HeldController {

		@GetMapping("/open/held")
		String held() {
			return describe();
		}

	}

}
