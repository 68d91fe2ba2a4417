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

import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerProperties;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.authorization.IdentifiablMethodSecurityAutoConfiguration;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stops the start of an MCP server, and what is said about it.
 *
 * @author Identifiabl Contributors
 */
class McpStartupTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablMethodSecurityAutoConfiguration.class,
				IdentifiablMcpAutoConfiguration.class))
		.withPropertyValues("identifiabl.issuer=https://idp.example.com",
				"identifiabl.audiences=https://api.example.com/mcp");

	private final WebApplicationContextRunner streamable = this.runner
		.withPropertyValues("spring.ai.mcp.server.protocol=STREAMABLE");

	@ParameterizedTest
	@CsvSource({ ", is not set", "SSE, is SSE", "sse, is SSE", "STDIO, is STDIO" })
	void startWhenProtocolCannotBeGuardedThenFails(String protocol, String problem) {
		this.runner
			.withPropertyValues((protocol != null) ? "spring.ai.mcp.server.protocol=" + protocol : "some.property=x")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessageContaining("spring.ai.mcp.server.protocol " + problem);
					assertThat(failure.getAction())
						.isEqualTo("Set spring.ai.mcp.server.protocol to STREAMABLE or STATELESS. "
								+ "Set identifiabl.mcp.enabled=false to run it unguarded.");
				}));
	}

	@Test
	void startWhenTypeIsAsyncThenFails() {
		this.streamable.withPropertyValues("spring.ai.mcp.server.type=ASYNC")
			.run((context) -> assertThat(context).getFailure()
				.hasMessage("The MCP server cannot be guarded: spring.ai.mcp.server.type is ASYNC, and tools would "
						+ "run on threads that do not know the caller."));
	}

	@ParameterizedTest
	@CsvSource({ "identifiabl.mcp.enabled=false", "identifiabl.enabled=false", "spring.ai.mcp.server.enabled=false",
			"spring.ai.mcp.server.stdio=true" })
	void startWhenThereIsNothingToGuardThenHasNoBoundary(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(McpBoundary.class));
	}

	@Test
	void startWhenSpringAiIsAbsentThenHasNoBoundary() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.ai", "io.modelcontextprotocol",
					McpServerProperties.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(McpBoundary.class));
	}

	@Test
	void startWhenApplicationIsNotOfTheWebThenHasNoBoundary() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class, IdentifiablMcpAutoConfiguration.class))
			.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=a")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(McpBoundary.class));
	}

	@Test
	void startWhenBaselineAsksForRefreshTokensThenFails() {
		this.streamable.withPropertyValues("identifiabl.mcp.scopes-supported=notes:read,offline_access")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("identifiabl.mcp.scopes-supported contains offline_access"));
		this.streamable.withPropertyValues("identifiabl.mcp.scopes=notes:read,offline_access")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("identifiabl.mcp.scopes contains offline_access"));
	}

	@Test
	void startWhenConfiguredScopesAreNoneThenFails() {
		this.streamable.withPropertyValues("identifiabl.tools.purge.scopes=a b")
			.run((context) -> assertThat(context).getFailure()
				.hasMessage("The scopes of 'purge' are not usable: 'a b' is not a scope."));
	}

	@ParameterizedTest
	@CsvSource({ "allowed-origins=example.com, allowed-origins 'example.com'",
			"allowed-origins=https://example.com/path, allowed-origins 'https://example.com/path'",
			"max-body-size=0B, max-body-size '0B'", "max-body-size=3GB, max-body-size '3221225472B'" })
	void startWhenSettingIsUnusableThenFails(String property, String problem) {
		this.streamable.withPropertyValues("identifiabl.mcp." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("identifiabl.mcp." + problem + " is not usable."));
	}

	@ParameterizedTest
	@MethodSource("unusableTools")
	void startWhenToolContradictsItselfThenFails(Object tools, String problem) {
		this.streamable.withPropertyValues("identifiabl.mcp.mode=mixed")
			.withBean("tools", Object.class, () -> tools)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining(problem));
	}

	static Stream<Arguments> unusableTools() {
		return Stream.of(
				Arguments.of(new PublicAndScoped(),
						"tool() cannot be offered to MCP clients: it is declared " + "public and to need scopes"),
				Arguments.of(new PublicWithIdentity(), "it needs no user, and an identity"),
				Arguments.of(new PrivateWithIdentity(), "to a private, final or static method"),
				Arguments.of(new FinalWithIdentity(), "to a private, final or static method"),
				Arguments.of(new StaticWithIdentity(), "to a private, final or static method"),
				Arguments.of(new TextAsIdentity(), "needs a parameter of type Identity"),
				Arguments.of(new PromptWithIdentity(), "@CurrentIdentity is for parameters of @McpTool methods"),
				Arguments.of(new CallbackWithIdentity(), "@CurrentIdentity is for parameters of @McpTool methods"));
	}

	@Test
	void startWhenToolWithIdentityIsNotProxiedThenFails() {
		this.streamable.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean(Unproxied.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("its bean is not a proxy"));
	}

	@Test
	void startWhenToolWithIdentityIsProxiedThenSucceeds() {
		this.streamable.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
			.withBean(WithIdentity.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static class PublicAndScoped {

		@McpTool
		@PublicTool
		@RequireScope("x")
		String tool() {
			return "";
		}

	}

	static class PublicWithIdentity {

		@McpTool
		@PublicTool
		String tool(@CurrentIdentity Identity identity) {
			return "";
		}

	}

	@SuppressWarnings("unused")
	static class PrivateWithIdentity {

		@McpTool
		private String tool(@CurrentIdentity Identity identity) {
			return "";
		}

	}

	static class FinalWithIdentity {

		@McpTool
		final String tool(@CurrentIdentity Identity identity) {
			return "";
		}

	}

	static class StaticWithIdentity {

		@McpTool
		static String tool(@CurrentIdentity Identity identity) {
			return "";
		}

	}

	static class TextAsIdentity {

		@McpTool
		String tool(@CurrentIdentity String identity) {
			return "";
		}

	}

	static class PromptWithIdentity {

		@McpPrompt
		String prompt(@CurrentIdentity Identity identity) {
			return "";
		}

	}

	static class CallbackWithIdentity {

		@Tool
		String tool(@CurrentIdentity Identity identity) {
			return "";
		}

	}

	static class WithIdentity {

		@McpTool
		@RequireScope("x")
		String tool(@CurrentIdentity Optional<Identity> identity) {
			return "";
		}

	}

	static class Unproxied {

		@McpTool
		String tool(@CurrentIdentity Optional<Identity> identity) {
			return "";
		}

	}

}
