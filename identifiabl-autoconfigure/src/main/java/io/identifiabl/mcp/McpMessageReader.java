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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Reads as much of a message as decides about it. Where the MCP server and this reader
 * could see different things (two keys of one name, another encoding, something after the
 * message), the message is refused. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class McpMessageReader {

	static final int MAX_NAME_LENGTH = 4096;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private McpMessageReader() {
	}

	static McpMessage read(byte[] body) throws MalformedMessageException {
		try (JsonParser parser = parser(body)) {
			return new Fields().read(parser);
		}
		catch (JacksonException ex) {
			throw new MalformedMessageException("The body is not one JSON object with unique keys");
		}
	}

	// Jackson guesses the encoding of bytes, and takes what has no zeros and no byte
	// order
	// mark in it for UTF-8; that it is well-formed matters beyond ASCII only
	private static JsonParser parser(byte[] body) throws MalformedMessageException {
		if (isPlainAscii(body)) {
			return FACTORY.createParser(ObjectReadContext.empty(), body);
		}
		CharBuffer text = decode(body);
		return FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.remaining());
	}

	private static boolean isPlainAscii(byte[] body) {
		int i = 0;
		for (; i <= body.length - Long.BYTES; i += Long.BYTES) {
			long word = (long) WORDS.get(body, i);
			// the highest bit of a byte is set in it, or in what is left of zero less one
			if (((word | (word - ONES)) & HIGH_BITS) != 0) {
				return false;
			}
		}
		for (; i < body.length; i++) {
			if (body[i] <= 0) {
				return false;
			}
		}
		return true;
	}

	private static CharBuffer decode(byte[] body) throws MalformedMessageException {
		try {
			CharBuffer text = StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(body));
			if (text.hasRemaining() && text.get(0) == '\ufeff') {
				throw new MalformedMessageException("The body starts with a byte order mark");
			}
			return text;
		}
		catch (CharacterCodingException ex) {
			throw new MalformedMessageException("The body is not UTF-8");
		}
	}

	/**
	 * The fields that matter, in whatever order they come.
	 */
	private static final class Fields {

		private @Nullable String method;

		private @Nullable Object id;

		private boolean response;

		private @Nullable String name;

		private @Nullable String uri;

		private @Nullable String referenceName;

		private @Nullable String referenceUri;

		McpMessage read(JsonParser parser) throws MalformedMessageException {
			JsonToken start = parser.nextToken();
			if (start != JsonToken.START_OBJECT) {
				throw new MalformedMessageException((start == JsonToken.START_ARRAY) ? "Batches are not supported"
						: "The body is not a JSON object");
			}
			readMembers(parser, start, this::readMember);
			if (parser.nextToken() != null) {
				throw new MalformedMessageException("Something follows the message");
			}
			// the server would log all of it, line feeds included
			if (this.method == null && !this.response) {
				throw new MalformedMessageException("The message is neither a request nor a response");
			}
			return new McpMessage(this.method, this.id, operation());
		}

		private static void readMembers(JsonParser parser, JsonToken start, MemberReader reader)
				throws MalformedMessageException {
			if (start != JsonToken.START_OBJECT) {
				parser.skipChildren();
				return;
			}
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				reader.read(name, parser, parser.nextToken());
			}
		}

		private void readMember(String name, JsonParser parser, JsonToken value) throws MalformedMessageException {
			switch (name) {
				case "method" -> this.method = method(parser, value);
				case "id" -> this.id = id(parser, value);
				case "params" -> readMembers(parser, value, this::readParameter);
				case "result", "error" -> {
					this.response = true;
					parser.skipChildren();
				}
				default -> parser.skipChildren();
			}
		}

		private void readParameter(String name, JsonParser parser, JsonToken value) throws MalformedMessageException {
			switch (name) {
				case "name" -> this.name = name(parser, value);
				case "uri" -> this.uri = name(parser, value);
				case "ref" -> readMembers(parser, value, this::readReference);
				default -> parser.skipChildren();
			}
		}

		// of a completion, which may tell as much as the prompt or resource itself
		private void readReference(String name, JsonParser parser, JsonToken value) throws MalformedMessageException {
			switch (name) {
				case "name" -> this.referenceName = name(parser, value);
				case "uri" -> this.referenceUri = name(parser, value);
				default -> parser.skipChildren();
			}
		}

		private static @Nullable Object id(JsonParser parser, JsonToken value) throws MalformedMessageException {
			return switch (value) {
				case VALUE_STRING -> name(parser, value);
				case VALUE_NUMBER_INT -> parser.getNumberValue();
				default -> throw new MalformedMessageException("The id is neither a string nor an integer");
			};
		}

		// the server would make a string of a number, so that is no name here
		private static @Nullable String name(JsonParser parser, JsonToken value) throws MalformedMessageException {
			if (value != JsonToken.VALUE_STRING) {
				parser.skipChildren();
				return null;
			}
			String name = parser.getString();
			if (name.length() > MAX_NAME_LENGTH) {
				throw new MalformedMessageException("A name is too long");
			}
			return name;
		}

		private static String method(JsonParser parser, JsonToken value) throws MalformedMessageException {
			return required(name(parser, value));
		}

		private @Nullable ProtectedOperation operation() throws MalformedMessageException {
			if (this.method == null) {
				return null;
			}
			return switch (this.method) {
				case McpMessage.CALL_TOOL -> ProtectedOperation.tool(required(this.name));
				case "prompts/get" -> ProtectedOperation.prompt(required(this.name));
				case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
					ProtectedOperation.resource(required(this.uri));
				case "completion/complete" -> reference();
				default -> null;
			};
		}

		private ProtectedOperation reference() throws MalformedMessageException {
			if ((this.referenceName == null) == (this.referenceUri == null)) {
				throw new MalformedMessageException("The completion refers to nothing, or to several things");
			}
			return (this.referenceName != null) ? ProtectedOperation.prompt(this.referenceName)
					: ProtectedOperation.resource(required(this.referenceUri));
		}

		private static String required(@Nullable String name) throws MalformedMessageException {
			if (name == null) {
				throw new MalformedMessageException("The message does not say what it is about");
			}
			return name;
		}

	}

	@FunctionalInterface
	private interface MemberReader {

		void read(String name, JsonParser parser, JsonToken value) throws MalformedMessageException;

	}

}
