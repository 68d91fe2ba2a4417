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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The key sets that Envoy's library for JWTs is tested with, good and bad.
 *
 * @author Identifiabl Contributors
 */
class EnvoyKeySetTests {

	@Test
	void keysWhenDocumentIsBadThenThereAreNone() {
		List<String> accepted = new ArrayList<>();
		List<SharedVectors.Row> documents = documents();
		assertThat(documents).hasSize(56);
		for (SharedVectors.Row document : documents) {
			int keys = countKeys(document);
			if (!isGood(document) && keys > 0) {
				accepted.add(document.text("name"));
			}
		}
		assertThat(accepted).isEmpty();
	}

	// RFC 7518 section 6.2.1 demands the curve, which Envoy infers where it is missing
	@Test
	void keysWhenDocumentIsGoodThenTheyAreThere() {
		List<String> counts = new ArrayList<>();
		for (SharedVectors.Row document : documents()) {
			if (isGood(document)) {
				counts.add(document.text("name") + " " + countKeys(document));
			}
		}
		assertThat(counts).containsExactly("GoodJwks 2", "GoodEC 4", "GoodOKP 1", "JwksIgnoreUnsupportedKey 1",
				"JwksIgnoreUnsupportedKeyInMiddle 2", "JwksECMatchAlgES256CrvP256 1", "JwksECMatchAlgES384CrvP384 1",
				"JwksECMatchAlgES512CrvP521 1", "JwksECMissingBothAlgCrvES256 0", "JwkECMissingAlg 1",
				"JwkECMissingCrv 0", "JwksECUnspecifiedCrv 0");
	}

	private static boolean isGood(SharedVectors.Row document) {
		return document.text("expected_status").equals("Ok");
	}

	private static int countKeys(SharedVectors.Row document) {
		try (JoseLayer layer = JoseLayer.withKeySet(document.text("jwks_text"))) {
			return layer.keys().size();
		}
	}

	private static List<SharedVectors.Row> documents() {
		return SharedVectors.read("jwt_verify_lib-jwks/jwks_documents.json").rows("vectors");
	}

}
