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

package io.identifiabl.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;

/**
 * Serves a key set on the loopback interface.
 *
 * @author Identifiabl Contributors
 */
final class KeySetServer implements AutoCloseable {

	private static final String PATH = "/jwks.json";

	private final HttpServer server;

	KeySetServer(JWKSet keys) throws IOException {
		byte[] document = keys.toString().getBytes(StandardCharsets.UTF_8);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext(PATH, (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
			exchange.sendResponseHeaders(200, document.length);
			exchange.getResponseBody().write(document);
			exchange.close();
		});
		this.server.start();
	}

	/**
	 * Return where the key set is.
	 * @return the address
	 */
	String getUri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + PATH;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
