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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * What the headers of a message say about its body. They may agree or disagree with it;
 * nothing is ever allowed because of them.
 *
 * @author Identifiabl Contributors
 */
final class MessageHeaders {

	private static final String METHOD = "Mcp-Method";

	private static final String NAME = "Mcp-Name";

	private static final String ENCODED_PREFIX = "=?base64?";

	private static final String ENCODED_SUFFIX = "?=";

	private MessageHeaders() {
	}

	// the server reads the body in the charset of the header
	static boolean isJson(HttpServletRequest request) {
		List<String> types = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
		if (types.size() != 1) {
			return false;
		}
		try {
			MediaType type = MediaType.parseMediaType(types.get(0));
			return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
					&& (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	/**
	 * Whether the client takes both forms in which the server may answer.
	 * @param request the request
	 * @return whether it says so, as the protocol demands
	 */
	static boolean acceptBoth(HttpServletRequest request) {
		List<MediaType> accepted = accepted(request);
		return accepted.stream().anyMatch(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
				&& accepted.stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
	}

	/**
	 * Whether the client takes a stream.
	 * @param request the request
	 * @return whether it says so
	 */
	static boolean acceptStream(HttpServletRequest request) {
		return accepted(request).stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
	}

	// none, if one of them cannot be read
	private static List<MediaType> accepted(HttpServletRequest request) {
		try {
			return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
		}
		catch (InvalidMediaTypeException ex) {
			return List.of();
		}
	}

	static boolean agreeWith(McpMessage message, HttpServletRequest request) {
		List<String> methods = Collections.list(request.getHeaders(METHOD));
		List<String> names = Collections.list(request.getHeaders(NAME));
		if (!methods.stream().allMatch((method) -> method.equals(message.method()))) {
			return false;
		}
		return names.isEmpty() || (message.operation() != null
				&& names.stream().allMatch((name) -> message.operation().name().equals(decode(name))));
	}

	// null equals no name
	private static @Nullable String decode(String value) {
		if (!value.startsWith(ENCODED_PREFIX) || !value.endsWith(ENCODED_SUFFIX)
				|| value.length() < ENCODED_PREFIX.length() + ENCODED_SUFFIX.length()) {
			return value;
		}
		try {
			byte[] bytes = Base64.getDecoder()
				.decode(value.substring(ENCODED_PREFIX.length(), value.length() - ENCODED_SUFFIX.length()));
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

}
