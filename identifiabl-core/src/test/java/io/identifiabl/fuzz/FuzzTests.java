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

package io.identifiabl.fuzz;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.identifiabl.claims.ClaimMappingFuzz;
import io.identifiabl.token.StrictJsonFuzz;
import io.identifiabl.token.TokenFuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FuzzTests {

	@Test
	void everyTokenIsRefusedByNameOrSigned() {
		assertThatNoException().isThrownBy(() -> FuzzRun.of(TokenFuzz::fuzzerTestOneInput, "token").run(1_000));
	}

	@Test
	void everyClaimSetIsRefusedByNameOrMappedSoundly() {
		assertThatNoException().isThrownBy(() -> FuzzRun.of(ClaimMappingFuzz::fuzzerTestOneInput, "claims").run(3_000));
	}

	@Test
	void everyDocumentIsRefusedOrParsedFaithfully() {
		assertThatNoException().isThrownBy(() -> FuzzRun.of(StrictJsonFuzz::fuzzerTestOneInput, "json").run(10_000));
	}

	@Test
	void everySmallTextIsParsedOrNot() {
		assertThatNoException().isThrownBy(() -> FuzzRun.of(HeaderFuzz::fuzzerTestOneInput, "header").run(10_000));
	}

	@Test
	void runWhenTargetFailsThenNamesTheInput() {
		FuzzRun run = FuzzRun.of((input) -> {
			throw new IllegalStateException("found");
		}, "token");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> run.run(1))
			.withMessageStartingWith("fuzz input ")
			.withRootCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void runTriesTheSavedInputsAndTheVariations() {
		AtomicInteger tried = new AtomicInteger();
		FuzzRun.of((input) -> tried.incrementAndGet(), "token").run(100);
		assertThat(tried).hasValueGreaterThan(100);
	}

}
