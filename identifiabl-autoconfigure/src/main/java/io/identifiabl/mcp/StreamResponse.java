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

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * The response that is a stream, to which nothing is written once that is ended. The MCP
 * server writes each event at once, so that none is cut.
 *
 * @author Identifiabl Contributors
 */
final class StreamResponse extends HttpServletResponseWrapper {

	private final SessionStream stream;

	StreamResponse(HttpServletResponse response, SessionStream stream) {
		super(response);
		this.stream = stream;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		return new Output(super.getOutputStream());
	}

	// what is written was flushed when the stream ended
	@Override
	public void flushBuffer() throws IOException {
		boolean ignored = this.stream.write(super::flushBuffer);
	}

	private final class Output extends ServletOutputStream {

		private final ServletOutputStream output;

		Output(ServletOutputStream output) {
			this.output = output;
		}

		@Override
		public void write(int octet) throws IOException {
			write(new byte[] { (byte) octet }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			if (!StreamResponse.this.stream.write(() -> this.output.write(bytes, offset, length))) {
				throw new IOException("The stream is over, since the client has begun another one");
			}
		}

		@Override
		public void flush() throws IOException {
			boolean ignored = StreamResponse.this.stream.write(this.output::flush);
		}

		@Override
		public void close() throws IOException {
			boolean ignored = StreamResponse.this.stream.write(this.output::close);
		}

		@Override
		public boolean isReady() {
			return this.output.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.output.setWriteListener(listener);
		}

	}

}
