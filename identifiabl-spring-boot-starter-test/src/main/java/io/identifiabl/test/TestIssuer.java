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

package io.identifiabl.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An identity provider on a loopback port: it publishes metadata and a key set over HTTP
 * and signs real tokens with any claims, right or wrong. Nothing in the application has
 * to be replaced: it discovers the keys and verifies the tokens as it would in
 * production. <pre class="code">
 * static final TestIssuer issuer = TestIssuer.start();
 *
 * &#064;DynamicPropertySource
 * static void properties(DynamicPropertyRegistry registry) {
 *     registry.add("identifiabl.issuer", issuer::getIssuer);
 *     registry.add("identifiabl.audiences", () -&gt; "https://api.example.com");
 * }
 *
 * String token = issuer.token("alice").audience("https://api.example.com").scopes("notes:read").sign();
 * </pre> Plain http is accepted because the address is a loopback address. Close the
 * issuer after the last test that uses it; to an application, a closed one is a provider
 * that is out of order. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TestIssuer implements AutoCloseable {

	// not "the" loopback address, which is another one where IPv6 is preferred
	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final int RSA_BITS = 2048;

	private final int port;

	private final String path;

	private final String issuer;

	private final String jwkSetUri;

	private final List<RSAKey> keys = new CopyOnWriteArrayList<>();

	private final AtomicInteger keySetRequests = new AtomicInteger();

	private HttpServer server;

	private boolean running = true;

	private TestIssuer(HttpServer server, String path) {
		this.server = server;
		this.port = server.getAddress().getPort();
		this.path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
		String origin = "http://127.0.0.1:" + this.port;
		this.issuer = origin + path;
		this.jwkSetUri = origin + this.path + "/keys";
		this.keys.add(createKey());
		serve(server);
	}

	private void serve(HttpServer server) {
		server.createContext(this.path + "/.well-known/openid-configuration",
				(exchange) -> respond(exchange, metadata()));
		server.createContext(this.path + "/keys", (exchange) -> {
			this.keySetRequests.incrementAndGet();
			respond(exchange, new JWKSet(List.copyOf(this.keys)).toString());
		});
		server.start();
	}

	private static RSAKey createKey() {
		try {
			return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.RS256)
				.keyIDFromThumbprint(true)
				.generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The issuer's key could not be created", ex);
		}
	}

	private static HttpServer createServer(int port) {
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The issuer's server could not be started on port " + port, ex);
		}
	}

	/**
	 * Start an issuer without a path.
	 * @return a running issuer with a new key
	 */
	public static TestIssuer start() {
		return start("");
	}

	/**
	 * Start an issuer.
	 * @param path the path of the issuer: empty, {@code "/"} for an issuer that ends with
	 * a slash as Auth0's do, or any other that starts with a slash
	 * @return a running issuer with a new key
	 * @throws IllegalArgumentException if the path does not start with a slash
	 */
	public static TestIssuer start(String path) {
		return start(path, 0);
	}

	/**
	 * Start an issuer on a port of your choice, as an application needs it that is
	 * started by hand and has {@code identifiabl.issuer} in its configuration. The
	 * process runs until the issuer is closed: <pre class="code">
	 * public static void main(String[] arguments) {
	 *     TestIssuer issuer = TestIssuer.start("", 9000);
	 *     System.out.println(issuer.token("alice").audience("https://api.example.com").scopes("notes:read").sign());
	 * }
	 * </pre>
	 * @param path the path of the issuer, see {@link #start(String)}
	 * @param port the port on the loopback address {@code 127.0.0.1}, {@code 0} for any
	 * that is free
	 * @return a running issuer with a new key
	 * @throws IllegalArgumentException if the path does not start with a slash, or there
	 * is no such port
	 * @throws UncheckedIOException if the port is taken
	 */
	public static TestIssuer start(String path, int port) {
		if (!path.isEmpty() && !path.startsWith("/")) {
			throw new IllegalArgumentException("path must be empty or start with a slash: " + path);
		}
		return new TestIssuer(createServer(port), path);
	}

	/**
	 * Start again after {@link #close()}, as a provider that comes back: at the same
	 * address, with the same keys.
	 * @throws IllegalStateException if the issuer is running
	 * @throws UncheckedIOException if somebody else has taken the port since
	 */
	public synchronized void restart() {
		if (this.running) {
			throw new IllegalStateException("The issuer is running");
		}
		this.server = createServer(this.port);
		serve(this.server);
		this.running = true;
	}

	/**
	 * Change the key. Tokens that are started from now on are signed with a new one. The
	 * keys before it stay published, so that earlier tokens are good until
	 * {@link #withdrawPreviousKeys()}.
	 * @return the new key
	 */
	public RSAKey rotateKey() {
		RSAKey key = createKey();
		this.keys.add(0, key);
		return key;
	}

	/**
	 * Publish the newest key only, so that tokens with an earlier one are signed with an
	 * unknown key as soon as an application has fetched the keys again.
	 */
	public void withdrawPreviousKeys() {
		this.keys.subList(1, this.keys.size()).clear();
	}

	/**
	 * Return the issuer, for {@code identifiabl.issuer}.
	 * @return exactly the value of the {@code iss} claim in its tokens
	 */
	public String getIssuer() {
		return this.issuer;
	}

	/**
	 * Return where the key set is, for applications that do not discover it.
	 * @return its URL
	 */
	public String getJwkSetUri() {
		return this.jwkSetUri;
	}

	/**
	 * Return the key that signs now, for tests that sign something else than a token of
	 * {@link #token(String)}.
	 * @return the key pair; only its public half is published
	 */
	public RSAKey getKey() {
		return this.keys.get(0);
	}

	/**
	 * Return how often the key set was fetched.
	 * @return the number of requests since the start
	 */
	public int getKeySetRequests() {
		return this.keySetRequests.get();
	}

	/**
	 * Start to describe a token of this issuer that is valid for an hour from now. An
	 * application also expects {@linkplain TestToken#audience(String...) its audience}.
	 * @param subject the subject
	 * @return a token to add to and to sign
	 */
	public TestToken token(String subject) {
		return new TestToken(getKey()).claim("iss", this.issuer).claim("sub", subject);
	}

	private String metadata() {
		return JSONObjectUtils.toJSONString(Map.of("issuer", this.issuer, "jwks_uri", this.jwkSetUri));
	}

	private static void respond(HttpExchange exchange, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	/**
	 * Stop the issuer: its metadata and its keys cannot be fetched until
	 * {@link #restart()}, while tokens can still be signed.
	 */
	@Override
	public synchronized void close() {
		this.server.stop(0);
		this.running = false;
	}

}
