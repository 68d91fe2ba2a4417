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
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.mcp.customizer.McpSyncServerCustomizer;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * MCP servers that have something which the backstop is not around.
 *
 * @author Identifiabl Contributors
 */
class UnguardedServerTests {

	private static final Tool TOOL = Tool.builder("raw", Map.of("type", "object")).build();

	private static final Resource RESOURCE = Resource.builder("raw://all", "raw").build();

	private static final ResourceTemplate TEMPLATE = ResourceTemplate.builder("raw://{id}", "raw").build();

	private static final Prompt PROMPT = Prompt.builder("raw").build();

	private final WebApplicationContextRunner runner = McpApplications.contextRunner();

	private final WebApplicationContextRunner stateless = this.runner
		.withPropertyValues("spring.ai.mcp.server.protocol=STATELESS");

	private static SyncToolSpecification tool() {
		return new SyncToolSpecification(TOOL, (exchange, request) -> CallToolResult.builder().build());
	}

	private static SyncResourceSpecification resource() {
		return new SyncResourceSpecification(RESOURCE, (exchange, request) -> new ReadResourceResult(List.of(), null));
	}

	private static SyncResourceTemplateSpecification template() {
		return new SyncResourceTemplateSpecification(TEMPLATE,
				(exchange, request) -> new ReadResourceResult(List.of(), null));
	}

	private static SyncPromptSpecification prompt() {
		return new SyncPromptSpecification(PROMPT, (exchange, request) -> new GetPromptResult("", List.of(), null));
	}

	private static void assertRefused(WebApplicationContextRunner runner, String described, String type) {
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
				assertThat(failure).hasMessageContaining(described);
				assertThat(failure.getAction()).contains("List<" + type + ">");
			}));
	}

	@ParameterizedTest
	@MethodSource("additions")
	void startWhenACustomizerAddsToTheServerThenFails(Consumer<SyncSpecification<?>> addition, String described,
			String type) {
		assertRefused(this.runner.withBean("own", McpSyncServerCustomizer.class,
				() -> (server) -> addition.accept(server.immediateExecution(true)),
				(definition) -> definition.setPrimary(true)), described, "McpServerFeatures." + type);
	}

	static Stream<Arguments> additions() {
		return Stream.of(
				Arguments.of(addition((server) -> server.tools(tool())), "the tool raw", "SyncToolSpecification"),
				Arguments.of(addition((server) -> server.toolCall(TOOL, tool().callHandler())), "the tool raw",
						"SyncToolSpecification"),
				Arguments.of(addition((server) -> server.resources(resource())), "the resource raw://all",
						"SyncResourceSpecification"),
				Arguments.of(addition((server) -> server.resourceTemplates(template())),
						"the resource template raw://{id}", "SyncResourceTemplateSpecification"),
				Arguments.of(addition((server) -> server.prompts(prompt())), "the prompt raw",
						"SyncPromptSpecification"),
				Arguments.of(addition((server) -> server.completions(completion(new PromptReference("raw")))),
						"the completion of the prompt raw", "SyncCompletionSpecification"),
				Arguments.of(addition((server) -> server.completions(completion(new ResourceReference("raw://{id}")))),
						"the completion of the resource raw://{id}", "SyncCompletionSpecification"));
	}

	private static Consumer<SyncSpecification<?>> addition(Consumer<SyncSpecification<?>> addition) {
		return addition;
	}

	private static SyncCompletionSpecification completion(CompleteReference reference) {
		return new SyncCompletionSpecification(reference,
				(exchange, request) -> new CompleteResult(new CompleteResult.CompleteCompletion(List.of(), 0, false)));
	}

	@Test
	void startWhenACustomizerTakesThePlaceOfAResourceThenFails() {
		assertRefused(
				this.runner.withBean(ResourceSource.class)
					.withBean("own", McpSyncServerCustomizer.class,
							() -> (server) -> server.immediateExecution(true)
								.resources(new SyncResourceSpecification(RESOURCE,
										(exchange, request) -> new ReadResourceResult(List.of(), null))),
							(definition) -> definition.setPrimary(true)),
				"the resource raw://all", "McpServerFeatures.SyncResourceSpecification");
	}

	// the server's builder keeps the reference of the bean, and forgets its handler
	@Test
	void startWhenACustomizerTakesThePlaceOfACompletionThenFails() {
		assertRefused(
				this.runner.withBean(CompletionSource.class)
					.withBean("own", McpSyncServerCustomizer.class,
							() -> (server) -> server.immediateExecution(true)
								.completions(completion(new PromptReference("raw"))),
							(definition) -> definition.setPrimary(true)),
				"the completion of the prompt raw", "McpServerFeatures.SyncCompletionSpecification");
	}

	@Test
	void startWhenAStatelessServerHasAnotherCompletionInPlaceOfABeanThenFails() {
		assertRefused(this.stateless.withUserConfiguration(OwnStatelessCompletion.class),
				"the completion of the prompt raw", "McpStatelessServerFeatures.SyncCompletionSpecification");
	}

	@Test
	void startWhenCompletionsAreBeansThenSucceeds() {
		this.runner.withBean(CompletionSource.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenACustomizerAddsABeanThenSucceeds() {
		this.runner.withUserConfiguration(CustomizedWithBean.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(McpBoundary.class).getUndeclared()).containsKey("tool raw");
		});
	}

	@Test
	void startWhenTheApplicationBuildsTheServerThenFails() {
		assertRefused(this.runner.withUserConfiguration(OwnServer.class), "the tool raw",
				"McpServerFeatures.SyncToolSpecification");
	}

	@Test
	void startWhenTheApplicationBuildsTheStatelessServerThenFails() {
		assertRefused(this.stateless.withUserConfiguration(OwnStatelessServer.class), "the tool raw",
				"McpStatelessServerFeatures.SyncToolSpecification");
	}

	@Test
	void startWhenAServerIsAsynchronousThenFails() {
		this.runner.withUserConfiguration(OwnAsyncServer.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("asyncServer is an McpAsyncServer"));
	}

	@Test
	void addWhenItIsTheServerBehindThenIsRefused() {
		this.runner.run((context) -> {
			McpSyncServer server = context.getBean(McpSyncServer.class);
			McpAsyncServer behind = server.getAsyncServer();
			AsyncToolSpecification tool = new AsyncToolSpecification(TOOL,
					(exchange, request) -> Mono.just(CallToolResult.builder().build()));
			assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
				.isThrownBy(() -> behind.addTool(tool))
				.withMessageContaining("McpAsyncServer")
				.satisfies((failure) -> assertThat(failure.getAction()).contains("McpSyncServer"));
			assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
				.isThrownBy(() -> new McpSyncServer(behind).addTool(tool()));
			assertThat(server.listTools()).isEmpty();
			assertThat(behind.getServerInfo()).isEqualTo(server.getServerInfo());
		});
	}

	@Test
	void startWhenTheServersAreBeansAgainThenSucceeds() {
		this.runner.withUserConfiguration(Aliases.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	static class Aliases {

		@Bean
		McpSyncServer again(@Qualifier("mcpSyncServer") McpSyncServer server) {
			return server;
		}

		@Bean
		McpAsyncServer behind(@Qualifier("mcpSyncServer") McpSyncServer server) {
			return server.getAsyncServer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ResourceSource {

		@Bean
		List<SyncResourceSpecification> resources() {
			return List.of(resource());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CompletionSource {

		@Bean
		List<SyncCompletionSpecification> completions() {
			return List.of(completion(new PromptReference("raw")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStatelessCompletion {

		@Bean
		McpStatelessServerFeatures.SyncCompletionSpecification raw() {
			return completion();
		}

		@Bean
		McpStatelessSyncServer ownServer(WebMvcStatelessServerTransport transport,
				McpStatelessServerFeatures.SyncCompletionSpecification raw) {
			return McpServer.sync(transport).completions(raw).completions(completion()).build();
		}

		private static McpStatelessServerFeatures.SyncCompletionSpecification completion() {
			return new McpStatelessServerFeatures.SyncCompletionSpecification(new PromptReference("raw"), (context,
					request) -> new CompleteResult(new CompleteResult.CompleteCompletion(List.of(), 0, false)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizedWithBean {

		@Bean
		SyncToolSpecification raw() {
			return tool();
		}

		@Bean
		@Primary
		McpSyncServerCustomizer own(SyncToolSpecification raw) {
			return (server) -> server.immediateExecution(true).tools(raw);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		McpSyncServer ownServer(WebMvcStreamableServerTransportProvider transport) {
			return McpServer.sync(transport).immediateExecution(true).tools(tool()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStatelessServer {

		@Bean
		McpStatelessSyncServer ownServer(WebMvcStatelessServerTransport transport) {
			return McpServer.sync(transport)
				.tools(new McpStatelessServerFeatures.SyncToolSpecification(TOOL,
						(context, request) -> CallToolResult.builder().build()))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAsyncServer {

		@Bean
		McpAsyncServer asyncServer() {
			return McpServer.async(WebMvcStreamableServerTransportProvider.builder().build()).build();
		}

	}

}
