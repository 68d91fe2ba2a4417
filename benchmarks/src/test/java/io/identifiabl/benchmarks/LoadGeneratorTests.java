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
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link LoadGenerator} with a real server.
 *
 * @author Identifiabl Contributors
 */
class LoadGeneratorTests {

	private final Collection<String> received = new ConcurrentLinkedQueue<>();

	private HttpServer server;

	private int status = 200;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/hello", (exchange) -> {
			this.received.add(exchange.getRequestHeaders().getFirst("Authorization"));
			byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void sendSendsEachTokenOnce() throws Exception {
		new LoadGenerator(this.server.getAddress().getPort(), 2).send(List.of("a", "b", "c", "d", "e"));
		assertThat(this.received).containsExactlyInAnyOrder("Bearer a", "Bearer b", "Bearer c", "Bearer d", "Bearer e");
	}

	@Test
	void sendWhenRefusedThenFails() {
		this.status = 401;
		LoadGenerator generator = new LoadGenerator(this.server.getAddress().getPort(), 1);
		assertThatException().isThrownBy(() -> generator.send(List.of("a"))).withMessageContaining("401");
	}

	@Test
	void missingWhenHeaderIsIncompleteThenIsPositive() throws IOException {
		assertThat(LoadGenerator.missing("HTTP/1.1 200 \r\nContent-Le")).isPositive();
	}

	@Test
	void missingWhenBodyIsIncompleteThenIsTheRest() throws IOException {
		assertThat(LoadGenerator.missing("HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhel")).isEqualTo(2);
	}

	@Test
	void missingWhenLengthIsUnknownThenFails() {
		assertThatIOException().isThrownBy(() -> LoadGenerator.missing("HTTP/1.1 200 \r\n\r\nhello"));
	}

}
