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

package io.identifiabl.security.authorization;

import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scopes that a class declares for what it inherits, over HTTP.
 *
 * @author Identifiabl Contributors
 */
class InheritedScopeTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(InheritingApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=https://api.example.com", "identifiabl.web.public-paths=/open/**");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static String token(String scope) {
		return issuer.token("alice").audience("https://api.example.com").scopes(scope).sign();
	}

	private static HttpResponse<String> get(String path, String scope) {
		return application.getAs(token(scope), path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/own", "/admin/inherited", "/admin/default", "/admin/generic", "/service/wipe",
			"/service/default", "/service/proxy", "/service/proxy-default" })
	void getWhenScopeOfTheClassIsMissingThenIsRefused(String path) {
		HttpResponse<String> response = get(path, "other");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).contains("error=\"insufficient_scope\"", "scope=\"admin\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/own", "/admin/inherited", "/admin/default", "/admin/generic", "/service/wipe",
			"/service/default", "/service/proxy", "/service/proxy-default" })
	void getWhenScopeOfTheClassIsGrantedThenRuns(String path) {
		assertThat(get(path, "admin").statusCode()).isEqualTo(200);
	}

	@Test
	void postWhenHandlerHasATypeVariableThenIsRefused() {
		assertThat(application.postAs(token("other"), "/admin/items", "\"x\"").statusCode()).isEqualTo(403);
		assertThat(application.postAs(token("admin"), "/admin/items", "\"x\"").body()).contains("saved");
	}

	@Test
	void getWhenInheritedMethodDeclaresAnotherScopeThenThatCounts() {
		assertThat(get("/admin/declared", "admin").statusCode()).isEqualTo(403);
		assertThat(get("/admin/declared", "read").statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenNoScopeIsNeededThenCallerStillHasToBeKnown() {
		assertThat(application.get("/open/anybody").statusCode()).isEqualTo(200);
		assertThat(application.get("/open/known").statusCode()).isEqualTo(401);
		assertThat(get("/open/known", "other").statusCode()).isEqualTo(200);
	}

	@Test
	void postWhenNobodyIsKnownThenNothingRuns() {
		assertThat(application.send(application.request("/admin/items").POST(BodyPublishers.ofString("\"x\"")))
			.statusCode()).isEqualTo(401);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Admin.class, AdminService.class, RemoteFactory.class, ServiceController.class, OpenController.class })
	static class InheritingApplication {

	}

	static class Crud<T> {

		@GetMapping("/inherited")
		String inherited() {
			return "inherited";
		}

		@GetMapping("/declared")
		@RequireScope("read")
		String declared() {
			return "declared";
		}

		@PostMapping("/items")
		String save(@RequestBody T item) {
			return "saved " + item;
		}

		@GetMapping("/generic")
		List<T> generic() {
			return List.of();
		}

	}

	interface Exportable {

		@GetMapping("/default")
		default String byDefault() {
			return "default";
		}

	}

	@RestController
	@RequestMapping("/admin")
	@RequireScope("admin")
	static class Admin extends Crud<String> implements Exportable {

		@GetMapping("/own")
		String own() {
			return "own";
		}

	}

	static class BaseService {

		String wipe() {
			return "wiped";
		}

	}

	interface Wiping {

		default String wipeAll() {
			return "wiped";
		}

	}

	@RequireScope("admin")
	static class AdminService extends BaseService implements Wiping {

	}

	interface Reading {

		String read();

	}

	@RequireScope("admin")
	interface Remote extends Reading {

		default String readAll() {
			return read();
		}

	}

	// as clients and repositories are made, of an interface alone
	static class RemoteFactory implements FactoryBean<Remote> {

		@Override
		public Remote getObject() {
			return (Remote) Proxy.newProxyInstance(Remote.class.getClassLoader(), new Class<?>[] { Remote.class },
					(proxy, method, arguments) -> "remote");
		}

		@Override
		public Class<?> getObjectType() {
			return Remote.class;
		}

	}

	@RestController
	@RequestMapping("/service")
	static class ServiceController {

		private final AdminService service;

		private final Remote remote;

		ServiceController(AdminService service, Remote remote) {
			this.service = service;
			this.remote = remote;
		}

		@GetMapping("/wipe")
		String wipe() {
			return this.service.wipe();
		}

		@GetMapping("/default")
		String byDefault() {
			return this.service.wipeAll();
		}

		@GetMapping("/proxy")
		String remote() {
			return this.remote.read();
		}

		@GetMapping("/proxy-default")
		String remoteByDefault() {
			return this.remote.readAll();
		}

	}

	@RestController
	@RequestMapping("/open")
	static class OpenController {

		@GetMapping("/anybody")
		String anybody() {
			return "anybody";
		}

		@GetMapping("/known")
		@RequireScope({})
		String known() {
			return "known";
		}

	}

}
