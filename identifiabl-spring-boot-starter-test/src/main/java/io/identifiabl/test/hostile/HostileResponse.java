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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response as it came over the wire.
 *
 * @param status the status
 * @param headers the header lines, for example {@code Content-Length: 0}
 * @param body the body
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record HostileResponse(int status, List<String> headers, String body) {

	/**
	 * Read a response.
	 * @param bytes what came over the wire; of a stream that has not ended, what there is
	 * @return the response
	 * @throws IllegalStateException if it is none
	 */
	public static HostileResponse parse(byte[] bytes) {
		// one byte, one character, so that sizes are what they say
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		if (end < 0) {
			throw new IllegalStateException("not an HTTP response: " + text);
		}
		List<String> lines = List.of(text.substring(0, end).split("\r\n", -1));
		String body = text.substring(end + 4);
		if (lines.stream().anyMatch("Transfer-Encoding: chunked"::equalsIgnoreCase)) {
			body = unchunk(body);
		}
		return new HostileResponse(Integer.parseInt(lines.get(0).split(" ", 3)[1]), lines.subList(1, lines.size()),
				new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
	}

	// what is there of a stream that has not ended as well
	private static String unchunk(String chunks) {
		StringBuilder body = new StringBuilder();
		int position = 0;
		while (true) {
			int end = chunks.indexOf("\r\n", position);
			int size = (end > position) ? Integer.parseInt(chunks.substring(position, end), 16) : 0;
			if (size == 0 || end + 2 + size > chunks.length()) {
				return body.toString();
			}
			body.append(chunks, end + 2, end + 2 + size);
			position = end + 2 + size + 2;
		}
	}

	/**
	 * Return a header.
	 * @param name the name, in any case
	 * @return the values, in order
	 */
	public List<String> header(String name) {
		List<String> values = new ArrayList<>();
		for (String line : this.headers) {
			int colon = line.indexOf(':');
			if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon)) {
				values.add(line.substring(colon + 1).strip());
			}
		}
		return values;
	}

}
