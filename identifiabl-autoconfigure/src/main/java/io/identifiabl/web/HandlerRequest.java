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

package io.identifiabl.web;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/**
 * A request for one handler as far as its mapping tells: method and path. Whoever asks it
 * for anything else, a header or an address, gets an exception, since the answer depends
 * on the caller.
 *
 * @author Identifiabl Contributors
 */
final class HandlerRequest {

	private final Map<String, @Nullable Object> attributes = new HashMap<>();

	private final String method;

	private final String path;

	private final ServletContext servletContext;

	private HandlerRequest(String method, String path, ServletContext servletContext) {
		this.method = method;
		this.path = path;
		this.servletContext = servletContext;
	}

	/**
	 * Create a request.
	 * @param method the HTTP method
	 * @param pattern a pattern for the path within the application
	 * @param servletContext where the application is
	 * @return the request
	 */
	static HttpServletRequest of(String method, String pattern, ServletContext servletContext) {
		HandlerRequest request = new HandlerRequest(method, fill(pattern), servletContext);
		return (HttpServletRequest) Proxy.newProxyInstance(HandlerRequest.class.getClassLoader(),
				new Class<?>[] { HttpServletRequest.class },
				(proxy, called, arguments) -> request.answer(called, arguments));
	}

	private @Nullable Object answer(Method called, Object @Nullable [] arguments) {
		return switch (called.getName()) {
			case "getMethod" -> this.method;
			case "getContextPath" -> this.servletContext.getContextPath();
			case "getServletPath" -> this.path;
			case "getRequestURI" -> this.servletContext.getContextPath() + this.path;
			case "getPathInfo", "getQueryString", "getCharacterEncoding" -> null;
			case "getHttpServletMapping" -> new UnknownMapping();
			case "getDispatcherType" -> DispatcherType.REQUEST;
			case "getServletContext" -> this.servletContext;
			case "getAttribute" -> this.attributes.get(name(arguments));
			case "setAttribute" -> {
				this.attributes.put(name(arguments), (arguments != null) ? arguments[1] : null);
				yield null;
			}
			case "removeAttribute" -> {
				this.attributes.remove(name(arguments));
				yield null;
			}
			case "toString" -> this.method + " " + this.path;
			default -> throw new UnsupportedOperationException(called.getName());
		};
	}

	private static String name(Object @Nullable [] arguments) {
		return (arguments != null) ? String.valueOf(arguments[0]) : "";
	}

	/**
	 * Put something into the places of a pattern.
	 * @param pattern the pattern
	 * @return a path that it matches, unless a place has a condition of its own
	 */
	static String fill(String pattern) {
		StringBuilder path = new StringBuilder();
		int depth = 0;
		for (int i = 0; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			depth += (c == '{') ? 1 : 0;
			if (depth == 0) {
				append(path, c);
			}
			if (c == '}') {
				depth--;
				append(path, '*');
			}
		}
		return path.toString();
	}

	private static void append(StringBuilder path, char c) {
		boolean place = c == '*' || c == '?';
		if (!place || path.isEmpty() || path.charAt(path.length() - 1) != 'x') {
			path.append(place ? 'x' : c);
		}
	}

	/**
	 * What the container would say of the servlet, which is in the path already.
	 */
	private static final class UnknownMapping implements HttpServletMapping {

		@Override
		public String getMatchValue() {
			return "";
		}

		@Override
		public String getPattern() {
			return "";
		}

		@Override
		public String getServletName() {
			return "";
		}

		@Override
		public @Nullable MappingMatch getMappingMatch() {
			return null;
		}

	}

}
