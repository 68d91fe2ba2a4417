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

package io.identifiabl.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimSet;
import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;

/**
 * What the verifier does below the claims, for vectors whose payload is no claim set: the
 * structure of the compact form, the header, the issuer's keys and the signature. The key
 * set is published over HTTP, so that it takes the way of every key set. Every algorithm
 * that can be configured is allowed, so that nothing but the row itself is a reason to
 * refuse it.
 *
 * @author Identifiabl Contributors
 */
final class JoseLayer implements AutoCloseable {

	private static final Set<JWSAlgorithm> ALGORITHMS = Stream
		.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
		.map(JWSAlgorithm::parse)
		.collect(Collectors.toUnmodifiableSet());

	private static final String NO_CLAIMS = TestTokens.encode("{}");

	private final HttpServer server;

	private final JWKSource<SecurityContext> keys;

	private JoseLayer(HttpServer server) {
		this.server = server;
		this.keys = TestTokens.KEYS.of(TestTokens.ISSUER,
				URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), true,
				(keyIssuer, issuer) -> true);
	}

	static JoseLayer withKey(Map<String, Object> key) {
		return withKeySet(JSONObjectUtils.toJSONString(Map.of("keys", List.of(key))));
	}

	static JoseLayer withKeySet(String document) {
		try {
			byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
			HttpServer server = HttpServer
				.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 0), 0);
			server.createContext("/", (exchange) -> {
				try (exchange) {
					exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
					exchange.sendResponseHeaders(200, bytes.length);
					exchange.getResponseBody().write(bytes);
				}
			});
			server.start();
			JoseLayer layer = new JoseLayer(server);
			layer.awaitFetch();
			return layer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// the first fetch of a JVM may take longer than a verification would wait
	private void awaitFetch() {
		RefreshableKeys refreshable = (RefreshableKeys) this.keys;
		refreshable.refresh();
		KeySetState state = refreshable.getState();
		while (state.fetches() + state.failures() == 0) {
			Thread.onSpinWait();
			state = refreshable.getState();
		}
	}

	// why the JWS is refused, null if it is accepted
	@Nullable TokenError verify(String jws) {
		try {
			new SignatureCheck(ALGORITHMS, this.keys, TestTokens.settings()).check(parse(jws));
			return null;
		}
		catch (TokenRefusedException ex) {
			return ex.getError();
		}
		catch (KeysUnavailableException ex) {
			return TokenError.KEYS_UNAVAILABLE;
		}
	}

	private static CompactToken parse(String jws) {
		int payloadStart = jws.indexOf('.') + 1;
		int payloadEnd = jws.lastIndexOf('.');
		if (payloadStart <= 0 || payloadEnd < payloadStart || jws.indexOf('.', payloadStart) != payloadEnd) {
			return TestTokens.parse(jws);
		}
		CompactToken token = TestTokens.parse(jws.substring(0, payloadStart) + NO_CLAIMS + jws.substring(payloadEnd));
		CanonicalBase64Url.decode(jws.substring(payloadStart, payloadEnd));
		return new CompactToken(jws, token.getHeader(), ClaimSet.of(Map.of()), token.getSignature());
	}

	// the keys that a signature could be verified with
	List<JWK> keys() {
		try {
			return this.keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
		}
		catch (KeySourceException ex) {
			return List.of();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
