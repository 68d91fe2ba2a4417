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
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * The demo on random ports.
 *
 * @author Identifiabl Contributors
 */
final class RunningDemo implements AutoCloseable {

	static final String RESOURCE = "https://memories.example.com";

	static final String MCP_RESOURCE = RESOURCE + "/mcp";

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final ConfigurableApplicationContext context;

	private RunningDemo(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningDemo start(String... properties) {
		Stream<String> defaults = Stream.of("server.port=0", "demo.authorization-server.port=0",
				"identifiabl.resource=" + RESOURCE, "identifiabl.mcp.resource=" + MCP_RESOURCE,
				"spring.datasource.url=jdbc:h2:mem:demo" + COUNT.incrementAndGet(), "spring.main.banner-mode=off",
				"logging.level.root=warn");
		return new RunningDemo(DemoApplication.run(Stream.concat(defaults, Arrays.stream(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new)));
	}

	Environment getEnvironment() {
		return this.context.getEnvironment();
	}

	ConfigurableApplicationContext getContext() {
		return this.context;
	}

	String getIssuer() {
		return getEnvironment().getRequiredProperty("identifiabl.providers.embedded.issuer");
	}

	String curlToken(String query) {
		HttpResponse<String> response = Http.get(getIssuer() + "/demo/token?" + query);
		if (response.statusCode() != 200) {
			throw new IllegalStateException(response + " " + response.body());
		}
		return response.body();
	}

	HttpResponse<String> get(String path) {
		return Http.send(request(path));
	}

	HttpResponse<String> getAs(String token, String path) {
		return Http.send(request(path).header("Authorization", "Bearer " + token));
	}

	HttpResponse<String> capture(String token, String json) {
		return Http.send(request("/api/memories").header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json)));
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(
				URI.create("http://localhost:" + getEnvironment().getRequiredProperty("local.server.port") + path));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
