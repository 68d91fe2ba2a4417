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
import java.util.Map;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.Test;
import org.springframework.ai.mcp.McpToolUtils;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.access.prepost.PreAuthorize;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.mcp.AnnotatedTools.Added;
import io.identifiabl.mcp.AnnotatedTools.Declared;
import io.identifiabl.mcp.AnnotatedTools.McpPre;
import io.identifiabl.mcp.AnnotatedTools.Pre;
import io.identifiabl.mcp.AnnotatedTools.Undeclared;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which declarations count for what the MCP server calls, and until when.
 *
 * @author Identifiabl Contributors
 */
class ServedRuleTests {

	private final WebApplicationContextRunner runner = McpApplications.contextRunner();

	@Test
	void addWhenServerRunsThenReplacementIsNotDeclaredByWhatWasThere() {
		this.runner.withBean(McpPre.class).withBean(Declared.class).run((context) -> {
			McpBoundary boundary = context.getBean(McpBoundary.class);
			assertThat(boundary.getRule(ProtectedOperation.tool("tool"))).isNotNull();
			context.getBean(McpSyncServer.class)
				.addTool(McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Undeclared())[0]));
			assertThat(boundary.getRule(ProtectedOperation.tool("tool"))).isNull();
		});
	}

	@Test
	void addWhenServerRunsThenDeclarationOfTheNewToolCounts() {
		this.runner.withBean(Declared.class).run((context) -> {
			McpBoundary boundary = context.getBean(McpBoundary.class);
			context.getBean(McpSyncServer.class)
				.addTool(McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Added())[0]));
			assertThat(boundary.getUndeclared()).isEmpty();
			assertThat(boundary.getRule(ProtectedOperation.tool("added"))).isNotNull();
		});
	}

	@Test
	void addWhenTheServerRefusesItThenRuleOfWhatWasThereRemains() {
		this.runner.withBean(Scoped.class).run((context) -> {
			McpBoundary boundary = context.getBean(McpBoundary.class);
			McpSyncServer server = context.getBean(McpSyncServer.class);
			AccessRule rule = boundary.getRule(ProtectedOperation.tool("tool"));
			assertThat(rule).isEqualTo(AccessRule.of(ScopeRequirement.allOf("notes")));
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> server
				.addTool(new SyncToolSpecification(McpSchema.Tool.builder("tool", Map.of("type", "nothing")).build(),
						(exchange, request) -> McpSchema.CallToolResult.builder().build())));
			assertThat(boundary.getRule(ProtectedOperation.tool("tool"))).isEqualTo(rule);
		});
	}

	@Test
	void ruleWhenAListThatIsNotServedHasTheNameThenRemains() {
		this.runner.withBean(Scoped.class)
			.withBean("unrelated", Object.class,
					() -> List.of(McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Undeclared())[0])))
			.run((context) -> assertThat(context.getBean(McpBoundary.class).getRule(ProtectedOperation.tool("tool")))
				.isEqualTo(AccessRule.of(ScopeRequirement.allOf("notes"))));
	}

	@Test
	void ruleWhenAListThatIsNotServedOpensTheNameThenDoesNotCount() {
		this.runner.withBean("served", ToolCallback.class, () -> ToolCallbacks.from(new Undeclared())[0])
			.withBean(Declared.class)
			.withBean("unrelated", Object.class,
					() -> List.of(McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Open())[0])))
			.run((context) -> assertThat(context.getBean(McpBoundary.class).getRule(ProtectedOperation.tool("tool")))
				.isNull());
	}

	@Test
	void ruleWhenAnotherBeanDeclaresForTheNameThenDoesNotCount() {
		this.runner.withBean(Pre.class)
			.withBean("other", SyncToolSpecification.class,
					() -> McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Undeclared())[0]))
			.run((context) -> assertThat(context.getBean(McpBoundary.class).getUndeclared()).containsKey("tool tool"));
	}

	// offered by its annotation, and declared by that only
	static class Scoped {

		@McpTool(name = "tool")
		@PreAuthorize("hasAuthority('SCOPE_notes')")
		String tool() {
			return "ran";
		}

	}

	static class Open {

		@Tool(name = "tool")
		@PublicTool
		String tool() {
			return "ran";
		}

	}

}
