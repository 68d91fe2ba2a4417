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

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import io.identifiabl.fuzz.Deadline;
import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fuzz target: bytes are a JSON object or they are refused, and an object stays what it
 * is when it is written and read again.
 *
 * @author Identifiabl Contributors
 */
public final class StrictJsonFuzz {

	private StrictJsonFuzz() {
	}

	/**
	 * Parse a document.
	 * @param input the document
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		Map<String, Object> object = Deadline.meet(() -> parse(input));
		if (object != null) {
			Map<String, Object> frozen = StrictJson.freeze(object);
			assertThat(frozen).isEqualTo(object);
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(frozen::clear);
			String text = JSONObjectUtils.toJSONString(object);
			if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
				assertThat(parse(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(object);
			}
		}
	}

	private static @Nullable Map<String, Object> parse(byte[] bytes) {
		try {
			return StrictJson.parseObject(bytes);
		}
		catch (TokenRefusedException ex) {
			assertThat(ex.getError()).isEqualTo(TokenError.MALFORMED_TOKEN);
			return null;
		}
	}

}
