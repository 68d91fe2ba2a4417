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
import java.util.Map;
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

	private final HttpServer server;

	private final String issuer;

	private final String jwkSetUri;

	private final RSAKey key;

	private final AtomicInteger keySetRequests = new AtomicInteger();

	private TestIssuer(HttpServer server, String path, RSAKey key) {
		this.server = server;
		String origin = "http://127.0.0.1:" + server.getAddress().getPort();
		String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
		this.issuer = origin + path;
		this.jwkSetUri = origin + base + "/keys";
		this.key = key;
		server.createContext(base + "/.well-known/openid-configuration", (exchange) -> respond(exchange, metadata()));
		server.createContext(base + "/keys", (exchange) -> {
			this.keySetRequests.incrementAndGet();
			respond(exchange, new JWKSet(key.toPublicJWK()).toString());
		});
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
		if (!path.isEmpty() && !path.startsWith("/")) {
			throw new IllegalArgumentException("path must be empty or start with a slash: " + path);
		}
		try {
			RSAKey key = new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.RS256)
				.keyIDFromThumbprint(true)
				.generate();
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
			TestIssuer issuer = new TestIssuer(server, path, key);
			server.start();
			return issuer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The issuer's server could not be started", ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The issuer's key could not be created", ex);
		}
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
	 * Return the signing key, for tests that sign something else than a token of
	 * {@link #token(String)}.
	 * @return the key pair; only its public half is published
	 */
	public RSAKey getKey() {
		return this.key;
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
		return new TestToken(this.key).claim("iss", this.issuer).claim("sub", subject);
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
	 * Stop the issuer: from now on its metadata and its keys cannot be fetched, while
	 * tokens can still be signed.
	 */
	@Override
	public void close() {
		this.server.stop(0);
	}

}
