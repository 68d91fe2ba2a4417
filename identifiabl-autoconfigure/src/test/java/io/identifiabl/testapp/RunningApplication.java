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

package io.identifiabl.testapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;

/**
 * A real application on a random port.
 *
 * @author Identifiabl Contributors
 */
public final class RunningApplication implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	// with the keys there, or known not to be there
	public static RunningApplication start(Class<?> configuration, String... properties) {
		RunningApplication application = startWithoutKeys(configuration, properties);
		application.context.getBeanProvider(IssuerKeys.class)
			.stream()
			.flatMap((keys) -> keys.getAll().stream())
			.forEach(RunningApplication::awaitFetch);
		return application;
	}

	// which the application itself starts
	private static void awaitFetch(RefreshableKeys keys) {
		KeySetState state = keys.getState();
		while (state.fetches() + state.failures() == 0) {
			Thread.onSpinWait();
			state = keys.getState();
		}
	}

	public static RunningApplication startWithoutKeys(Class<?> configuration, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--spring.jmx.enabled=false", "--logging.level.org.springframework=warn"));
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		// what applications have that ask for no other client; here there are several,
		// and
		// a registry of meters that only some tests want
		return new RunningApplication(new SpringApplicationBuilder(configuration)
			.properties("spring.http.clients.imperative.factory=jdk",
					"management.prometheus.metrics.export.enabled=false")
			.run(arguments.toArray(String[]::new)));
	}

	public <T> T getBean(Class<T> type) {
		return this.context.getBean(type);
	}

	public ConfigurableApplicationContext getContext() {
		return this.context;
	}

	public int getPort(String property) {
		return Integer.parseInt(String.valueOf(this.context.getEnvironment().getProperty(property)));
	}

	public HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + getPort("local.server.port") + path));
	}

	public HttpResponse<String> get(String path, String... headers) {
		HttpRequest.Builder request = request(path);
		return send((headers.length > 0) ? request.headers(headers) : request);
	}

	public HttpResponse<String> getAs(String token, String path) {
		return get(path, "Authorization", "Bearer " + token);
	}

	public HttpResponse<String> postAs(String token, String path, String body) {
		return send(request(path).header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)));
	}

	public HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return CLIENT.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	public static Map<String, Object> json(HttpResponse<String> response) {
		try {
			return JSONObjectUtils.parse(response.body());
		}
		catch (java.text.ParseException ex) {
			throw new IllegalStateException("no JSON object: " + response.body(), ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
