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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.PushBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A request without the headers that only the identity layer may set, neither before its
 * body nor behind it.
 *
 * @author Identifiabl Contributors
 */
final class StrippedRequest extends HttpServletRequestWrapper {

	private final ServletResponse response;

	private final IdentityHeaders headers;

	StrippedRequest(HttpServletRequest request, ServletResponse response, IdentityHeaders headers) {
		super(request);
		this.response = response;
		this.headers = headers;
	}

	@Override
	public @Nullable String getHeader(String name) {
		return this.headers.contain(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return this.headers.contain(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		Enumeration<String> all = super.getHeaderNames();
		// a container may refuse to list them
		List<String> names = (all != null) ? Collections.list(all) : new ArrayList<>();
		names.removeIf(this.headers::contain);
		return Collections.enumeration(names);
	}

	@Override
	public int getIntHeader(String name) {
		return this.headers.contain(name) ? -1 : super.getIntHeader(name);
	}

	@Override
	public long getDateHeader(String name) {
		return this.headers.contain(name) ? -1 : super.getDateHeader(name);
	}

	@Override
	public Map<String, String> getTrailerFields() {
		Map<String, String> trailers = new LinkedHashMap<>(super.getTrailerFields());
		trailers.keySet().removeIf(this.headers::removes);
		return trailers;
	}

	// without arguments the container would hand out its own request
	@Override
	public AsyncContext startAsync() {
		return startAsync(this, this.response);
	}

	// a builder has copies of the headers; null means that nothing can be pushed
	@Override
	// applications can still call it
	@SuppressWarnings("deprecation")
	public @Nullable PushBuilder newPushBuilder() {
		return null;
	}

}
