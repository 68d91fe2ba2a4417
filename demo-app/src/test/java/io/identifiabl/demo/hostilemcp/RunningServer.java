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

package io.identifiabl.demo.hostilemcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.test.hostile.HostileIssuer;
import io.identifiabl.test.hostile.HostileTokens;

/**
 * A server of one kind on a random port.
 *
 * @author Identifiabl Contributors
 */
final class RunningServer implements AutoCloseable {

	static final String ENDPOINT = "/mcp";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final String INITIALIZE = """
			{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
			"capabilities":{"roots":{}},"clientInfo":{"name":"corpus","version":"1"}}}""";

	private final ConfigurableApplicationContext context;

	private final boolean withSessions;

	private RunningServer(ConfigurableApplicationContext context, boolean withSessions) {
		this.context = context;
		this.withSessions = withSessions;
	}

	static RunningServer start(String kind, boolean stock, HostileIssuer issuer) {
		boolean mixed = kind.startsWith("mixed-");
		boolean streamable = kind.endsWith("streamable");
		List<String> properties = new ArrayList<>(List.of("spring.config.name=none", "server.port=0",
				"spring.main.banner-mode=off", "logging.level.root=warn",
				"spring.ai.mcp.server.protocol=" + (streamable ? "STREAMABLE" : "STATELESS")));
		List<Class<?>> sources = new ArrayList<>(List.of(NoteServer.class));
		if (stock) {
			sources.add(mixed ? StockSecurity.Mixed.class : StockSecurity.Required.class);
			String prefix = "spring.security.oauth2.resourceserver.jwt.";
			properties.addAll(List.of(prefix + "issuer-uri=" + issuer.issuer(),
					prefix + "audiences=" + HostileTokens.getAudience(),
					"spring.autoconfigure.exclude=" + String.join(",", ownAutoConfigurations().toList())));
		}
		else {
			properties.addAll(List.of("identifiabl.issuer=" + issuer.issuer(),
					"identifiabl.audiences=" + HostileTokens.getAudience(),
					"identifiabl.mcp.resource=https://notes.example.com/mcp",
					"identifiabl.mcp.mode=" + (mixed ? "mixed" : "required"), "identifiabl.audit.store=memory",
					// which another thread would log at any time
					"identifiabl.audit.checkpoint.anchors="));
		}
		String[] arguments = properties.stream().map((property) -> "--" + property).toArray(String[]::new);
		return new RunningServer(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).run(arguments),
				streamable);
	}

	private static Stream<String> ownAutoConfigurations() {
		return ImportCandidates.load(AutoConfiguration.class, RunningServer.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.identifiabl."));
	}

	URI endpoint() {
		return URI.create("http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port")
				+ ENDPOINT);
	}

	ConfigurableApplicationContext getContext() {
		return this.context;
	}

	// null for a server without sessions
	@Nullable String newSession(@Nullable String token) {
		if (!this.withSessions) {
			return null;
		}
		HttpRequest.Builder request = HttpRequest.newBuilder(endpoint())
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.POST(BodyPublishers.ofString(INITIALIZE));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		try {
			HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
			return response.headers()
				.firstValue("Mcp-Session-Id")
				.orElseThrow(() -> new IllegalStateException("no session: " + response + " " + response.body()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
