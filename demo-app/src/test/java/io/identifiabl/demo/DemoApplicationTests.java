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

package io.identifiabl.demo;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo as it starts by itself.
 *
 * @author Identifiabl Contributors
 */
class DemoApplicationTests {

	private static final List<String> ALL_SCOPES = List.of("openid", "memories:read", "memories:write");

	@SuppressWarnings("NullAway.Init")
	private static RunningDemo demo;

	@BeforeAll
	static void start() {
		demo = RunningDemo.start();
	}

	@AfterAll
	static void stop() {
		demo.close();
	}

	@Test
	void thirdPartyClientActsForUserAfterLoginAndConsent() {
		ThirdPartyClient client = new ThirdPartyClient(demo.getIssuer());
		String token = client.obtainToken("alice", ALL_SCOPES);
		HttpResponse<String> me = demo.getAs(token, "/api/me");
		assertThat(me.statusCode()).isEqualTo(200);
		assertThat(JsonPath.<String>read(me.body(), "$.userId")).isEqualTo("alice");
		assertThat(JsonPath.<String>read(me.body(), "$.principalType")).isEqualTo("user");
		assertThat(JsonPath.<String>read(me.body(), "$.issuer")).isEqualTo(demo.getIssuer());
		assertThat(JsonPath.<String>read(me.body(), "$.clientId")).isEqualTo(ThirdPartyClient.CLIENT_ID);
		assertThat(JsonPath.<List<String>>read(me.body(), "$.scopes")).containsExactlyInAnyOrderElementsOf(ALL_SCOPES);
		HttpResponse<String> captured = demo.capture(token, "{\"text\":\"By the sea\",\"emotion\":\"calm\"}");
		assertThat(captured.statusCode()).isEqualTo(201);
		HttpResponse<String> recalled = demo.getAs(token, "/api/memories");
		assertThat(recalled.statusCode()).isEqualTo(200);
		assertThat(JsonPath.<Object>read(recalled.body(), "$[0]")).isEqualTo(JsonPath.read(captured.body(), "$"));
		assertThat(JsonPath.<String>read(recalled.body(), "$[0].emotion")).isEqualTo("calm");
	}

	@Test
	void thirdPartyClientGetsOnlyWhatUserConsentedTo() {
		ThirdPartyClient client = new ThirdPartyClient(demo.getIssuer());
		String code = client.obtainCode("bob", List.of("memories:read", "memories:write"), List.of("memories:read"));
		String token = JsonPath.read(client.exchange(code).body(), "$.access_token");
		assertThat(demo.getAs(token, "/api/memories").statusCode()).isEqualTo(200);
		assertThat(demo.capture(token, "{\"text\":\"Not allowed\"}").statusCode()).isEqualTo(403);
	}

	@Test
	void thirdPartyClientGetsNothingWithoutPkce() {
		ThirdPartyClient client = new ThirdPartyClient(demo.getIssuer());
		HttpResponse<String> noChallenge = client.open(client.authorizationRequest("", ALL_SCOPES));
		assertThat(noChallenge.headers().firstValue("Location")).get().asString().contains("error=invalid_request");
		HttpResponse<String> wrongVerifier = client.exchange(client.obtainCode("alice", ALL_SCOPES, ALL_SCOPES),
				ThirdPartyClient.random());
		assertThat(wrongVerifier.statusCode()).isEqualTo(400);
		assertThat(JsonPath.<String>read(wrongVerifier.body(), "$.error")).isEqualTo("invalid_grant");
	}

	@Test
	void usersSeeOnlyTheirOwnMemories() {
		String alice = demo.curlToken("user=alice");
		String bob = demo.curlToken("user=bob");
		assertThat(demo.capture(alice, "{\"text\":\"What alice did\"}").body()).doesNotContain("emotion");
		demo.capture(bob, "{\"text\":\"What bob did\"}");
		assertThat(JsonPath.<List<String>>read(demo.getAs(alice, "/api/memories").body(), "$[*].text"))
			.contains("What alice did")
			.doesNotContain("What bob did");
		assertThat(JsonPath.<List<String>>read(demo.getAs(bob, "/api/memories").body(), "$[*].text"))
			.containsExactly("What bob did");
	}

	@Test
	void curlTokenIsTheOneOfTheRealFlow() {
		String flow = new ThirdPartyClient(demo.getIssuer()).obtainToken("alice", ALL_SCOPES);
		String curl = demo.curlToken("user=alice");
		assertThat(part(curl, 0)).isEqualTo(part(flow, 0)).contains("RS256");
		assertThat(lastingClaims(curl)).isEqualTo(lastingClaims(flow))
			.containsEntry("iss", demo.getIssuer())
			.containsEntry("sub", "alice")
			.containsEntry("aud", RunningDemo.RESOURCE);
	}

	@Test
	void curlTokenIsOnlyForKnownUsersAndScopes() {
		String endpoint = demo.getIssuer() + "/demo/token";
		assertThat(Http.get(endpoint).statusCode()).isEqualTo(400);
		assertThat(Http.get(endpoint + "?user=mallory").statusCode()).isEqualTo(400);
		assertThat(Http.get(endpoint + "?user=alice&scope=admin").statusCode()).isEqualTo(400);
		HttpResponse<String> response = Http.get(endpoint + "?user=alice&scope=memories:read");
		assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith("text/plain");
		assertThat(part(response.body(), 1)).contains("\"scope\":[\"memories:read\"]");
	}

	@Test
	void callWithoutTokenLearnsWhereToGetOne() {
		HttpResponse<String> response = demo.get("/api/memories");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValue("Bearer resource_metadata=\"" + RunningDemo.RESOURCE + "/.well-known/oauth-protected-resource\"");
		HttpResponse<String> metadata = demo.get("/.well-known/oauth-protected-resource");
		assertThat(JsonPath.<String>read(metadata.body(), "$.resource")).isEqualTo(RunningDemo.RESOURCE);
		assertThat(JsonPath.<List<String>>read(metadata.body(), "$.authorization_servers"))
			.containsExactly(demo.getIssuer());
	}

	@Test
	void callWithoutScopeLearnsWhichOne() {
		String token = demo.curlToken("user=alice&scope=memories:read");
		HttpResponse<String> response = demo.capture(token, "{\"text\":\"Not allowed\"}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("WWW-Authenticate")).get()
			.asString()
			.contains("error=\"insufficient_scope\"", "scope=\"memories:write\"");
		assertThat(demo.getAs(demo.curlToken("user=alice&scope=memories:write"), "/api/memories").statusCode())
			.isEqualTo(403);
	}

	@Test
	void memoryHasToBeSomethingAndNotTooMuch() {
		String token = demo.curlToken("user=alice");
		for (String body : List.of("{}", "{\"text\":\" \"}", "{\"text\":\"" + "a".repeat(2001) + "\"}",
				"{\"text\":\"a\",\"emotion\":\"" + "b".repeat(51) + "\"}", "{\"text\":", "")) {
			HttpResponse<String> response = demo.capture(token, body);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		}
		assertThat(demo.capture(token, "{\"text\":\"" + "a".repeat(2000) + "\"}").statusCode()).isEqualTo(201);
	}

	@Test
	void healthIsOpenAndAuditEventsAreNot() {
		assertThat(demo.get("/actuator/health").body()).contains("UP");
		assertThat(demo.get("/actuator/auditevents").statusCode()).isEqualTo(401);
		assertThat(demo.getAs(demo.curlToken("user=alice"), "/actuator/auditevents").statusCode()).isEqualTo(403);
	}

	@Test
	void hasOnlyTheChainOfTheStarter() {
		assertThat(demo.getContext().getBeanNamesForType(SecurityFilterChain.class))
			.containsExactly("identifiablSecurityFilterChain");
		assertThat(demo.getContext().getBeanNamesForAnnotation(SpringBootConfiguration.class))
			.containsExactly("demoApplication");
	}

	private static Map<String, Object> lastingClaims(String token) {
		Map<String, Object> claims = JsonPath.read(part(token, 1), "$");
		claims.keySet().removeAll(Set.of("iat", "nbf", "exp", "jti"));
		claims.computeIfPresent("scope", (name, scopes) -> Set.copyOf((List<?>) scopes));
		return claims;
	}

	private static String part(String token, int index) {
		return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), StandardCharsets.UTF_8);
	}

}
