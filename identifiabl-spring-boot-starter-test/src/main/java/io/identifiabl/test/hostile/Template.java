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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the placeholders of the corpus. Text becomes UTF-8, except for what a
 * placeholder says in hexadecimal.
 *
 * @author Identifiabl Contributors
 */
final class Template {

	private static final String ABSENT = "${absent}";

	private final Function<String, Object> values;

	Template(Function<String, Object> values) {
		this.values = values;
	}

	// a JSON value: objects lose the members that are absent, and a string that is one
	// placeholder becomes what it stands for, for example a number
	@Nullable Object json(@Nullable Object node) {
		if (node instanceof Map<?, ?> object) {
			Map<String, @Nullable Object> copy = new LinkedHashMap<>();
			object.forEach((name, value) -> {
				if (!ABSENT.equals(value)) {
					copy.put(text(String.valueOf(name)), json(value));
				}
			});
			return copy;
		}
		if (node instanceof List<?> array) {
			List<@Nullable Object> copy = new ArrayList<>();
			array.forEach((element) -> copy.add(json(element)));
			return copy;
		}
		return (node instanceof String text) ? value(text) : node;
	}

	private Object value(String text) {
		if (text.startsWith("${") && end(text, 0) == text.length()) {
			String name = text.substring(2, text.length() - 1);
			if (!isFunction(name)) {
				return this.values.apply(name);
			}
		}
		return text(text);
	}

	String text(String template) {
		return new String(bytes(template), StandardCharsets.UTF_8);
	}

	byte[] bytes(String template) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int position = 0;
		for (int start = template.indexOf("${"); start >= 0; start = template.indexOf("${", position)) {
			bytes.writeBytes(utf8(template.substring(position, start)));
			position = end(template, start);
			bytes.writeBytes(expand(template.substring(start + 2, position - 1)));
		}
		bytes.writeBytes(utf8(template.substring(position)));
		return bytes.toByteArray();
	}

	// the index behind the brace that closes the placeholder
	private static int end(String template, int start) {
		int depth = 0;
		for (int i = start + 1; i < template.length(); i++) {
			char c = template.charAt(i);
			if (c == '{') {
				depth++;
			}
			else if (c == '}' && --depth == 0) {
				return i + 1;
			}
		}
		throw new IllegalArgumentException("a placeholder without an end: " + template);
	}

	private static boolean isFunction(String name) {
		return name.startsWith("repeat:") || name.startsWith("hex:") || name.startsWith("b64:")
				|| name.startsWith("literal:");
	}

	private byte[] expand(String name) {
		String argument = name.substring(name.indexOf(':') + 1);
		if (!isFunction(name)) {
			Object value = this.values.apply(name);
			return (value instanceof byte[] bytes) ? bytes : utf8(toText(value));
		}
		return switch (name.substring(0, name.indexOf(':'))) {
			case "hex" -> HexFormat.of().parseHex(argument);
			case "b64" -> utf8(Base64URL.encode(bytes(argument)).toString());
			case "literal" -> utf8("$" + argument);
			default -> repeat(argument);
		};
	}

	private byte[] repeat(String argument) {
		int colon = argument.indexOf(':');
		byte[] text = bytes(argument.substring(colon + 1));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = Integer.parseInt(argument.substring(0, colon)); i > 0; i--) {
			bytes.writeBytes(text);
		}
		return bytes.toByteArray();
	}

	@SuppressWarnings("unchecked")
	private static String toText(Object value) {
		return (value instanceof Map<?, ?> object) ? JSONObjectUtils.toJSONString((Map<String, ?>) object)
				: value.toString();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
