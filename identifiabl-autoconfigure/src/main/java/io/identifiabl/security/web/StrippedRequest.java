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

package io.identifiabl.security.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request without the headers that only the identity layer may set.
 *
 * @author Identifiabl Contributors
 */
final class StrippedRequest extends HttpServletRequestWrapper {

	private final HeaderNames stripped;

	StrippedRequest(HttpServletRequest request, HeaderNames stripped) {
		super(request);
		this.stripped = stripped;
	}

	static boolean isNeeded(HttpServletRequest request, HeaderNames stripped) {
		Enumeration<String> names = request.getHeaderNames();
		while (names.hasMoreElements()) {
			if (stripped.contains(names.nextElement())) {
				return true;
			}
		}
		return false;
	}

	@Override
	public @Nullable String getHeader(String name) {
		return this.stripped.contains(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return this.stripped.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
		names.removeIf(this.stripped::contains);
		return Collections.enumeration(names);
	}

	@Override
	public int getIntHeader(String name) {
		return this.stripped.contains(name) ? -1 : super.getIntHeader(name);
	}

	@Override
	public long getDateHeader(String name) {
		return this.stripped.contains(name) ? -1 : super.getDateHeader(name);
	}

}
