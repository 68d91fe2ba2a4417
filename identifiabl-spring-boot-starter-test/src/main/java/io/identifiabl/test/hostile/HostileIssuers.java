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

package io.identifiabl.test.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * The issuers of the corpus on a loopback port, each below a path of its own, and the
 * canary: a server that tokens and issuers point at and that nobody may call.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class HostileIssuers implements AutoCloseable {

	// not "the" loopback address, which is another one where IPv6 is preferred
	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final String METADATA = "/.well-known/openid-configuration";

	private static final String KEYS = "/keys";

	private final HttpServer server;

	private final HttpServer canary;

	private final AtomicInteger canaryRequests = new AtomicInteger();

	private final Map<String, IssuerDocuments> documents = new LinkedHashMap<>();

	private HostileIssuers(HttpServer server, HttpServer canary) {
		this.server = server;
		this.canary = canary;
		Corpus.INSTANCE.getIssuers()
			.forEach((name, issuer) -> this.documents.put(name,
					new IssuerDocuments(Corpus.object(issuer), (placeholder) -> value(placeholder, name))));
		server.createContext("/", this::answer);
		canary.createContext("/", (exchange) -> {
			this.canaryRequests.incrementAndGet();
			respond(exchange, 404, "");
		});
	}

	/**
	 * Start the issuers and the canary.
	 * @return the running issuers
	 */
	public static HostileIssuers start() {
		try {
			HostileIssuers issuers = new HostileIssuers(listen(), listen());
			issuers.server.start();
			issuers.canary.start();
			return issuers;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The issuers' servers could not be started", ex);
		}
	}

	private static HttpServer listen() throws IOException {
		return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
	}

	/**
	 * Return what a server under test has to trust.
	 * @return all issuers, the one named {@code main} first
	 */
	public List<HostileIssuer> list() {
		return this.documents.entrySet()
			.stream()
			.map((entry) -> entry.getValue().describe(entry.getKey(), url(entry.getKey()), url(entry.getKey()) + KEYS))
			.toList();
	}

	/**
	 * Return how often the canary was called.
	 * @return the number of requests since the start
	 */
	public int getCanaryRequests() {
		return this.canaryRequests.get();
	}

	// a placeholder that has to do with the issuers
	Object value(String placeholder, String issuer) {
		return switch (placeholder) {
			case "issuer" -> url(issuer);
			case "host" -> host(this.server);
			case "port" -> String.valueOf(this.server.getAddress().getPort());
			case "canary" -> "http://" + host(this.canary);
			case "canary-host" -> host(this.canary);
			case "audience" -> Corpus.INSTANCE.getAudience();
			default -> other(placeholder);
		};
	}

	private Object other(String placeholder) {
		String argument = placeholder.substring(placeholder.indexOf(':') + 1);
		if (placeholder.startsWith("issuer:")) {
			return url(argument);
		}
		if (placeholder.startsWith("jwk:")) {
			return Corpus.INSTANCE.getKey(argument).published(false);
		}
		if (placeholder.matches("now([+-][0-9]+)?")) {
			String offset = placeholder.substring("now".length());
			return System.currentTimeMillis() / 1000 + (offset.isEmpty() ? 0 : Long.parseLong(offset));
		}
		throw new IllegalArgumentException("no placeholder '" + placeholder + "'");
	}

	private String url(String name) {
		return "http://" + host(this.server) + "/" + name;
	}

	private static String host(HttpServer server) {
		return "127.0.0.1:" + server.getAddress().getPort();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String name = path.substring(1, Math.max(1, path.indexOf('/', 1)));
		IssuerDocuments issuer = this.documents.get(name);
		String document = (issuer != null) ? document(issuer, name, path.substring(name.length() + 1)) : null;
		String redirect = (issuer != null && path.endsWith(KEYS)) ? issuer.redirect() : null;
		if (redirect != null) {
			exchange.getResponseHeaders().set("Location", redirect);
			respond(exchange, 302, "");
		}
		else {
			respond(exchange, (document != null) ? 200 : 404, (document != null) ? document : "");
		}
	}

	private @Nullable String document(IssuerDocuments issuer, String name, String path) {
		if (path.equals(METADATA)) {
			return issuer.metadata(url(name), url(name) + KEYS);
		}
		return path.equals(KEYS) ? issuer.keys() : null;
	}

	private static void respond(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	/**
	 * Stop the issuers and the canary.
	 */
	@Override
	public void close() {
		this.server.stop(0);
		this.canary.stop(0);
	}

}
