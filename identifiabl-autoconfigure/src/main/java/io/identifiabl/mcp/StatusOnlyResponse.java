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

import java.io.PrintWriter;
import java.io.Writer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the MCP server makes of a notification or a response of a client, of which only
 * the status is of interest. What else it says is the text of an exception.
 *
 * @author Identifiabl Contributors
 */
final class StatusOnlyResponse extends HttpServletResponseWrapper {

	private int status = SC_OK;

	StatusOnlyResponse(HttpServletResponse response) {
		super(response);
	}

	@Override
	public void setStatus(int sc) {
		this.status = sc;
	}

	@Override
	public void sendError(int sc) {
		this.status = sc;
	}

	@Override
	public void sendError(int sc, String msg) {
		this.status = sc;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public void setContentType(String type) {
		// there is no content
	}

	@Override
	public void setContentLength(int length) {
		// see above
	}

	@Override
	public void setContentLengthLong(long length) {
		// see above
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		if (!isOfContent(name)) {
			super.setHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		if (!isOfContent(name)) {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isOfContent(name)) {
			super.setIntHeader(name, value);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (!isOfContent(name)) {
			super.addIntHeader(name, value);
		}
	}

	// a length of what is not sent is one that the client waits for
	private static boolean isOfContent(String name) {
		return name.regionMatches(true, 0, "Content-", 0, "Content-".length());
	}

	@Override
	public void flushBuffer() {
		// see above
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return new NoContent();
	}

	@Override
	public PrintWriter getWriter() {
		return new PrintWriter(Writer.nullWriter());
	}

	private static final class NoContent extends ServletOutputStream {

		@Override
		public void write(int octet) {
			// see above
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			// nothing is ever waited for
		}

	}

}
