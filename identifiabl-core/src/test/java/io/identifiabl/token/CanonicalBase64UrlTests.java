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

package io.identifiabl.token;

import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalBase64UrlTests {

	@ParameterizedTest
	@CsvSource({ "'',''", "Zg,f", "Zm8,fo", "Zm9v,foo", "Zm9vYg,foob", "Zm9vYmE,fooba", "Zm9vYmFy,foobar" })
	void decodeReturnsTheBytes(String encoded, String expected) {
		assertThat(decode(encoded)).asString().isEqualTo(expected);
	}

	@Test
	void decodeKnowsTheUrlAlphabet() {
		assertThat(decode("-_09azAZ")).containsExactly(0xfb, 0xfd, 0x3d, 0x6b, 0x30, 0x19);
	}

	@ParameterizedTest
	@ValueSource(strings = { "A", "Zm9vA", "Zm9vYmFyA" })
	void decodeWhenLengthIsImpossibleThenRefuses(String encoded) {
		assertRefused(encoded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Zh", "Zv", "Zi", "Zk", "Zo", "Zm9vYh" })
	void decodeWhenTwoCharactersHaveBitsLeftThenRefuses(String encoded) {
		assertRefused(encoded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Zm9", "Zm-", "Zm_", "Zm9vYmF" })
	void decodeWhenThreeCharactersHaveBitsLeftThenRefuses(String encoded) {
		assertRefused(encoded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Zg==", "Zm8=", "Z+==", "Zm9+", "Zm9/", "Zm9~", "Zm 9", "Zm9\n", "Zm9@", "Zm9[", "Zm9`",
			"Zm9{", "Zm9:", "Zm9\u00e9", "=", "Zg==Zg==", "=Zm9", "\uff3am9v", "Z=" })
	void decodeWhenCharacterIsForeignThenRefuses(String encoded) {
		assertRefused(encoded);
	}

	// what the JDK decodes and encodes again, for every character at the end
	@ParameterizedTest
	@ValueSource(strings = { "", "Z", "Zm", "Zm9", "Zm9v", "Zm9vY", "Zm9vYm" })
	void decodeAcceptsOneSpellingOfEveryText(String beginning) {
		for (char last = 0; last <= 256; last++) {
			String text = beginning + last;
			if (text.equals(encodedAgain(text))) {
				assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(decode(text))).isEqualTo(text);
			}
			else {
				assertRefused(text);
			}
		}
	}

	private static @Nullable String encodedAgain(String text) {
		try {
			return Base64.getUrlEncoder().withoutPadding().encodeToString(Base64.getUrlDecoder().decode(text));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static void assertRefused(String encoded) {
		TestTokens.assertRefused(TokenError.MALFORMED_TOKEN, () -> decode(encoded));
	}

	private static byte[] decode(String encoded) {
		return CanonicalBase64Url.decode(encoded);
	}

}
