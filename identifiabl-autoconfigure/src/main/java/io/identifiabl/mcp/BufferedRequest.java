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

package io.identifiabl.mcp;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A request whose body was read and is passed on byte for byte, or replaced by another
 * one. It takes JSON and event streams.
 *
 * @author Identifiabl Contributors
 */
final class BufferedRequest extends HttpServletRequestWrapper {

	// memory for more than this is only taken once the bytes are there
	private static final int MAX_PROMISE = 128 * 1024;

	private static final String ACCEPT = MediaType.APPLICATION_JSON_VALUE + ", " + MediaType.TEXT_EVENT_STREAM_VALUE;

	private final byte[] body;

	private final ServletInputStream inputStream;

	private @Nullable BufferedReader reader;

	private BufferedRequest(HttpServletRequest request, byte[] body) {
		super(request);
		this.body = body;
		this.inputStream = new BodyInputStream(body);
	}

	// null if the body is too large, of which no more is read than allowed
	static @Nullable BufferedRequest read(HttpServletRequest request, int maxSize) throws IOException {
		long length = request.getContentLengthLong();
		if (length > maxSize) {
			return null;
		}
		InputStream input = request.getInputStream();
		if (length >= 0 && length <= MAX_PROMISE) {
			byte[] body = new byte[(int) length];
			int read = input.readNBytes(body, 0, body.length);
			return new BufferedRequest(request, (read < body.length) ? Arrays.copyOf(body, read) : body);
		}
		byte[] body = input.readNBytes(maxSize);
		return (body.length == maxSize && input.read() >= 0) ? null : new BufferedRequest(request, body);
	}

	BufferedRequest withBody(byte[] other) {
		return new BufferedRequest((HttpServletRequest) getRequest(), other);
	}

	byte[] getBody() {
		return this.body;
	}

	@Override
	public ServletInputStream getInputStream() {
		return this.inputStream;
	}

	@Override
	public BufferedReader getReader() {
		if (this.reader == null) {
			this.reader = new BufferedReader(new InputStreamReader(this.inputStream, StandardCharsets.UTF_8));
		}
		return this.reader;
	}

	@Override
	public int getContentLength() {
		return this.body.length;
	}

	@Override
	public long getContentLengthLong() {
		return this.body.length;
	}

	@Override
	public @Nullable String getHeader(String name) {
		String own = ownHeader(name);
		return (own != null) ? own : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		String own = ownHeader(name);
		return (own != null) ? Collections.enumeration(List.of(own)) : super.getHeaders(name);
	}

	// the server compares texts, and would miss a type with a weight
	private @Nullable String ownHeader(String name) {
		if (HttpHeaders.ACCEPT.equalsIgnoreCase(name)) {
			return ACCEPT;
		}
		return (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name) && super.getHeader(name) != null)
				? String.valueOf(this.body.length) : null;
	}

	private static final class BodyInputStream extends ServletInputStream {

		private final ByteArrayInputStream body;

		BodyInputStream(byte[] body) {
			this.body = new ByteArrayInputStream(body);
		}

		@Override
		public int read() {
			return this.body.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			return this.body.read(bytes, offset, length);
		}

		@Override
		public int available() {
			return this.body.available();
		}

		@Override
		public boolean isFinished() {
			return this.body.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		// everything is there already
		@Override
		public void setReadListener(ReadListener listener) {
			try {
				if (!isFinished()) {
					listener.onDataAvailable();
				}
				listener.onAllDataRead();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
