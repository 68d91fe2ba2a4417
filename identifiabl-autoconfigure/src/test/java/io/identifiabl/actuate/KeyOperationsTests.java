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

package io.identifiabl.actuate;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetStatus;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("every-jdk")
class KeyOperationsTests {

	private final TestIssuer issuer = TestIssuer.start();

	private RunningApplication application;

	@BeforeEach
	void start() {
		this.application = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + this.issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
				"management.endpoint.health.probes.enabled=true");
		// the first request with a token waits for the keys
		assertThat(this.application.getAs(token("any"), "/api/me").statusCode()).isEqualTo(200);
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.issuer.close();
	}

	@Test
	void endpointTellsOfProvidersAndKeys() {
		Map<String, Object> body = RunningApplication.json(get("actuator:read"));
		assertThat(body.get("providers")).isEqualTo(List.of(Map.of("type", "generic", "issuers",
				List.of(this.issuer.getIssuer()), "audiences", List.of("urn:api"))));
		assertThat(body.get("keys")).asString()
			.contains(this.issuer.getIssuer(), "status=fresh", "keyIds=[" + this.issuer.getKey().getKeyID() + "]",
					"failures=0");
	}

	@Test
	void endpointNeedsTheScopeForReading() {
		assertThat(get("other").statusCode()).isEqualTo(403);
	}

	@Test
	void endpointNeedsTheScopeForWritingToChangeAnything() {
		assertThat(change("actuator:read", Map.of("action", "drop")).statusCode()).isEqualTo(403);
		assertThat(state()).isEqualTo(KeySetStatus.FRESH);
	}

	@Test
	void dropWhenIssuerIsGoneThenNothingIsVerifiedAnyMore() {
		String token = token("any");
		this.issuer.close();
		assertThat(change("actuator:write", Map.of("action", "drop")).statusCode()).isEqualTo(204);
		assertThat(this.application.getAs(token, "/api/me").statusCode()).isEqualTo(503);
	}

	@Test
	void refreshFetchesTheKeysOfThatIssuer() {
		int before = this.issuer.getKeySetRequests();
		change("actuator:write", Map.of("action", "refresh", "issuer", this.issuer.getIssuer()));
		// a fetch that is going on is joined by who asks for a key nobody knows
		this.application.getAs(this.issuer.token("u").audience("urn:api").header("kid", "new").sign(), "/api/me");
		assertThat(this.issuer.getKeySetRequests()).isGreaterThan(before);
	}

	@Test
	void changeWhenIssuerIsUnknownThenBadRequest() {
		HttpResponse<String> response = change("actuator:write", Map.of("action", "drop", "issuer", "another"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(state()).isEqualTo(KeySetStatus.FRESH);
	}

	@Test
	void changeWhenIssuerIsKnownThenNoContent() {
		Map<String, Object> body = Map.of("action", "refresh", "issuer", this.issuer.getIssuer());
		assertThat(change("actuator:write", body).statusCode()).isEqualTo(204);
	}

	@Test
	void probesDoNotDependOnKeys() {
		this.issuer.close();
		change("actuator:write", Map.of("action", "drop"));
		assertThat(this.application.get("/actuator/health").statusCode()).isEqualTo(503);
		for (String probe : List.of("liveness", "readiness")) {
			HttpResponse<String> health = this.application.get("/actuator/health/" + probe);
			assertThat(health.statusCode()).as(probe).isEqualTo(200);
			assertThat(health.body()).doesNotContain("identifiabl");
		}
	}

	@Test
	void metersAreBound() {
		assertThat(this.application.getBean(MeterRegistry.class)
			.get("identifiabl.keys.usable")
			.tag("issuer", this.issuer.getIssuer())
			.gauge()
			.value()).isEqualTo(1);
	}

	@Test
	void changeWhenActionIsUnknownOrMissingThenBadRequest() {
		assertThat(change("actuator:write", Map.of("action", "explode")).statusCode()).isEqualTo(400);
		assertThat(change("actuator:write", Map.of()).statusCode()).isEqualTo(400);
	}

	@Test
	void healthTellsOfKeys() {
		HttpResponse<String> health = this.application.get("/actuator/health");
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).contains("\"identifiabl\"", this.issuer.getIssuer(), "\"status\":\"fresh\"");
	}

	@Test
	void healthWhenThereAreNoKeysThenIsOutOfService() {
		this.issuer.close();
		change("actuator:write", Map.of("action", "drop"));
		HttpResponse<String> health = this.application.get("/actuator/health");
		assertThat(health.statusCode()).isEqualTo(503);
		assertThat(health.body()).contains("\"status\":\"never_loaded\"");
	}

	private KeySetStatus state() {
		return this.application.getBean(IssuerKeys.class).getAll().get(0).getState().status();
	}

	private HttpResponse<String> get(String scope) {
		return this.application.getAs(token(scope), "/actuator/identifiabl");
	}

	private HttpResponse<String> change(String scope, Map<String, Object> body) {
		return this.application.postAs(token(scope), "/actuator/identifiabl", JSONObjectUtils.toJSONString(body));
	}

	private String token(String scope) {
		return this.issuer.token("user").audience("urn:api").scopes(scope).sign();
	}

}
