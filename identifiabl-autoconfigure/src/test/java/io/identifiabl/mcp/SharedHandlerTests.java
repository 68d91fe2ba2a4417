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

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.mcp.AnnotatedTools.Declared;
import io.identifiabl.mcp.AnnotatedTools.Pre;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools that call one of several methods.
 *
 * @author Identifiabl Contributors
 */
class SharedHandlerTests {

	private final WebApplicationContextRunner runner = McpApplications.contextRunner();

	@ParameterizedTest
	@MethodSource("unguarded")
	void startWhenOneOfSeveralIsNotGuardedThenFails(List<Object> tools) {
		this.runner
			.withBean(ToolCallbackProvider.class,
					() -> ToolCallbackProvider.from(new Fallback(ToolCallbacks.from(tools.toArray()))))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidIdentifiablConfigurationException.class)
				.hasMessageContaining("@PreAuthorize does nothing"));
	}

	static Stream<List<Object>> unguarded() {
		return Stream.of(List.of(new Pre()), List.of(new Undeclared(), new Pre()), List.of(new Pre(), new Undeclared()),
				List.of(new Opened(), new Pre()));
	}

	@ParameterizedTest
	@MethodSource("several")
	void ruleWhenSeveralAreBehindOneHandlerThenIsWhatAllNeed(List<Object> tools, @Nullable AccessRule rule) {
		this.runner.withBean(ToolCallback.class, () -> new Fallback(ToolCallbacks.from(tools.toArray())))
			.withBean(Declared.class)
			.run((context) -> assertThat(
					context.getBean(McpBoundary.class).getRule(ProtectedOperation.tool("fallback")))
				.isEqualTo(rule));
	}

	static Stream<Arguments> several() {
		AccessRule admin = AccessRule.of(ScopeRequirement.allOf("admin"));
		return Stream.of(Arguments.of(List.of(new Admin()), admin),
				Arguments.of(List.of(new Admin(), new Undeclared()), admin),
				Arguments.of(List.of(new Undeclared(), new Admin()), admin),
				Arguments.of(List.of(new Opened(), new Admin()), admin),
				Arguments.of(List.of(new Opened()), AccessRule.PUBLIC),
				Arguments.of(List.of(new Opened(), new Undeclared()), null),
				Arguments.of(List.of(new Undeclared()), null));
	}

	static class Admin {

		@Tool
		@RequireScope("admin")
		String admin() {
			return "ran";
		}

	}

	static class Opened {

		@Tool
		@PublicTool
		String opened() {
			return "ran";
		}

	}

	static class Undeclared {

		@Tool
		String undeclared() {
			return "ran";
		}

	}

	// calls one after the other, until one does not fail
	static class Fallback implements ToolCallback {

		private final List<ToolCallback> all;

		Fallback(ToolCallback... all) {
			this.all = List.of(all);
		}

		@Override
		public ToolDefinition getToolDefinition() {
			return ToolDefinition.builder()
				.name("fallback")
				.description("Falls back")
				.inputSchema("{\"type\":\"object\"}")
				.build();
		}

		@Override
		public String call(String input) {
			return this.all.get(0).call(input);
		}

	}

}
