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

package io.identifiabl.demo.faultlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.demo.StockApplication;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;

/**
 * A resource server on a random port, with this library or without it.
 *
 * @author Identifiabl Contributors
 */
final class LabServer implements AutoCloseable {

	static final String AUDIENCE = "https://lab.example.com";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private final String url;

	private LabServer(ConfigurableApplicationContext context) {
		this.context = context;
		this.url = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
	}

	static LabServer ours(FaultyIssuer issuer, String... properties) {
		return ours(List.of(issuer), List.of(), properties);
	}

	// issuers are discovered
	static LabServer ours(List<FaultyIssuer> issuers, List<Class<?>> beans, String... properties) {
		List<String> all = new ArrayList<>(Arrays.asList(properties));
		all.add("identifiabl.audiences=" + AUDIENCE);
		for (int i = 0; i < issuers.size(); i++) {
			all.add("identifiabl.providers.p" + i + ".issuer=" + issuers.get(i).getIssuer());
			all.add("identifiabl.providers.p" + i + ".type=generic");
		}
		return new LabServer(LabApplication.start(beans, all.toArray(String[]::new)));
	}

	// without the stack trace that it logs for every request
	static LabServer stock(FaultyIssuer issuer) {
		return new LabServer(
				StockApplication.start(issuer.getIssuer(), AUDIENCE, "logging.level.org.apache.catalina=off"));
	}

	<T> T getBean(Class<T> type) {
		return this.context.getBean(type);
	}

	Answer get(String token) {
		return send(request("/api/me").header("Authorization", "Bearer " + token));
	}

	Answer health(String group) {
		return send(request("/actuator/health/" + group));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path));
	}

	private static Answer send(HttpRequest.Builder request) {
		long start = System.nanoTime();
		try {
			HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
			return new Answer(response, Duration.ofNanos(System.nanoTime() - start));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	RefreshableKeys keys(FaultyIssuer issuer) {
		return getBean(IssuerKeys.class).getAll()
			.stream()
			.filter((keys) -> keys.getState().issuer().equals(issuer.getIssuer()))
			.findFirst()
			.orElseThrow();
	}

	KeySetState state(FaultyIssuer issuer) {
		return keys(issuer).getState();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
