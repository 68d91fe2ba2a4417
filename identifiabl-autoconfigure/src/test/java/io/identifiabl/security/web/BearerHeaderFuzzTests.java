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

package io.identifiabl.security.web;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatNoException;

@Tag("every-jdk")
class BearerHeaderFuzzTests {

	private static final int RUNS = 10_000;

	private static final long RANDOM_SEED = 20261120;

	private static final List<String> PIECES = List.of("Bearer", "bearer", "BEARER ", "Bearer a.b.c", "Basic dTpw",
			"DPoP ", "\n", " ", "\t", ",", "\u0000", "\u0085", "\u00a0", "access_token", "access%5Ftoken",
			"%61ccess_token", "=", "&", "%", "%zz", "?", "x=y", "eyJhbGciOiJub25lIn0..");

	// the short form; the long one is run by the profile "fuzz"
	@Test
	void everyHeaderHasOneTokenOrIsRefusedByName() {
		SplittableRandom random = new SplittableRandom(RANDOM_SEED);
		for (int run = 0; run < RUNS; run++) {
			StringBuilder text = new StringBuilder(random.nextBoolean() ? "\n" : "");
			for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
				text.append(PIECES.get(random.nextInt(PIECES.size())));
			}
			byte[] input = text.toString().getBytes(StandardCharsets.ISO_8859_1);
			assertThatNoException().as(HexFormat.of().formatHex(input))
				.isThrownBy(() -> BearerHeaderFuzz.fuzzerTestOneInput(input));
		}
	}

}
