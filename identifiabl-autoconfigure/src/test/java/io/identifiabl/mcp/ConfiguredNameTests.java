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
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Names of tools, resources and prompts in properties.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfiguredNameTests {

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	@Test
	void startWhenANameIsMisspeltThenFailsAndNamesTheOneThatIsMeant() {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(
					() -> start(McpApplication.class, "STREAMABLE", "identifiabl.tools.saveNot.audit=strict").close())
			.withMessage("identifiabl.tools.saveNot has no effect: the MCP server offers no tool of this name.")
			.satisfies((failure) -> assertThat(failure.getAction())
				.startsWith("Did you mean identifiabl.tools.saveNote?"));
	}

	@Test
	void startWhenBeansAreLazyAndANameIsMisspeltThenFails() {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> start(McpApplication.class, "STREAMABLE", "identifiabl.tools.lokup.audit=strict",
					"spring.main.lazy-initialization=true")
				.close())
			.satisfies(
					(failure) -> assertThat(failure.getAction()).startsWith("Did you mean identifiabl.tools.lookup?"));
	}

	@Test
	void startWhenNothingHasTheNameAndTheListIsFixedThenFails() {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(
					() -> start(McpApplication.class, "STATELESS", "identifiabl.prompts.wipeEverything.audit=strict")
						.close())
			.satisfies((failure) -> assertThat(failure.getAction()).startsWith("It offers summary."));
	}

	@Test
	void startWhenNamesAreOfferedThenSaysNothing(CapturedOutput output) {
		start(McpApplication.class, "STREAMABLE", "identifiabl.resources.[notes://by-id/4711].scopes=notes:extra",
				"identifiabl.tools.whoami.audit=sync", "identifiabl.tools.lookup.audit=sync",
				"identifiabl.mcp.whoami=true")
			.close();
		assertThat(output).doesNotContain("has no effect");
	}

	@Test
	void toolWhenItIsAddedThenIsGuardedAndRecordedLikeAnyOther(CapturedOutput output) {
		try (RunningApplication application = start(GrowingApplication.class, "STREAMABLE",
				"identifiabl.tools.saveNot.audit=strict", "identifiabl.tools.saveNot.scopes=notes:write")) {
			assertThat(output).containsOnlyOnce("identifiabl.tools.saveNot has no effect").contains("Growing may");
			application.getBean(Growing.class).add("saveNot");
			McpEndpoint alice = McpEndpoint.of(application).as(token()).initialized();
			RecordedTrail trail = RecordedTrail.of(application);
			assertThat(McpEndpoint.text(alice.call("saveNot", "{}"))).isEqualTo("saveNot");
			List<Recorded> records = trail.all();
			assertThat(records).extracting((record) -> record.leaf("phase")).containsExactly("intent", "outcome");
			assertThat(records.get(1).leaf()).containsEntry("tool", "saveNot")
				.containsEntry("required", List.of("notes:write"))
				.as("recorded by the backstop")
				.doesNotContainKey("status");
		}
	}

	@Test
	void toolWhenItIsAddedToAStatelessServerThenIsGuardedLikeAnyOther() {
		try (RunningApplication application = start(McpApplication.class, "STATELESS")) {
			application.getBean(McpStatelessSyncServer.class)
				.addTool(new McpStatelessServerFeatures.SyncToolSpecification(
						Tool.builder("later", Map.of("type", "object")).build(),
						(context, request) -> CallToolResult.builder().addTextContent("later").build()));
			assertThat(McpEndpoint.of(application).as(token()).call("later", "{}").statusCode()).isEqualTo(403);
		}
	}

	private static String token() {
		return issuer.token("user").audience("urn:api").scopes("notes:read", "notes:write").sign();
	}

	private static RunningApplication start(Class<?> type, String protocol, String... properties) {
		String[] all = new String[properties.length + 6];
		all[0] = "identifiabl.issuer=" + issuer.getIssuer();
		all[1] = "identifiabl.audiences=urn:api";
		all[2] = "identifiabl.mcp.resource=https://api.example.com/mcp";
		all[3] = "spring.ai.mcp.server.enabled=true";
		all[4] = "spring.ai.mcp.server.protocol=" + protocol;
		all[5] = "identifiabl.audit.spill-file=";
		System.arraycopy(properties, 0, all, 6, properties.length);
		return RunningApplication.start(type, all);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ McpApplication.class, Growing.class })
	static class GrowingApplication {

	}

	static class Growing {

		private final ObjectProvider<McpSyncServer> server;

		Growing(ObjectProvider<McpSyncServer> server) {
			this.server = server;
		}

		void add(String name) {
			this.server.getObject()
				.addTool(new SyncToolSpecification(Tool.builder(name, Map.of("type", "object")).build(),
						(exchange, request) -> CallToolResult.builder().addTextContent(name).build()));
		}

	}

}
