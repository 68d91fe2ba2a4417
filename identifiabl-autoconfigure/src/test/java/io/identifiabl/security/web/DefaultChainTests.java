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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chain of an application that has none.
 *
 * @author Identifiabl Contributors
 */
class DefaultChainTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(ApiApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "management.endpoints.web.exposure.include=*",
				"management.endpoint.loggers.access=unrestricted", "identifiabl.web.public-paths=/open/**");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/me", "/open/maybe", "/missing", "/actuator/health", "/actuator/env" })
	void getThenNeverCreatesASession(String path) {
		assertThat(application.get(path).headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(application.getAs(token(), path).headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void getWhenHandlerIsMissingThenErrorIsNotHiddenBehindAnotherRefusal() {
		assertThat(application.getAs(token(), "/api/missing").statusCode()).isEqualTo(404);
	}

	@Test
	void postWhenThereIsNoCsrfTokenThenAccepts() {
		assertThat(application.postAs(token("notes:write"), "/api/notes", "{}").statusCode()).isEqualTo(200);
	}

	@Test
	void preflightWhenOriginIsAllowedThenNeedsNoToken() {
		HttpResponse<String> response = preflight("https://app.example.com");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
	}

	@Test
	void preflightWhenOriginIsNotAllowedThenIsRefused() {
		HttpResponse<String> response = preflight("https://evil.example");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@Test
	void getWhenCrossOriginCallIsRefusedThenScriptMayReadTheChallenge() {
		HttpResponse<String> response = application.get("/api/me", "Origin", "https://app.example.com");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Access-Control-Expose-Headers")).hasValue("WWW-Authenticate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness" })
	void getHealthThenNeedsNoToken(String path) {
		assertThat(application.get(path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/env", "/actuator/beans", "/actuator/loggers" })
	void getActuatorThenNeedsTheReadScope(String path) {
		assertThat(application.get(path).statusCode()).isEqualTo(401);
		assertThat(application.getAs(token(), path).statusCode()).isEqualTo(403);
		assertThat(application.getAs(token("actuator:read"), path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "actuator:read, 403", "actuator:write, 204" })
	void postActuatorThenNeedsTheWriteScope(String scope, int status) {
		HttpResponse<String> response = application.postAs(token(scope), "/actuator/loggers/io.identifiabl.none",
				"{\"configuredLevel\":\"INFO\"}");
		assertThat(response.statusCode()).isEqualTo(status);
	}

	@Test
	void managementOnAPortOfItsOwnIsGuardedAlike() {
		try (RunningApplication managed = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"management.endpoints.web.exposure.include=*", "management.server.port=0")) {
			assertThat(management(managed, "/actuator/health", token()).statusCode()).isEqualTo(200);
			assertThat(management(managed, "/actuator/env", token()).statusCode()).isEqualTo(403);
			HttpResponse<String> exchanges = management(managed, "/actuator/env", "x");
			assertThat(exchanges.statusCode()).isEqualTo(401);
			assertThat(exchanges.body()).contains("\"traceId\"");
			assertThat(management(managed, "/actuator/env", token("actuator:read")).statusCode()).isEqualTo(200);
		}
	}

	private static HttpResponse<String> management(RunningApplication managed, String path, String token) {
		int port = managed.getPort("local.management.port");
		return managed.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.header("Authorization", "Bearer " + token)
			.header("X-User-Id", "admin"));
	}

	@Test
	void publicPathsAreBelowTheContextPath() {
		try (RunningApplication below = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.web.public-paths=/open/**", "server.servlet.context-path=/app")) {
			assertThat(below.get("/app/open/maybe").statusCode()).isEqualTo(200);
			assertThat(below.get("/app/api/me").statusCode()).isEqualTo(401);
			assertThat(below.getAs(token(), "/app/api/me").statusCode()).isEqualTo(200);
		}
	}

	private static HttpResponse<String> preflight(String origin) {
		return application.send(application.request("/api/me")
			.header("Origin", origin)
			.header("Access-Control-Request-Method", "GET")
			.header("Access-Control-Request-Headers", "authorization")
			.method("OPTIONS", BodyPublishers.noBody()));
	}

	private static String token(String... scopes) {
		return issuer.token("user").audience("urn:api").scopes(scopes).sign();
	}

}
