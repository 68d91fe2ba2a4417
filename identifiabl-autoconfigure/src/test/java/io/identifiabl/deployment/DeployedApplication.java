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

package io.identifiabl.deployment;

import java.io.IOException;
import java.util.concurrent.Callable;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.InternalResourceView;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * A small application that can be deployed in every way: a main method, and what a
 * container of servlets starts.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(DeployedApplication.Pages.class)
public class DeployedApplication extends SpringBootServletInitializer {

	public static void main(String[] arguments) {
		SpringApplication.run(DeployedApplication.class, arguments);
	}

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
		return builder.sources(DeployedApplication.class);
	}

	@RestController
	static class Pages {

		private final String prefix;

		Pages(@Value("${spring.mvc.servlet.path:}") String prefix) {
			this.prefix = prefix;
		}

		@GetMapping("/target")
		String target() {
			return "what is behind";
		}

		@GetMapping("/open/forward")
		View forward() {
			return new InternalResourceView(this.prefix + "/target");
		}

		@GetMapping("/open/actuator")
		View actuator() {
			return new InternalResourceView(this.prefix + "/actuator/env");
		}

		@GetMapping("/open/include")
		void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher(this.prefix + "/target").include(request, response);
		}

		@GetMapping("/open/callable")
		Callable<String> callable() {
			return () -> "later";
		}

		@GetMapping("/open/dispatch")
		void dispatch(HttpServletRequest request) {
			request.startAsync().dispatch(this.prefix + "/target");
		}

		@GetMapping("/open/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

		@GetMapping("/open/refused")
		void refused(HttpServletResponse response) throws IOException {
			response.sendError(418);
		}

		@GetMapping("/api/forward")
		View forwardOfProtected() {
			return new InternalResourceView(this.prefix + "/target");
		}

		@GetMapping("/api/me")
		Identity me(@CurrentIdentity Identity identity) {
			return identity;
		}

		@GetMapping("/api/tenant")
		String tenant(@RequestHeader(name = "X-Tenant", required = false) @Nullable String tenant) {
			return "tenant " + tenant;
		}

		@PostMapping("/api/notes")
		@RequireScope("notes:write")
		String write() {
			return "written";
		}

	}

}
