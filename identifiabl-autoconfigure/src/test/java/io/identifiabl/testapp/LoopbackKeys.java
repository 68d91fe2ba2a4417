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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;

/**
 * Keys on a loopback port for issuers that are somebody else's: it signs tokens as they
 * would, under the key ids and with the algorithms (RS256, ES256) of their headers.
 *
 * @author Identifiabl Contributors
 */
public final class LoopbackKeys implements AutoCloseable {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final int RSA_BITS = 2048;

	private final HttpServer server;

	private final Map<String, JWK> keys = new LinkedHashMap<>();

	private LoopbackKeys(HttpServer server) {
		this.server = server;
	}

	public static LoopbackKeys start(Stream<Map<String, Object>> headers) {
		try {
			LoopbackKeys keys = new LoopbackKeys(
					HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0));
			RSAKey rsa = new RSAKeyGenerator(RSA_BITS).generate();
			ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
			headers.map(LoopbackKeys::id).distinct().forEach((id) -> keys.add(id, rsa, ec));
			keys.serve();
			return keys;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String id(Map<String, Object> header) {
		return header.get("alg") + " " + header.get("kid");
	}

	private void add(String id, RSAKey rsa, ECKey ec) {
		String keyId = id.substring(id.indexOf(' ') + 1);
		if (id.startsWith("RS256")) {
			this.keys.put(id, new RSAKey.Builder(rsa).keyID(keyId).build());
		}
		else if (id.startsWith("ES256")) {
			this.keys.put(id, new ECKey.Builder(ec).keyID(keyId).build());
		}
	}

	private void serve() {
		List<JWK> all = new ArrayList<>(this.keys.values());
		byte[] body = new JWKSet(all).toString().getBytes(StandardCharsets.UTF_8);
		this.server.createContext("/keys", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	public String getJwkSetUri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/keys";
	}

	public String sign(Map<String, Object> header, Map<String, Object> payload) {
		JWK key = this.keys.get(id(header));
		String input = Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "."
				+ Base64URL.encode(JSONObjectUtils.toJSONString(payload));
		byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
		try {
			JWSHeader jws = JWSHeader.parse(header);
			Base64URL signature = (key instanceof ECKey ec) ? new ECDSASigner(ec).sign(jws, bytes)
					: new RSASSASigner((RSAKey) key).sign(jws, bytes);
			return input + "." + signature;
		}
		catch (ParseException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
