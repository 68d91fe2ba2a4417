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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * What an identity provider answers in each {@link FaultMode}. Modes that concern the
 * connection itself answer like a provider in order, once there is one.
 *
 * @author Identifiabl Contributors
 */
final class FaultAnswers {

	static final String ELSEWHERE = "/elsewhere";

	private static final String JSON = "Content-Type: application/json";

	private static final Duration DRIP = Duration.ofMillis(50);

	private static final Duration SLOWNESS = Duration.ofSeconds(5);

	private static final int CHUNK = 8 * 1024;

	private static final int HUGE = 4 * 1024 * 1024;

	private static final int BOMB = 64 * 1024 * 1024;

	private final AtomicInteger answers = new AtomicInteger();

	void answer(FaultMode mode, String document, IssuerExchange exchange) throws IOException {
		switch (mode) {
			case STATUS_500 -> exchange.respond("500 Internal Server Error", "{\"error\":\"server_error\"}", JSON);
			case TOO_MANY_REQUESTS -> exchange.respond("429 Too Many Requests", "", "Retry-After: 60");
			case NOT_MODIFIED -> exchange.head("304 Not Modified", "ETag: \"1\"");
			case HTML ->
				exchange.respond("200 OK", "<html><body>Down for maintenance</body></html>", "Content-Type: text/html");
			case EMPTY_BODY -> exchange.respond("200 OK", "", JSON);
			case EMPTY_OBJECT -> exchange.respond("200 OK", "{}", JSON);
			case EMPTY_KEYS -> exchange.respond("200 OK", "{\"keys\":[]}", JSON);
			case CUT -> {
				exchange.head("200 OK", JSON, "Content-Length: " + document.length());
				exchange.send(document.substring(0, document.length() / 2).getBytes(StandardCharsets.US_ASCII));
			}
			case RESET -> exchange.reset();
			case HANG -> exchange.waitForClientToLeave();
			case SLOW -> {
				if (!exchange.isLeftWithin(SLOWNESS)) {
					exchange.respond("200 OK", document, JSON);
				}
			}
			case DRIPPED_HEADERS -> exchange.drip("HTTP/1.1 200 OK\r\nServer:", DRIP);
			case DRIPPED_BODY -> exchange.drip("HTTP/1.1 200 OK\r\n" + JSON + "\r\n\r\n", DRIP);
			case HUGE -> huge(document, exchange);
			case GZIP_BOMB -> {
				byte[] bomb = bomb(document);
				exchange.head("200 OK", JSON, "Content-Encoding: gzip", "Content-Length: " + bomb.length);
				exchange.send(bomb);
			}
			case REDIRECT -> exchange.respond("302 Found", "", "Location: " + ELSEWHERE);
			case FLAPPING -> answer((this.answers.getAndIncrement() % 2 == 0) ? FaultMode.STATUS_500 : FaultMode.OK,
					document, exchange);
			default -> exchange.respond("200 OK", document, JSON);
		}
	}

	// little by little, so that what was sent is not much more than what was read
	private static void huge(String document, IssuerExchange exchange) throws IOException {
		exchange.head("200 OK", JSON);
		byte[] chunk = blanks();
		for (int i = 0; i < HUGE / CHUNK; i++) {
			exchange.send(chunk);
			exchange.pause(Duration.ofMillis(1));
		}
		exchange.send(document.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] bomb(String document) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream stream = new GZIPOutputStream(bytes)) {
			byte[] chunk = blanks();
			for (int i = 0; i < BOMB / CHUNK; i++) {
				stream.write(chunk);
			}
			stream.write(document.getBytes(StandardCharsets.US_ASCII));
		}
		return bytes.toByteArray();
	}

	private static byte[] blanks() {
		byte[] chunk = new byte[CHUNK];
		Arrays.fill(chunk, (byte) ' ');
		return chunk;
	}

}
