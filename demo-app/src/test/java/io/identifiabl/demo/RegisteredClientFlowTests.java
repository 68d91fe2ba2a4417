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

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the first 401 to the call that works, by a client that knows nothing but the API.
 *
 * @author Identifiabl Contributors
 */
class RegisteredClientFlowTests {

	@Test
	void clientThatKnowsOnlyTheApiActsForUser() {
		try (RunningDemo demo = RunningDemo.start()) {
			String challenge = demo.get("/api/memories").headers().firstValue("WWW-Authenticate").orElseThrow();
			String metadataUri = challenge.replaceAll(".*resource_metadata=\"([^\"]+)\".*", "$1");
			String resourceMetadata = demo.get(URI.create(metadataUri).getPath()).body();
			String resource = JsonPath.read(resourceMetadata, "$.resource");
			List<String> issuers = JsonPath.read(resourceMetadata, "$.authorization_servers");
			RegisteringClient client = new RegisteringClient(issuers.get(0)).asking("resource", resource)
				.redeeming("resource", resource)
				.asking("scope", "memories:read");
			Browser browser = new Browser("alice");
			String token = token(client.obtainToken(browser));
			assertThat(JsonPath.<String>read(demo.getAs(token, "/api/me").body(), "$.clientId"))
				.isEqualTo(client.getClientId());
			HttpResponse<String> refused = demo.capture(token, "{\"text\":\"Too early\"}");
			assertThat(refused.statusCode()).isEqualTo(403);
			client.asking("scope", "memories:read memories:write");
			assertThat(demo.capture(token(client.obtainToken(browser)), "{\"text\":\"By now\"}").statusCode())
				.isEqualTo(201);
		}
	}

	private static String token(HttpResponse<String> response) {
		return JsonPath.read(response.body(), "$.access_token");
	}

}
