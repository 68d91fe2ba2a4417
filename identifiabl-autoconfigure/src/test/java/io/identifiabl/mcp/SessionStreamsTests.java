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
import java.nio.charset.StandardCharsets;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link SessionStreams}: who ends a stream, and when.
 *
 * @author Identifiabl Contributors
 */
class SessionStreamsTests {

	private static final byte[] EVENT = "data: {}\n\n".getBytes(StandardCharsets.UTF_8);

	private final SessionStreams streams = new SessionStreams();

	private final Client earlier = new Client();

	private final Client later = new Client();

	private ServletOutputStream open(Client client) throws IOException {
		SessionStream stream = this.streams.follow("session", client.request, client.response);
		AsyncContext context = stream.getRequest().startAsync();
		assertThat(context).isNotNull();
		this.streams.opened(stream);
		return stream.getResponse().getOutputStream();
	}

	@Test
	void streamWhenTheNextOneBeginsThenIsOver() throws IOException {
		ServletOutputStream output = open(this.earlier);
		output.write(EVENT);
		assertThat(this.earlier.completions).isZero();
		open(this.later).write(EVENT);
		assertThat(this.earlier.completions).isOne();
		assertThat(this.later.completions).isZero();
		assertThatIOException().isThrownBy(() -> output.write(EVENT));
		assertThat(this.earlier.response.getContentAsByteArray()).isEqualTo(EVENT);
	}

	// by another thread, while this one is within the container
	@Test
	void streamWhenSomethingIsBeingWrittenThenIsOverAfterwards() throws IOException {
		this.earlier.duringWrite = () -> {
			open(this.later);
			assertThat(this.earlier.completions).isZero();
		};
		open(this.earlier).write(EVENT);
		assertThat(this.earlier.completions).isOne();
		assertThat(this.earlier.response.getContentAsByteArray()).isEqualTo(EVENT);
	}

	@Test
	void streamWhenWritingFailsThenIsOverAllTheSame() throws IOException {
		this.earlier.duringWrite = () -> {
			open(this.later);
			throw new IOException("gone");
		};
		ServletOutputStream output = open(this.earlier);
		assertThatIOException().isThrownBy(() -> output.write(EVENT)).withMessage("gone");
		assertThat(this.earlier.completions).isOne();
	}

	@Test
	void streamWhenItIsOverThenFlushingDoesNothing() throws IOException {
		ServletOutputStream output = open(this.earlier);
		open(this.later);
		output.flush();
		assertThat(this.earlier.response.isCommitted()).isFalse();
	}

	@Test
	void streamWhenNothingIsBegunThenEndsNoOther() throws IOException {
		open(this.earlier);
		this.streams.opened(this.streams.follow("session", this.later.request, this.later.response));
		assertThat(this.earlier.completions).isZero();
	}

	@Test
	void endWhenNothingIsBeingWrittenThenIsDone() throws IOException {
		open(this.earlier);
		assertThat(this.streams.end("session")).isTrue();
		assertThat(this.earlier.completions).isOne();
	}

	@Test
	void endWhenSomethingIsBeingWrittenThenIsNotWaitedFor() throws IOException {
		this.earlier.duringWrite = () -> assertThat(this.streams.end("session")).isFalse();
		open(this.earlier).write(EVENT);
		assertThat(this.earlier.completions).isOne();
		assertThat(this.streams.end("session")).isTrue();
	}

	@Test
	void endWhenThereIsNoStreamThenIsDone() {
		assertThat(this.streams.end("session")).isTrue();
	}

	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

	/**
	 * What the container has of a client.
	 */
	private static final class Client {

		private final MockHttpServletResponse response = new MockHttpServletResponse() {
			@Override
			public ServletOutputStream getOutputStream() {
				return new Output(super.getOutputStream());
			}
		};

		private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/mcp") {
			@Override
			public AsyncContext startAsync() {
				super.startAsync();
				return new MockAsyncContext(this, Client.this.response) {
					@Override
					public void complete() {
						Client.this.completions++;
						super.complete();
					}
				};
			}
		};

		private @Nullable Action duringWrite;

		private int completions;

		Client() {
			this.request.setAsyncSupported(true);
		}

		private final class Output extends ServletOutputStream {

			private final ServletOutputStream output;

			Output(ServletOutputStream output) {
				this.output = output;
			}

			@Override
			public void write(int octet) throws IOException {
				this.output.write(octet);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				Action action = Client.this.duringWrite;
				Client.this.duringWrite = null;
				if (action != null) {
					action.run();
				}
				this.output.write(bytes, offset, length);
			}

			@Override
			public void flush() throws IOException {
				this.output.flush();
			}

			@Override
			public boolean isReady() {
				return true;
			}

			@Override
			public void setWriteListener(WriteListener listener) {
				throw new IllegalStateException("nobody listens");
			}

		}

	}

}
