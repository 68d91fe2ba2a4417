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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StatusOnlyResponse}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class StatusOnlyResponseTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final StatusOnlyResponse outcome = new StatusOnlyResponse(this.response);

	// a client would wait for what its length promises
	@Test
	void nothingThatDescribesAContentIsPassedOn() {
		this.outcome.setHeader("content-length", "3");
		this.outcome.addHeader("Content-Language", "en");
		this.outcome.setIntHeader("Content-Length", 3);
		this.outcome.addIntHeader("CONTENT-LENGTH", 3);
		this.outcome.setContentLength(3);
		this.outcome.setContentLengthLong(3);
		this.outcome.setContentType("text/plain");
		assertThat(this.response.getHeaderNames()).isEmpty();
	}

	@Test
	void otherHeadersArePassedOn() {
		this.outcome.setHeader("Mcp-Session-Id", "a");
		this.outcome.addHeader("Vary", "Origin");
		this.outcome.setIntHeader("Age", 1);
		this.outcome.addIntHeader("Age", 2);
		assertThat(this.response.getHeader("Mcp-Session-Id")).isEqualTo("a");
		assertThat(this.response.getHeader("Vary")).isEqualTo("Origin");
		assertThat(this.response.getHeaders("Age")).containsExactly("1", "2");
	}

	@Test
	void contentIsNotPassedOn() throws IOException {
		this.outcome.getOutputStream().write("text".getBytes(StandardCharsets.UTF_8));
		this.outcome.getWriter().write("text");
		this.outcome.flushBuffer();
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.isCommitted()).isFalse();
	}

	@Test
	void statusIsKeptAndNotPassedOn() throws IOException {
		assertThat(this.outcome.getStatus()).isEqualTo(200);
		this.outcome.sendError(400, "the text of an exception");
		assertThat(this.outcome.getStatus()).isEqualTo(400);
		this.outcome.sendError(500);
		assertThat(this.outcome.getStatus()).isEqualTo(500);
		this.outcome.setStatus(202);
		assertThat(this.outcome.getStatus()).isEqualTo(202);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getErrorMessage()).isNull();
	}

}
