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

package io.identifiabl.claims;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.Actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ActorsTests {

	@Test
	void readWhenThereIsNoActorThenReturnsNull() {
		assertThat(Actors.read(ClaimSet.of(Map.of()))).isNull();
	}

	@Test
	void readReturnsTheOutermostActorWithItsHistory() {
		Map<String, Object> act = Map.of("sub", "a", "act", Map.of("sub", "b", "act", Map.of("sub", "c")));
		assertThat(read(act)).isEqualTo(new Actor("a", new Actor("b", new Actor("c", null))));
	}

	@ParameterizedTest
	@MethodSource
	void readWhenActorIsImproperThenReturnsNull(Object act) {
		assertThat(Actors.read(ClaimSet.of(Map.of("act", act)))).isNull();
	}

	static List<Object> readWhenActorIsImproperThenReturnsNull() {
		return List.of("agent", List.of(Map.of("sub", "a")), Map.of(), Map.of("sub", 1L), Map.of("sub", " "),
				Map.of("act", Map.of("sub", "hidden")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "agent ", "\u00a0agent", "a\u200bgent", "agent\ufe0f", "\ud800" })
	void readWhenActorLooksLikeAnotherOneThenRefuses(String subject) {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> read(Map.of("sub", subject)))
			.withMessage("invalid_claim");
		assertThatExceptionOfType(InvalidClaimException.class)
			.isThrownBy(() -> read(Map.of("sub", "a", "act", Map.of("sub", subject))))
			.withMessage("invalid_claim");
	}

	@Test
	void readWhenNameOfActorIsTooLongThenRefuses() {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> read(Map.of("sub", "x".repeat(1025))))
			.withMessage("invalid_claim");
		assertThat(read(Map.of("sub", "x".repeat(1024))).subject()).hasSize(1024);
	}

	@Test
	void readWhenPriorActorIsImproperThenHistoryEndsThere() {
		Map<String, Object> act = Map.of("sub", "a", "act", Map.of("sub", 1L, "act", Map.of("sub", "c")));
		assertThat(read(act)).isEqualTo(new Actor("a", null));
	}

	@Test
	void readWhenChainIsAsDeepAsAllowedThenKeepsAll() {
		assertThat(read(chain(Actors.MAX_DEPTH))).extracting((actor) -> actor.priorSubjects().size())
			.isEqualTo(Actors.MAX_DEPTH - 1);
	}

	@Test
	void readWhenChainIsTooDeepThenRefuses() {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> read(chain(Actors.MAX_DEPTH + 1)))
			.withMessage("invalid_claim");
	}

	private static Map<String, Object> chain(int depth) {
		Map<String, Object> act = Map.of("sub", "agent-" + depth);
		for (int i = depth - 1; i > 0; i--) {
			Map<String, Object> outer = new HashMap<>();
			outer.put("sub", "agent-" + i);
			outer.put("act", act);
			act = outer;
		}
		return act;
	}

	private static Actor read(Map<String, Object> act) {
		Actor actor = Actors.read(ClaimSet.of(Map.of("act", act)));
		assertThat(actor).isNotNull();
		return actor;
	}

}
