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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.jspecify.annotations.Nullable;

/**
 * An application that runs somewhere, and where to reach it.
 *
 * @author Identifiabl Contributors
 */
final class Deployed implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final int port;

	private final int managementPort;

	private final String contextPath;

	private final String path;

	private final Runnable stop;

	Deployed(int port, @Nullable Integer managementPort, Runnable stop) {
		this(port, (managementPort != null) ? managementPort : port, "", "", stop);
	}

	private Deployed(int port, int managementPort, String contextPath, String path, Runnable stop) {
		this.port = port;
		this.managementPort = managementPort;
		this.contextPath = contextPath;
		this.path = path;
		this.stop = stop;
	}

	Deployed below(String context, String servlet) {
		return new Deployed(this.port, this.managementPort, context, context + servlet, this.stop);
	}

	HttpResponse<String> get(String page, String... headers) {
		return send("GET", this.port, this.path + page, headers);
	}

	HttpResponse<String> getAs(String token, String page) {
		return get(page, "Authorization", "Bearer " + token);
	}

	HttpResponse<String> postAs(String token, String page) {
		return send("POST", this.port, this.path + page, "Authorization", "Bearer " + token);
	}

	HttpResponse<String> manage(String page, String... headers) {
		String prefix = (this.managementPort != this.port) ? "" : this.path;
		return send("GET", this.managementPort, prefix + "/actuator" + page, headers);
	}

	// whatever the servlet's path is
	HttpResponse<String> getInContext(String page) {
		return send("GET", this.port, this.contextPath + page);
	}

	private static HttpResponse<String> send(String method, int port, String page, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
			.method(method, HttpRequest.BodyPublishers.noBody());
		try {
			return CLIENT.send(((headers.length > 0) ? request.headers(headers) : request).build(),
					BodyHandlers.ofString());
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
		this.stop.run();
	}

}
