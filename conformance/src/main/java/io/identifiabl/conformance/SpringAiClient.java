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

package io.identifiabl.conformance;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;

import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import org.springframework.ai.mcp.SyncMcpToolCallbackProvider;
import org.springframework.ai.mcp.customizer.McpClientCustomizer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Spring AI's client, as an application gets it by the starter, and the tools that it
 * makes of those of the server.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@EnableAutoConfiguration
public class SpringAiClient {

	private static final String CONNECTION = "spring.ai.mcp.client.streamable-http.connections.demo.";

	/**
	 * Call a tool that has no arguments, and print what it says.
	 * @param args the URL of the endpoint, an access token for it, and the name of the
	 * tool
	 */
	public static void main(String[] args) {
		System.out.println(call(URI.create(args[0]), args[1], args[2]));
		System.exit(0);
	}

	// a tool that fails throws
	static String call(URI endpoint, String token, String tool) {
		try (ConfigurableApplicationContext client = new SpringApplicationBuilder(SpringAiClient.class)
			.web(WebApplicationType.NONE)
			.run("--spring.config.name=none", "--spring.main.banner-mode=off", "--logging.level.root=warn",
					"--identifiabl.enabled=false", "--spring.ai.mcp.server.enabled=false",
					"--" + CONNECTION + "url=" + endpoint.resolve("/"),
					"--" + CONNECTION + "endpoint=" + endpoint.getPath(), "--client.token=" + token)) {
			return Arrays.stream(client.getBean(SyncMcpToolCallbackProvider.class).getToolCallbacks())
				.filter((callback) -> callback.getToolDefinition().name().endsWith(tool))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("The server has no tool " + tool))
				.call("{}");
		}
	}

	@Bean
	McpClientCustomizer<HttpClientStreamableHttpTransport.Builder> authorization(Environment environment) {
		String token = environment.getRequiredProperty("client.token");
		return (name, transport) -> transport
			.requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token));
	}

}
