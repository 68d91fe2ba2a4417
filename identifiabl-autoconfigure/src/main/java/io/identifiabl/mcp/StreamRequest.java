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

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request for a stream that does not ask to resume an earlier one, and tells when the
 * stream begins. The MCP server keeps no history, and would answer the question with a
 * stream on which nothing ever comes; without it, the client gets a stream for what comes
 * next.
 *
 * @author Identifiabl Contributors
 */
final class StreamRequest extends HttpServletRequestWrapper {

	private static final String LAST_EVENT_ID = "Last-Event-ID";

	private final Consumer<AsyncContext> opened;

	StreamRequest(HttpServletRequest request, Consumer<AsyncContext> opened) {
		super(request);
		this.opened = opened;
	}

	@Override
	public AsyncContext startAsync() {
		AsyncContext stream = super.startAsync();
		this.opened.accept(stream);
		return stream;
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		AsyncContext stream = super.startAsync(request, response);
		this.opened.accept(stream);
		return stream;
	}

	@Override
	public @Nullable String getHeader(String name) {
		return LAST_EVENT_ID.equalsIgnoreCase(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return LAST_EVENT_ID.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		List<String> names = Collections.list(super.getHeaderNames());
		names.removeIf(LAST_EVENT_ID::equalsIgnoreCase);
		return Collections.enumeration(names);
	}

}
