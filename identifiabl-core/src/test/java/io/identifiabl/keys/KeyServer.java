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

package io.identifiabl.keys;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An identity provider's web server on this machine, which can misbehave.
 *
 * @author Identifiabl Contributors
 */
final class KeyServer implements AutoCloseable {

	static final String OIDC = "/.well-known/openid-configuration";

	static final String RFC8414 = "/.well-known/oauth-authorization-server";

	private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	KeyServer() {
		try {
			this.server = HttpServer
				.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		this.requests.add(path);
		try (exchange) {
			this.handlers.getOrDefault(path, (unknown) -> unknown.sendResponseHeaders(404, -1)).handle(exchange);
		}
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	URI uri(String path) {
		return URI.create(url() + path);
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	List<String> requests() {
		return this.requests;
	}

	void respond(String path, String body) {
		this.handlers.put(path, (exchange) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		});
	}

	void fail(String path, int status) {
		this.handlers.put(path, (exchange) -> exchange.sendResponseHeaders(status, -1));
	}

	void redirect(String path, int status, String location) {
		this.handlers.put(path, (exchange) -> {
			exchange.getResponseHeaders().set("Location", location);
			exchange.sendResponseHeaders(status, -1);
		});
	}

	// a body without an announced length that ends only when the client hangs up
	void respondEndlessly(String path) {
		this.handlers.put(path, (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream body = exchange.getResponseBody();
			while (this.closed.getCount() > 0) {
				body.write(new byte[1024]);
			}
		});
	}

	void drip(String path) {
		this.handlers.put(path, (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream body = exchange.getResponseBody();
			while (!isClosedWithin(10)) {
				body.write(' ');
				body.flush();
			}
		});
	}

	void hang(String path) {
		this.handlers.put(path, (exchange) -> isClosedWithin(60_000));
	}

	private boolean isClosedWithin(long millis) throws IOException {
		try {
			return this.closed.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
