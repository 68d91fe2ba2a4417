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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallTarget}.
 *
 * @author Identifiabl Contributors
 */
class CallTargetTests {

	private static final ToolCallback CALLBACK = ToolCallbacks.from(new AnnotatedTools.Pre())[0];

	private static Object wrap(Object innermost, int times) {
		Object wrapped = innermost;
		for (int i = 0; i < times; i++) {
			wrapped = new Wrapper(wrapped);
		}
		return wrapped;
	}

	@Test
	void targetWhenItIsWrappedManyTimesThenIsFound() {
		assertThat(CallTarget.of(wrap(CALLBACK, 500))).singleElement()
			.satisfies((target) -> assertThat(target.type()).isEqualTo(AnnotatedTools.Pre.class));
	}

	@Test
	void targetWhenPartsReferToEachOtherThenIsFound() {
		Knot knot = new Knot();
		knot.knot = knot;
		knot.callback = CALLBACK;
		assertThat(CallTarget.of(new Wrapper(knot))).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("containers")
	void targetWhenItIsInAContainerThenIsFound(Object container) {
		assertThat(CallTarget.of(new Wrapper(container))).singleElement()
			.satisfies((target) -> assertThat(target.type()).isEqualTo(AnnotatedTools.Pre.class));
	}

	static Stream<Object> containers() {
		return Stream.of(List.of(CALLBACK), Collections.singletonList(CALLBACK), Set.of(CALLBACK),
				new ArrayDeque<>(List.of(CALLBACK)), Map.of("tool", CALLBACK), Map.of(CALLBACK, "tool"),
				Map.of("tools", List.of(CALLBACK)), new ToolCallback[] { CALLBACK }, new Object[][] { { CALLBACK } },
				Optional.of(CALLBACK), new AtomicReference<>(CALLBACK),
				new AtomicReferenceArray<>(new ToolCallback[] { CALLBACK }), List.of(new Wrapper(CALLBACK)),
				ToolCallbackProvider.from(CALLBACK),
				MethodToolCallbackProvider.builder().toolObjects(new AnnotatedTools.Pre()).build());
	}

	@Test
	void targetWhenContainersHaveNothingThenThereIsNone() {
		assertThat(CallTarget
			.of(new Wrapper(Arrays.asList(null, Optional.empty(), new AtomicReference<>(), new Object[1], new int[1]))))
			.isEmpty();
	}

	@Test
	void targetWhenAContainerIsInItselfThenIsFound() {
		List<Object> list = new ArrayList<>(List.of(CALLBACK));
		list.add(list);
		assertThat(CallTarget.of(new Wrapper(list))).hasSize(1);
	}

	// what a tool knows is not what it calls
	@Test
	void targetWhenAContainerHasManyTextsThenTheyAreNoParts() {
		List<Object> list = new ArrayList<>(IntStream.range(0, 20000).mapToObj(String::valueOf).toList());
		list.add(CALLBACK);
		assertThat(CallTarget.of(new Wrapper(list))).hasSize(1);
	}

	@Test
	void targetWhenNobodyCanTellThenFails() {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> CallTarget.of(wrap(CALLBACK, 20000)))
			.withMessageContaining("nobody can tell what it calls");
	}

	record Wrapper(Object wrapped) {

	}

	static class Knot implements BiFunction<Object, Object, Object> {

		private @Nullable Object knot;

		private @Nullable ToolCallback callback;

		@Override
		public Object apply(Object first, Object second) {
			return String.valueOf(this.knot) + this.callback;
		}

	}

}
