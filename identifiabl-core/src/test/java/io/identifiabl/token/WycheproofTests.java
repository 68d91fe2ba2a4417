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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wycheproof's vectors for signatures and for keys.
 *
 * @author Identifiabl Contributors
 */
class WycheproofTests {

	// refused for good reasons: HMAC needs a key that is shared, 372 has a character in
	// its
	// header that base64url does not know, and the keys of 346 and 350 (PS256, for PS384)
	// and of 347 and 351 (ES521, which does not exist) are for another algorithm
	private static final Map<TokenError, List<Integer>> REFUSED_SIGNATURES = Map.of(TokenError.SHARED_KEY_TOKEN,
			List.of(1, 348, 352, 357, 358, 359, 373, 376, 377), TokenError.MALFORMED_TOKEN, List.of(372),
			TokenError.UNKNOWN_KEY, List.of(346, 347, 350, 351));

	private static final Map<TokenError, List<Integer>> REFUSED_KEYS = Map.of(TokenError.SHARED_KEY_TOKEN,
			List.of(2, 13, 14, 15));

	@Test
	void verifyWhenSignatureVectorIsInvalidThenRefuses() {
		List<Verdict> rows = signatureRows();
		assertThat(rows).hasSize(401);
		assertThat(rows.stream().filter((row) -> !row.valid())).hasSize(355);
		assertThat(rows.stream().filter((row) -> !row.valid() && row.error() == null)).isEmpty();
	}

	@Test
	void verifyWhenSignatureVectorIsValidThenAcceptsExceptAsListed() {
		assertThat(refusedValidRows(signatureRows())).isEqualTo(REFUSED_SIGNATURES);
	}

	@Test
	void verifyWhenKeyVectorIsInvalidThenRefuses() {
		List<Verdict> rows = keyRows();
		assertThat(rows).hasSize(26);
		assertThat(rows.stream().filter((row) -> !row.valid())).hasSize(21);
		assertThat(rows.stream().filter((row) -> !row.valid() && row.error() == null)).isEmpty();
	}

	@Test
	void verifyWhenKeyVectorIsValidThenAcceptsUnlessItsKeyIsShared() {
		assertThat(refusedValidRows(keyRows())).isEqualTo(REFUSED_KEYS);
	}

	private static Map<TokenError, List<Integer>> refusedValidRows(List<Verdict> rows) {
		Map<TokenError, List<Integer>> refused = new TreeMap<>();
		for (Verdict row : rows) {
			if (row.valid() && row.error() != null) {
				refused.computeIfAbsent(row.error(), (error) -> new ArrayList<>()).add(row.id());
			}
		}
		return refused;
	}

	private static List<Verdict> signatureRows() {
		return rows("wycheproof/json_web_signature_test.json");
	}

	private static List<Verdict> keyRows() {
		return rows("wycheproof/json_web_key_test.json");
	}

	private static List<Verdict> rows(String file) {
		List<Verdict> verdicts = new ArrayList<>();
		for (SharedVectors.Row group : SharedVectors.read(file).rows("testGroups")) {
			try (JoseLayer layer = layer(group.row(group.has("public") ? "public" : "private"))) {
				group.rows("tests").forEach((test) -> verdicts.add(verdict(layer, test)));
			}
		}
		return verdicts;
	}

	private static JoseLayer layer(SharedVectors.Row keys) {
		return keys.has("keys") ? JoseLayer.withKeySet(JSONObjectUtils.toJSONString(keys.members()))
				: JoseLayer.withKey(keys.members());
	}

	private static Verdict verdict(JoseLayer layer, SharedVectors.Row test) {
		return new Verdict(test.number("tcId"), test.text("comment"), "valid".equals(test.text("result")),
				layer.verify(test.text("jws")));
	}

	record Verdict(int id, String comment, boolean valid, @Nullable TokenError error) {
	}

}
