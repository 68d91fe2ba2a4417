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

import java.io.ByteArrayOutputStream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes the error that a client answers with fit for the log, where the MCP server and
 * the application take it as the text of an exception. It is not refused, since a client
 * may well say in several lines why it failed, and the server waits for it.
 *
 * @author Identifiabl Contributors
 */
final class ErrorLines {

	private static final JsonFactory FACTORY = new JsonFactory();

	private ErrorLines() {
	}

	/**
	 * Rewrite the body of a response.
	 * @param body a body that was read as a response
	 * @return the same message, in which every text of the error is one short line
	 */
	static byte[] of(byte[] body) {
		ByteArrayOutputStream lines = new ByteArrayOutputStream(body.length);
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body);
				JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), lines)) {
			int depth = 0;
			boolean inError = false;
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				depth -= token.isStructEnd() ? 1 : 0;
				if (depth == 1 && token == JsonToken.PROPERTY_NAME) {
					inError = parser.currentName().equals("error");
				}
				if (inError && token == JsonToken.VALUE_STRING) {
					generator.writeString(Shape.toLine(parser.getString()));
				}
				else {
					generator.copyCurrentEventExact(parser);
				}
				depth += token.isStructStart() ? 1 : 0;
			}
		}
		return lines.toByteArray();
	}

}
