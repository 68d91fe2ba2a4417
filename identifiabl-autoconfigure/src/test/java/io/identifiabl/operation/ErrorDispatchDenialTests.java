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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that fails, and whose error page is refused to the caller: by the filter
 * chain, which nobody told that error pages are for everybody, or by the page itself.
 *
 * @author Identifiabl Contributors
 */
class ErrorDispatchDenialTests {

	private static final List<RunningApplication> applications = new ArrayList<>();

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		for (String delivery : List.of("async", "sync")) {
			applications
				.add(RunningApplication.start(GuardedErrorApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
						"identifiabl.audiences=urn:api", "identifiabl.audit.spill-file=",
						"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(),
						"identifiabl.audit.delivery=" + delivery));
		}
	}

	@AfterAll
	static void stop() {
		applications.forEach(RunningApplication::close);
		issuer.close();
	}

	@ParameterizedTest
	@CsvSource({ "/open/throw,500", "/open/send,409" })
	void getWhenErrorPageIsForCallersOnlyThenStrangerIsChallengedAndTheFailureRecorded(String path, long status) {
		for (RunningApplication application : applications) {
			RecordedTrail trail = RecordedTrail.of(application);
			HttpResponse<String> response = application.get(path);
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
			assertRecorded(trail, status);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/open/throw,500", "/open/send,409" })
	void getWhenErrorPageNeedsAScopeThenCallerIsRefusedAndTheFailureRecorded(String path, long status) {
		for (RunningApplication application : applications) {
			RecordedTrail trail = RecordedTrail.of(application);
			HttpResponse<String> response = application.getAs(token("notes:read"), path);
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(Problems.code(response)).isEqualTo("insufficient_scope");
			assertRecorded(trail, status);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/open/throw,500", "/open/send,409" })
	void getWhenCallerMaySeeTheErrorPageThenSeesIt(String path, int status) {
		for (RunningApplication application : applications) {
			HttpResponse<String> response = application.getAs(token("errors:read"), path);
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(response.body()).isEqualTo("the page");
		}
	}

	private static void assertRecorded(RecordedTrail trail, long status) {
		Recorded record = trail.only((recorded) -> true);
		assertThat(record.type()).isEqualTo("http.request");
		assertThat(record.leaf()).containsEntry("status", status).containsEntry("outcome", "failure");
	}

	private static String token(String scope) {
		return issuer.token("user").audience("urn:api").scopes(scope).sign();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FailingController.class, GuardedErrorController.class })
	static class GuardedErrorApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/open/**").permitAll().anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@RestController
	static class FailingController {

		@GetMapping("/open/throw")
		String fail() {
			throw new IllegalStateException("on purpose");
		}

		@GetMapping("/open/send")
		void send(HttpServletResponse response) throws IOException {
			response.sendError(409);
		}

	}

	@RestController
	static class GuardedErrorController implements ErrorController {

		@RequestMapping("/error")
		@RequireScope("errors:read")
		String page() {
			return "the page";
		}

	}

}
