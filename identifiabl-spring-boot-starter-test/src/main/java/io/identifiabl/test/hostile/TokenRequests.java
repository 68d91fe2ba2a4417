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

package io.identifiabl.test.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Makes the request of a row.
 *
 * @author Identifiabl Contributors
 */
final class TokenRequests {

	private static final String ABSENT = "${absent}";

	private final Map<String, Object> row;

	private final HostileIssuers issuers;

	TokenRequests(Map<String, Object> row, HostileIssuers issuers) {
		this.row = row;
		this.issuers = issuers;
	}

	HostileRequest create() {
		TokenParts parts = TokenParts.of(this.row, this.issuers);
		byte[] token = new Template(parts::value).bytes(text(this.row, "wire", "${header}.${payload}.${signature}"));
		Template template = new Template((name) -> switch (name) {
			case "token" -> token;
			case "good" -> new TokenRequests(Map.of("id", "good"), this.issuers).create().token();
			default -> parts.value(name);
		});
		Map<String, Object> request = Corpus.object(this.row.get("request"));
		List<String> lines = request.containsKey("headers") ? Corpus.texts(request.get("headers"))
				: List.of("Authorization: Bearer ${token}");
		return new HostileRequest(text(request, "method", "GET"), template.text(text(request, "query", "")),
				lines.stream().map(template::bytes).toList(), template.bytes(text(request, "body", "")), token);
	}

	Map<String, @Nullable Object> identity(Map<String, Object> expected) {
		Template template = new Template(TokenParts.of(this.row, this.issuers)::value);
		Map<String, @Nullable Object> identity = new LinkedHashMap<>();
		expected.forEach((name, value) -> identity.put(name, ABSENT.equals(value) ? null : template.json(value)));
		return identity;
	}

	private static String text(Map<String, Object> object, String name, String otherwise) {
		return object.getOrDefault(name, otherwise).toString();
	}

}
