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

package io.identifiabl.security.context;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sends one request over HTTP/2 without TLS, with headers before and behind the body.
 *
 * @author Identifiabl Contributors
 */
final class Http2Request {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int SETTINGS = 4;

	private static final int END_STREAM = 1;

	private static final int END_HEADERS = 4;

	// indexes of the static table, RFC 7541, appendix A
	private static final int METHOD_POST = 0x83;

	private static final int SCHEME_HTTP = 0x86;

	private static final int AUTHORITY = 1;

	private static final int PATH = 4;

	// less is overhead to Tomcat
	private static final byte[] BODY = new byte[4096];

	private Http2Request() {
	}

	/**
	 * Return the body of the response.
	 */
	static String post(int port, String path, Map<String, String> headers, Map<String, String> trailers)
			throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			frame(out, SETTINGS, 0, 0, new byte[0]);
			ByteArrayOutputStream block = new ByteArrayOutputStream();
			block.write(METHOD_POST);
			block.write(SCHEME_HTTP);
			block.write(AUTHORITY);
			text(block, "localhost");
			block.write(PATH);
			text(block, path);
			fields(block, headers);
			frame(out, HEADERS, END_HEADERS, 1, block.toByteArray());
			frame(out, DATA, trailers.isEmpty() ? END_STREAM : 0, 1, BODY);
			if (!trailers.isEmpty()) {
				ByteArrayOutputStream trailer = new ByteArrayOutputStream();
				fields(trailer, trailers);
				frame(out, HEADERS, END_HEADERS | END_STREAM, 1, trailer.toByteArray());
			}
			socket.getOutputStream().write(out.toByteArray());
			return body(new DataInputStream(socket.getInputStream()));
		}
	}

	private static String body(DataInputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean last = false;
		while (!last) {
			byte[] head = in.readNBytes(9);
			int length = ByteBuffer.wrap(new byte[] { 0, head[0], head[1], head[2] }).getInt();
			byte[] payload = in.readNBytes(length);
			boolean ofRequest = head[8] == 1 && (head[3] == DATA || head[3] == HEADERS);
			if (ofRequest && head[3] == DATA) {
				body.write(payload);
			}
			last = ofRequest && (head[4] & END_STREAM) != 0;
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	private static void fields(ByteArrayOutputStream block, Map<String, String> headers) {
		headers.forEach((name, value) -> field(block, name, value));
	}

	// RFC 7541, 6.2.2: a literal without indexing, with a name of its own
	private static void field(ByteArrayOutputStream block, String name, String value) {
		block.write(0);
		text(block, name);
		text(block, value);
	}

	private static void text(ByteArrayOutputStream block, String text) {
		block.write(text.length());
		block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
		out.write(payload.length >> 16);
		out.write(payload.length >> 8);
		out.write(payload.length);
		out.write(type);
		out.write(flags);
		out.writeBytes(ByteBuffer.allocate(4).putInt(stream).array());
		out.writeBytes(payload);
	}

}
