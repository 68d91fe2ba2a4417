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

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README promises of an application without a filter chain of its own, whatever
 * form it is deployed in.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractDeploymentTests {

	private static TestIssuer issuer;

	private static Deployed application;

	@BeforeAll
	static void startIssuer() {
		issuer = TestIssuer.start();
	}

	static List<String> properties() {
		return List.of("identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.resource=https://api.example.com", "identifiabl.web.public-paths=/,/open/**",
				"identifiabl.audit.delivery=sync", "identifiabl.audit.store=memory",
				"identifiabl.operator-issuers=" + issuer.getIssuer(),
				"management.endpoints.web.exposure.include=health,env,audittrail",
				"spring.web.resources.static-locations=classpath:/io/identifiabl/deployment/pages/",
				"spring.http.clients.imperative.factory=jdk", "spring.ai.mcp.server.enabled=false");
	}

	static void use(Deployed deployed) {
		application = deployed;
		// waits for the keys, without which health says so
		deployed.getAs(token(), "/api/me");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@AfterAll
	static void stopIssuer() {
		issuer.close();
	}

	private static String token(String... scopes) {
		return issuer.token("alice").audience("urn:api").scopes(scopes).sign();
	}

	private static void assertAnswered(String path, String content) {
		HttpResponse<String> response = application.get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains(content);
	}

	private static void assertRefused(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).get().asString().startsWith("Bearer ");
		assertThat(response.body()).contains("\"code\":\"missing_token\"");
	}

	@Test
	void welcomePageIsPublic() {
		assertAnswered("/", "<title>welcome");
	}

	@Test
	void pageBehindTheWelcomePageIsNot() {
		assertRefused(application.get("/index.html"));
		assertThat(application.getAs(token(), "/index.html").statusCode()).isEqualTo(200);
	}

	@Test
	void forwardOfPublicPathIsPublic() {
		assertAnswered("/open/forward", "what is behind");
	}

	@Test
	void includeOfPublicPathIsPublic() {
		assertAnswered("/open/include", "what is behind");
	}

	@Test
	void asynchronousResultOfPublicPathIsPublic() {
		assertAnswered("/open/callable", "later");
	}

	@Test
	void asynchronousDispatchOfPublicPathIsPublic() {
		assertAnswered("/open/dispatch", "what is behind");
	}

	@Test
	void targetOfPublicPathIsNotOpenToWhoAsksForIt() {
		assertRefused(application.get("/target"));
	}

	@Test
	void forwardOfProtectedPathNeedsATokenOnce() {
		assertRefused(application.get("/api/forward"));
		assertThat(application.getAs(token(), "/api/forward").body()).isEqualTo("what is behind");
	}

	@Test
	void actuatorBehindPublicPathStaysGuarded() {
		assertThat(application.get("/open/actuator").statusCode()).isIn(401, 404);
	}

	@Test
	void errorsOfPublicPathsKeepTheirStatus() {
		assertThat(application.get("/open/broken").statusCode()).isEqualTo(500);
		assertThat(application.get("/open/missing").statusCode()).isEqualTo(404);
		assertThat(application.get("/open/refused").statusCode()).isEqualTo(418);
		assertThat(application.getAs(token(), "/api/missing").statusCode()).isEqualTo(404);
	}

	@Test
	void requestThatIsNoneKeepsItsStatus() {
		assertThat(application.get("/api/me;x=1").statusCode()).isEqualTo(400);
	}

	@Test
	void nothingACallerSendsMakesAPathPublic() {
		assertRefused(application.get("/target?io.identifiabl.security.web.PublicRequests.VERDICT=PUBLIC",
				"io.identifiabl.security.web.PublicRequests.VERDICT", "PUBLIC", "jakarta.servlet.error.status_code",
				"404", "jakarta.servlet.forward.request_uri", "/", "X-Original-URL", "/", "X-Rewrite-URL", "/",
				"X-Forwarded-Prefix", "/open", "X-Forwarded-Path", "/"));
	}

	@Test
	void tokenIsVerifiedAndMapped() {
		assertThat(RunningApplication.json(application.getAs(token(), "/api/me"))).containsEntry("userId", "alice")
			.containsEntry("issuer", issuer.getIssuer());
		assertRefused(application.get("/api/me"));
		assertThat(application.getAs(issuer.token("alice").audience("urn:other").sign(), "/api/me").body())
			.contains("invalid_audience");
	}

	@Test
	void tokenThatIsNotGoodIsRefusedOnPublicPathsAsWell() {
		assertThat(application.getAs("x", "/open/forward").statusCode()).isEqualTo(401);
	}

	@Test
	void scopeIsRequired() {
		HttpResponse<String> refused = application.postAs(token("notes:read"), "/api/notes");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.headers().firstValue("WWW-Authenticate")).get().asString().contains("scope=\"notes:write\"");
		assertThat(application.postAs(token("notes:write"), "/api/notes").body()).isEqualTo("written");
	}

	@Test
	void headersThatTellWhoCallsAreRemoved() {
		assertThat(application.get("/api/tenant", "Authorization", "Bearer " + token(), "X-Tenant", "acme").body())
			.isEqualTo("tenant null");
	}

	@Test
	void metadataIsServed() {
		assertThat(RunningApplication.json(application.getInContext("/.well-known/oauth-protected-resource")))
			.containsEntry("resource", "https://api.example.com");
		assertThat(application.getInContext("/.well-known/oauth-protected-resource/other").statusCode()).isIn(401, 404);
	}

	@Test
	void actuatorNeedsItsScope() {
		assertThat(application.manage("/health").statusCode()).isEqualTo(200);
		assertThat(application.manage("/env").statusCode()).isEqualTo(401);
		assertThat(manageAs(token(), "/env").statusCode()).isEqualTo(403);
		assertThat(manageAs(token("actuator:read"), "/env").statusCode()).isEqualTo(200);
	}

	@Test
	void requestIsRecordedOnce() {
		String caller = "recorded" + System.identityHashCode(this);
		application.getAs(issuer.token(caller).audience("urn:api").sign(), "/api/forward");
		HttpResponse<String> records = manageAs(token("actuator:read", "audit:read:all"), "/audittrail?user=" + caller);
		assertThat(records.statusCode()).isEqualTo(200);
		assertThat(records.body().split("\"type\":\"http.request\"", -1)).hasSize(2);
	}

	private static HttpResponse<String> manageAs(String token, String page) {
		return application.manage(page, "Authorization", "Bearer " + token);
	}

}
