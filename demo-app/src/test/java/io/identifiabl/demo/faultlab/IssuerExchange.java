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

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * One request to the identity provider and whatever is answered, byte by byte.
 *
 * @author Identifiabl Contributors
 */
final class IssuerExchange {

	private static final int MAX_REQUEST = 16 * 1024;

	private final long start = System.nanoTime();

	private final Socket socket;

	private final String path;

	private final CountDownLatch closing;

	private final AtomicLong sent = new AtomicLong();

	private volatile long end;

	private IssuerExchange(Socket socket, String path, CountDownLatch closing) {
		this.socket = socket;
		this.path = path;
		this.closing = closing;
	}

	// null if the client left without a request
	static @Nullable IssuerExchange read(Socket socket, CountDownLatch closing) throws IOException {
		StringBuilder request = new StringBuilder();
		InputStream stream = socket.getInputStream();
		while (request.indexOf("\r\n\r\n") < 0) {
			int next = stream.read();
			if (next < 0 || request.length() > MAX_REQUEST) {
				return null;
			}
			request.append((char) next);
		}
		return new IssuerExchange(socket, request.substring(request.indexOf(" ") + 1, request.indexOf(" HTTP")),
				closing);
	}

	String getPath() {
		return this.path;
	}

	long getSent() {
		return this.sent.get();
	}

	boolean isOver() {
		return this.end != 0;
	}

	// from the request to the end of the answer, or until the client hung up
	Duration getTime() {
		return Duration.ofNanos(this.end - this.start);
	}

	void respond(String status, String body, String... headers) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		head(status, "Content-Length: " + bytes.length, String.join("\r\n", headers));
		send(bytes);
	}

	void head(String status, String... headers) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
		for (String header : headers) {
			if (!header.isEmpty()) {
				head.append(header).append("\r\n");
			}
		}
		send(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
	}

	void send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
		this.sent.addAndGet(bytes.length);
	}

	void drip(String start, Duration pause) throws IOException {
		send(start.getBytes(StandardCharsets.US_ASCII));
		while (pause(pause)) {
			send(new byte[] { ' ' });
		}
	}

	// false if the lab closes
	boolean pause(Duration duration) throws IOException {
		try {
			return !this.closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	boolean isLeftWithin(Duration duration) throws IOException {
		this.socket.setSoTimeout((int) duration.toMillis());
		try {
			return this.socket.getInputStream().read() < 0;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	void waitForClientToLeave() throws IOException {
		InputStream stream = this.socket.getInputStream();
		while (stream.read() >= 0) {
			// whatever it still says
		}
	}

	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	void close() {
		this.end = System.nanoTime();
	}

}
