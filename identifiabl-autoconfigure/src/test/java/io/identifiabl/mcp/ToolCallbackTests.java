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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityHolder;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools from {@code @Tool} methods, of beans and of objects that Spring does not know.
 *
 * @author Identifiabl Contributors
 */
class ToolCallbackTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(CallbackApplication.class, issuer);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static McpEndpoint withScope(String scope) {
		return McpEndpoint.of(application)
			.as(issuer.token("alice").audience("urn:api").scopes(scope).sign())
			.initialized();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ofObject", "ofBean", "ofCallback" })
	void callWhenScopeIsMissingThenChallengesForIt(String tool) {
		assertThat(McpEndpoint.challenge(withScope("openid").call(tool, "{}"))).contains("scope=\"callback\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ofObject", "ofBean", "ofCallback" })
	void callWhenScopeIsGrantedThenRuns(String tool) {
		assertThat(McpEndpoint.text(withScope("callback").call(tool, "{}"))).contains(tool);
	}

	// written by mappers of Spring AI and of the SDK, which no module reaches
	@ParameterizedTest
	@ValueSource(strings = { "identityOfObject", "identityOfBean" })
	void callWhenResultIsAnIdentityThenIsItsJsonWithoutRawClaims(String tool) {
		String token = issuer.token("alice")
			.audience("urn:api")
			.scopes("callback")
			.claim("secret", "only-in-the-token")
			.sign();
		String text = McpEndpoint.of(application).as(token).initialized().call(tool, "{}").body();
		assertThat(text).contains("\\\"userId\\\":\\\"alice\\\"").doesNotContain("only-in-the-token");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(CallbackApplication.BeanTools.class)
	static class CallbackApplication {

		@Bean
		MethodToolCallbackProvider callbacks(BeanTools tools) {
			return MethodToolCallbackProvider.builder().toolObjects(new ObjectTools(), tools).build();
		}

		@Bean
		ToolCallback callback() {
			return ToolCallbacks.from(new CallbackTools())[0];
		}

		static class ObjectTools {

			@Tool(description = "Who calls")
			@RequireScope("callback")
			Identity identityOfObject() {
				return IdentityHolder.getRequired();
			}

			@Tool(description = "Of an object")
			@RequireScope("callback")
			String ofObject() {
				return "ofObject";
			}

		}

		static class BeanTools {

			@McpTool(description = "Who calls")
			@RequireScope("callback")
			Identity identityOfBean(@CurrentIdentity Identity identity) {
				return identity;
			}

			@Tool(description = "Of a bean")
			@RequireScope("callback")
			String ofBean() {
				return "ofBean";
			}

		}

		@RequireScope("callback")
		static class CallbackTools {

			@Tool(description = "Of a callback")
			String ofCallback() {
				return "ofCallback";
			}

		}

	}

}
