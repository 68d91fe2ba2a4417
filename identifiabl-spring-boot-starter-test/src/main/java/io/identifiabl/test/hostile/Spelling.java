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

import java.util.Set;

import com.nimbusds.jose.util.Base64URL;

/**
 * Wrong ways to write a part of a token.
 *
 * @author Identifiabl Contributors
 */
final class Spelling {

	static final Set<String> NAMES = Set.of("alphabet", "bits", "flip", "zero");

	private Spelling() {
	}

	static String apply(String name, String part) {
		return switch (name) {
			case "alphabet" -> part.replace('-', '+').replace('_', '/');
			case "bits" -> part.substring(0, part.length() - 1) + (char) (part.charAt(part.length() - 1) + 1);
			case "flip" -> flip(new Base64URL(part).decode());
			case "zero" -> Base64URL.encode(new byte[new Base64URL(part).decode().length]).toString();
			default -> throw new IllegalArgumentException("no spelling '" + name + "'");
		};
	}

	private static String flip(byte[] bytes) {
		bytes[bytes.length / 2] ^= 1;
		return Base64URL.encode(bytes).toString();
	}

}
