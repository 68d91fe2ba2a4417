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

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.GeneratedClasses;
import io.identifiabl.testapp.GeneratedShape;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer to what a tool needs, of the gate, the backstop and the list of tools, for
 * classes that nobody would think of.
 *
 * @author Identifiabl Contributors
 */
class GeneratedToolTests {

	private static final List<Scopes> CALLERS = List.of(Scopes.of("openid"), Scopes.of("a"), Scopes.of("b"),
			Scopes.of("a", "b"));

	private static final Map<GeneratedShape, Class<?>> SHAPES = new LinkedHashMap<>();

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		GeneratedClasses.compile(120, 41).getClasses().forEach((shape, type) -> {
			// the others stop the start
			if (shape.operations().stream().allMatch((operation) -> shape.expected(operation).size() < 2)) {
				SHAPES.put(shape, type);
			}
		});
		issuer = TestIssuer.start();
		// proxies are made by the loader of the application
		Thread thread = Thread.currentThread();
		ClassLoader loader = thread.getContextClassLoader();
		thread.setContextClassLoader(SHAPES.values().iterator().next().getClassLoader());
		try {
			application = McpApplications.start(GeneratedApplication.class, issuer);
		}
		finally {
			thread.setContextClassLoader(loader);
		}
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
	}

	private static void forEachTool(BiConsumer<String, @Nullable ScopeRequirement> action) {
		SHAPES.forEach((shape, type) -> shape.tools().forEach((operation) -> {
			Set<ScopeRequirement> expected = shape.expected(operation);
			action.accept(shape.tool(operation), expected.isEmpty() ? null : expected.iterator().next());
		}));
	}

	// what declares nothing is refused where other tools declare something
	private static boolean isAllowed(@Nullable ScopeRequirement requirement, Scopes caller) {
		return requirement != null && requirement.isMetBy(caller);
	}

	@Test
	void gateLetsThoseWithTheScopesPass() {
		SoftAssertions soft = new SoftAssertions();
		for (Scopes caller : CALLERS) {
			McpEndpoint endpoint = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("urn:api").scopes(caller.toString()).sign())
				.initialized();
			forEachTool((tool, requirement) -> {
				HttpResponse<String> response = endpoint.call(tool, "{}");
				boolean allowed = isAllowed(requirement, caller);
				soft.assertThat(response.statusCode()).as(tool + " by " + caller).isEqualTo(allowed ? 200 : 403);
				String result = "\"text\":\"" + tool.substring(tool.indexOf('-') + 1) + "\"";
				soft.assertThat(response.body().contains(result))
					.as(tool + " ran for " + caller + ": " + response.body())
					.isEqualTo(allowed);
			});
		}
		soft.assertAll();
	}

	@Test
	void backstopLetsThoseWithTheScopesPass() {
		SoftAssertions soft = new SoftAssertions();
		Map<String, SyncToolSpecification> specifications = new LinkedHashMap<>();
		for (Object element : application.getContext().getBean("toolSpecs", List.class)) {
			SyncToolSpecification specification = (SyncToolSpecification) element;
			specifications.put(specification.tool().name(), specification);
		}
		for (Scopes caller : CALLERS) {
			SecurityContextHolder.getContext()
				.setAuthentication(new TestingAuthenticationToken("alice", null,
						caller.asSet().stream().map((scope) -> "SCOPE_" + scope).toArray(String[]::new)));
			forEachTool((tool, requirement) -> {
				CallToolResult result = Objects.requireNonNull(specifications.get(tool))
					.callHandler()
					.apply(null, new CallToolRequest(tool, Map.of(), null));
				soft.assertThat(Boolean.TRUE.equals(result.isError()))
					.as(tool + " by " + caller)
					.isEqualTo(!isAllowed(requirement, caller));
			});
		}
		soft.assertAll();
	}

	@Test
	void listNamesTheScopes() {
		McpEndpoint alice = McpEndpoint.of(application)
			.as(issuer.token("alice").audience("urn:api").scopes("openid").sign())
			.initialized();
		Map<String, Map<String, Object>> listed = McpApplications.tools(alice.request("tools/list", "{}"));
		SoftAssertions soft = new SoftAssertions();
		forEachTool((tool, requirement) -> {
			List<Scopes> alternatives = (requirement != null) ? requirement.getAlternatives() : List.of(Scopes.none());
			soft.assertThat(Objects.requireNonNull(listed.get(tool)).get("securitySchemes"))
				.as(tool)
				.isEqualTo(alternatives.stream()
					.map((scopes) -> Map.of("type", "oauth2", "scopes", List.copyOf(scopes.asSet())))
					.toList());
		});
		soft.assertAll();
	}

	@Test
	void rulesAreThoseOfTheMethods() {
		McpBoundary boundary = application.getBean(McpBoundary.class);
		SoftAssertions soft = new SoftAssertions();
		forEachTool((tool, requirement) -> {
			AccessRule rule = boundary.getRule(ProtectedOperation.tool(tool));
			soft.assertThat((rule != null) ? rule.requirement() : null).as(tool).isEqualTo(requirement);
		});
		soft.assertAll();
		assertThat(SHAPES).hasSizeGreaterThan(80);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(GeneratedBeans.class)
	static class GeneratedApplication {

	}

	// before those of Spring AI, which collects what is there
	static class GeneratedBeans implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			SHAPES.values()
				.forEach((type) -> registry.registerBeanDefinition(type.getName(), new RootBeanDefinition(type)));
		}

	}

}
