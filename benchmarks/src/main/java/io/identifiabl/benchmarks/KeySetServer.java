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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import com.nimbusds.jose.jwk.JWKSet;

/**
 * Serves a key set on the loopback interface, whatever it is asked for, on one connection
 * after the other.
 *
 * @author Identifiabl Contributors
 */
final class KeySetServer implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 2_000;

	private final ServerSocket serverSocket;

	private final byte[] answer;

	KeySetServer(JWKSet keys) throws IOException {
		String document = keys.toString();
		this.answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/jwk-set+json\r\nConnection: close\r\n"
				+ "Content-Length: " + document.length() + "\r\n\r\n" + document)
			.getBytes(StandardCharsets.US_ASCII);
		this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::serve, "key-set-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void serve() {
		while (!this.serverSocket.isClosed()) {
			try (Socket socket = this.serverSocket.accept()) {
				socket.setSoTimeout(TIMEOUT_MILLIS);
				answer(socket);
			}
			catch (IOException ex) {
				// closed by one side; the other applications are still to be served
			}
		}
	}

	private void answer(Socket socket) throws IOException {
		BufferedReader request = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		String line = request.readLine();
		while (line != null && !line.isEmpty()) {
			line = request.readLine();
		}
		socket.getOutputStream().write(this.answer);
	}

	/**
	 * Return where the key set is.
	 * @return the address
	 */
	String getUri() {
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort() + "/jwks.json";
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

}
