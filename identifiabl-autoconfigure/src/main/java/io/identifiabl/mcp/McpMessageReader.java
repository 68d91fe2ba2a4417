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

/**
 * Reads as much of a message as decides about it. Where the MCP server and this reader
 * could see different things (two keys of one name, another encoding, something after the
 * message), the message is refused. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class McpMessageReader {

	static final int MAX_NAME_LENGTH = Shape.MAX_TEXT_LENGTH;

	// the server logs it, and all that a client says of itself
	private static final int MAX_INITIALIZE_SIZE = 16 * 1024;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private McpMessageReader() {
	}

	static McpMessage read(byte[] body) throws MalformedMessageException {
		try {
			char @Nullable [] text = isPlainAscii(body) ? null : decode(body);
			MessageFields fields = read(body, text, null);
			// what the parameters have to be depends on the method
			McpMessage message = (fields.areParametersUnread() ? read(body, text, fields.getMethod()) : fields)
				.toMessage();
			if (McpMessage.INITIALIZE.equals(message.method()) && body.length > MAX_INITIALIZE_SIZE) {
				throw new MalformedMessageException(JsonRpcError.INVALID_PARAMS, message.id(),
						"The start of a session is larger than 16 KiB");
			}
			return message;
		}
		catch (JacksonException ex) {
			throw MalformedMessageException.unreadable("The body is not one JSON object with unique keys");
		}
	}

	private static MessageFields read(byte[] body, char @Nullable [] text, @Nullable String method)
			throws MalformedMessageException {
		// Jackson guesses the encoding of bytes, and takes what has no zeros and no byte
		// order mark in it for UTF-8; that it is well-formed matters beyond ASCII only
		try (JsonParser parser = (text != null) ? FACTORY.createParser(ObjectReadContext.empty(), text)
				: FACTORY.createParser(ObjectReadContext.empty(), body)) {
			JsonToken start = parser.nextToken();
			if (start == null) {
				throw MalformedMessageException.unreadable("The body is empty");
			}
			MessageFields fields = new MessageFields(method);
			boolean object = fields.read(parser, start);
			if (parser.nextToken() != null) {
				throw MalformedMessageException.unreadable("Something follows the message");
			}
			if (!object) {
				throw MalformedMessageException.invalid((start == JsonToken.START_ARRAY) ? "Batches are not supported"
						: "The body is not a JSON object");
			}
			return fields;
		}
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

	private static char[] decode(byte[] body) throws MalformedMessageException {
		try {
			CharBuffer text = StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(body));
			if (text.hasRemaining() && text.get(0) == '\ufeff') {
				throw MalformedMessageException.unreadable("The body starts with a byte order mark");
			}
			char[] characters = new char[text.remaining()];
			text.get(characters);
			return characters;
		}
		catch (CharacterCodingException ex) {
			throw MalformedMessageException.unreadable("The body is not UTF-8");
		}
	}

}
