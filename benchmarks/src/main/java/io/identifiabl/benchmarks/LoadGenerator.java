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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends requests over connections that are kept alive, each of which waits for its answer
 * before it sends the next one. Knows just enough of HTTP for that.
 *
 * @author Identifiabl Contributors
 */
final class LoadGenerator {

	private static final String HEADER_END = "\r\n\r\n";

	private static final String LENGTH = "\r\ncontent-length: ";

	private static final int TIMEOUT_MILLIS = 10_000;

	private final int port;

	private final int connections;

	LoadGenerator(int port, int connections) {
		this.port = port;
		this.connections = connections;
	}

	/**
	 * Send one request for each token.
	 * @param tokens the tokens
	 * @throws Exception if one of the answers is not 200
	 */
	void send(List<String> tokens) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(this.connections);
		try {
			List<Callable<Void>> tasks = new ArrayList<>();
			for (int i = 0; i < this.connections; i++) {
				int first = i;
				tasks.add(() -> send(tokens, first));
			}
			for (Future<Void> task : threads.invokeAll(tasks)) {
				task.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	// void would make it a Runnable, which cannot throw
	private Void send(List<String> tokens, int first) throws IOException {
		byte[] buffer = new byte[8192];
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(TIMEOUT_MILLIS);
			OutputStream output = socket.getOutputStream();
			InputStream input = socket.getInputStream();
			for (int i = first; i < tokens.size(); i += this.connections) {
				output.write(request(tokens.get(i)));
				readAnswer(input, buffer);
			}
		}
		return null;
	}

	private byte[] request(String token) {
		return ("GET /hello HTTP/1.1\r\nHost: localhost:" + this.port + "\r\nAuthorization: Bearer " + token
				+ HEADER_END)
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void readAnswer(InputStream input, byte[] buffer) throws IOException {
		int length = 0;
		int missing = 1;
		while (missing > 0) {
			int read = input.read(buffer, length, buffer.length - length);
			if (read <= 0) {
				throw new EOFException("The answer ended early");
			}
			length += read;
			missing = missing(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
		}
		if (missing < 0) {
			throw new IOException("More than one answer");
		}
	}

	/**
	 * Return how much of an answer is not there yet.
	 * @param answer what is there
	 * @return the number of bytes, at least one while it is unknown
	 * @throws IOException if it is not the expected answer
	 */
	static int missing(String answer) throws IOException {
		int headerEnd = answer.indexOf(HEADER_END);
		if (headerEnd < 0) {
			return 1;
		}
		if (!answer.startsWith("HTTP/1.1 200")) {
			throw new IOException("Unexpected answer: " + answer);
		}
		// names are not case-sensitive
		String header = answer.substring(0, headerEnd + 2).toLowerCase(Locale.ROOT);
		int length = header.indexOf(LENGTH);
		if (length < 0) {
			throw new IOException("An answer without a length: " + answer);
		}
		int start = length + LENGTH.length();
		int bodyLength = Integer.parseInt(header.substring(start, header.indexOf('\r', start)));
		return headerEnd + HEADER_END.length() + bodyLength - answer.length();
	}

}
