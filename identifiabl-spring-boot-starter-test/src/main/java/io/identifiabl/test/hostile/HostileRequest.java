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

package io.identifiabl.test.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire. No HTTP client would send some of them as they are,
 * so it is written to a socket.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class HostileRequest {

	private static final int TIMEOUT_MILLIS = 60_000;

	private final String method;

	private final @Nullable String path;

	private final String query;

	private final List<byte[]> headers;

	private final byte[] body;

	private final byte[] token;

	HostileRequest(String method, String query, List<byte[]> headers, byte[] body, byte[] token) {
		this(method, null, query, headers, body, token);
	}

	// with a path of its own
	HostileRequest(String method, @Nullable String path, String query, List<byte[]> headers, byte[] body,
			byte[] token) {
		this.method = method;
		this.path = path;
		this.query = query;
		this.headers = headers;
		this.body = body;
		this.token = token;
	}

	/**
	 * Return the token, which need not be one.
	 * @return the bytes of the token that the request carries
	 */
	public byte[] token() {
		return this.token.clone();
	}

	/**
	 * Return the bytes to send.
	 * @param resource the resource to ask for, without a query
	 * @return the whole request; the server has to close the connection after it
	 */
	public byte[] toBytes(URI resource) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String target = ((this.path != null) ? this.path : resource.getRawPath())
				+ (this.query.isEmpty() ? "" : "?" + this.query);
		write(bytes, this.method + " " + target + " HTTP/1.1");
		if (this.headers.stream().noneMatch(HostileRequest::isHost)) {
			write(bytes, "Host: " + resource.getAuthority());
		}
		for (byte[] header : this.headers) {
			bytes.writeBytes(header);
			write(bytes, "");
		}
		if (this.body.length > 0) {
			write(bytes, "Content-Length: " + this.body.length);
		}
		write(bytes, "Connection: close");
		write(bytes, "");
		bytes.writeBytes(this.body);
		return bytes.toByteArray();
	}

	private static boolean isHost(byte[] header) {
		return new String(header, StandardCharsets.ISO_8859_1).regionMatches(true, 0, "Host:", 0, 5);
	}

	private static void write(ByteArrayOutputStream bytes, String line) {
		bytes.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Send the request over plain HTTP.
	 * @param resource the resource to ask for, without a query
	 * @return the response
	 * @throws UncheckedIOException if there is none
	 */
	public HostileResponse send(URI resource) {
		try (Socket socket = new Socket(resource.getHost(), resource.getPort())) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.getOutputStream().write(toBytes(resource));
			socket.getOutputStream().flush();
			return HostileResponse.parse(socket.getInputStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No answer from " + resource, ex);
		}
	}

}
