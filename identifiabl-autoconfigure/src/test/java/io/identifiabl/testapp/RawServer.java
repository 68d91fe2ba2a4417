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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ServerSocketFactory;

/**
 * A server on the loopback address that says byte by byte what it is told to.
 *
 * @author Identifiabl Contributors
 */
public final class RawServer implements AutoCloseable {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final CountDownLatch hungUp = new CountDownLatch(1);

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ServerSocket server;

	private final String scheme;

	private RawServer(ServerSocket server, String scheme) {
		this.server = server;
		this.scheme = scheme;
		start("accept", this::accept);
	}

	public static RawServer start() {
		return start(ServerSocketFactory.getDefault(), "http");
	}

	public static RawServer start(ServerSocketFactory sockets, String scheme) {
		try {
			return new RawServer(sockets.createServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK)), scheme);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, "raw-server-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				start("answer", () -> answer(socket));
			}
			catch (IOException ex) {
				// closed, or not a TLS client
			}
		}
	}

	private void answer(Socket socket) {
		try (socket) {
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
			String line = reader.readLine();
			if (line == null) {
				return;
			}
			String path = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
			this.requests.add(path);
			while (line != null && !line.isEmpty()) {
				line = reader.readLine();
			}
			Answer answer = this.answers.get(path);
			if (answer != null) {
				answer.write(socket.getOutputStream());
			}
		}
		catch (IOException ex) {
			this.hungUp.countDown();
		}
	}

	public String getUrl() {
		return this.scheme + "://127.0.0.1:" + this.server.getLocalPort();
	}

	public URL getUrl(String path) {
		try {
			return new URL(getUrl() + path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public List<String> getRequests() {
		return this.requests;
	}

	// whether a client ended the connection in the middle of an answer
	public boolean isHungUp() throws InterruptedException {
		return this.hungUp.await(10, TimeUnit.SECONDS);
	}

	public void answer(String path, Answer answer) {
		this.answers.put(path, answer);
	}

	public void answer(String path, String head, byte[] body) {
		answer(path, (out) -> {
			out.write(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.ISO_8859_1));
			out.write(body);
			out.flush();
		});
	}

	public void answer(String path, String json) {
		answer(path, "200 OK\r\nContent-Type: application/json", json.getBytes(StandardCharsets.UTF_8));
	}

	// the start at once, then the rest again and again until somebody hangs up
	public void drip(String path, String start, String rest, long pauseInMillis) {
		answer(path, (out) -> {
			out.write(start.getBytes(StandardCharsets.ISO_8859_1));
			do {
				out.write(rest.getBytes(StandardCharsets.ISO_8859_1));
				out.flush();
			}
			while (!isClosedWithin(pauseInMillis));
		});
	}

	public void hang(String path) {
		answer(path, (out) -> isClosedWithin(60_000));
	}

	private boolean isClosedWithin(long millis) {
		try {
			return this.closed.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		try {
			this.server.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is written to a client.
	 */
	@FunctionalInterface
	public interface Answer {

		void write(OutputStream out) throws IOException;

	}

}
