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

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.McpToolUtils;
import org.springframework.ai.mcp.annotation.spring.SyncMcpAnnotationProviders;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.mcp.AnnotatedTools.After;
import io.identifiabl.mcp.AnnotatedTools.Before;
import io.identifiabl.mcp.AnnotatedTools.CompletionOfBean;
import io.identifiabl.mcp.AnnotatedTools.Declared;
import io.identifiabl.mcp.AnnotatedTools.Denied;
import io.identifiabl.mcp.AnnotatedTools.FinalTool;
import io.identifiabl.mcp.AnnotatedTools.InheritedCompletion;
import io.identifiabl.mcp.AnnotatedTools.InheritedPrompt;
import io.identifiabl.mcp.AnnotatedTools.InheritedResource;
import io.identifiabl.mcp.AnnotatedTools.InheritedTool;
import io.identifiabl.mcp.AnnotatedTools.McpPre;
import io.identifiabl.mcp.AnnotatedTools.Meta;
import io.identifiabl.mcp.AnnotatedTools.OfClass;
import io.identifiabl.mcp.AnnotatedTools.OfInterface;
import io.identifiabl.mcp.AnnotatedTools.Permitted;
import io.identifiabl.mcp.AnnotatedTools.Post;
import io.identifiabl.mcp.AnnotatedTools.Pre;
import io.identifiabl.mcp.AnnotatedTools.PrivateTool;
import io.identifiabl.mcp.AnnotatedTools.PromptOfBean;
import io.identifiabl.mcp.AnnotatedTools.PublicInScoped;
import io.identifiabl.mcp.AnnotatedTools.ResourceOfBean;
import io.identifiabl.mcp.AnnotatedTools.Roles;
import io.identifiabl.mcp.AnnotatedTools.SecuredTool;
import io.identifiabl.mcp.AnnotatedTools.StaticTool;
import io.identifiabl.mcp.AnnotatedTools.TemplateOfBean;
import io.identifiabl.mcp.AnnotatedTools.Templated;
import io.identifiabl.mcp.AnnotatedTools.WithIdentity;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Annotations of Spring Security on what an MCP server offers: they count only where they
 * are in force.
 *
 * @author Identifiabl Contributors
 */
class ToolMethodSecurityTests {

	private static final String NO_PROXY = "since the object that is called is not a proxy with an interceptor for it";

	private final WebApplicationContextRunner runner = McpApplications.contextRunner();

	private static void assertRefused(WebApplicationContextRunner runner, String annotation, String reason) {
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
				assertThat(failure).hasMessageContaining("@" + annotation + " does nothing, " + reason);
				assertThat(failure.getAction()).contains("@RequireScope");
			}));
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void startWhenToolObjectIsNoBeanThenFails(Object tools, String annotation) {
		assertRefused(this.runner.withBean(ToolCallbackProvider.class,
				() -> MethodToolCallbackProvider.builder().toolObjects(tools).build()), annotation, NO_PROXY);
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void startWhenMethodSecurityIsOffThenFails(Object tools, String annotation) {
		assertRefused(this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean("tools", Object.class, () -> tools)
			.withBean(ToolSource.class), annotation, NO_PROXY);
	}

	static Stream<Arguments> annotated() {
		return Stream.of(Arguments.of(new Pre(), "PreAuthorize"), Arguments.of(new Post(), "PostAuthorize"),
				Arguments.of(new Before(), "PreFilter"), Arguments.of(new After(), "PostFilter"),
				Arguments.of(new SecuredTool(), "Secured"), Arguments.of(new Roles(), "RolesAllowed"),
				Arguments.of(new Denied(), "DenyAll"), Arguments.of(new Permitted(), "PermitAll"),
				Arguments.of(new OfClass(), "PreAuthorize"), Arguments.of(new OfInterface(), "PreAuthorize"),
				Arguments.of(new Meta(), "PreAuthorize"));
	}

	@ParameterizedTest
	@MethodSource("wrapped")
	void startWhenCallbackIsHiddenThenFails(Class<?> type, Supplier<Object> bean) {
		assertRefused(this.runner.withBean("hidden", asObject(type), bean), "PreAuthorize", NO_PROXY);
	}

	@SuppressWarnings("unchecked")
	private static Class<Object> asObject(Class<?> type) {
		return (Class<Object>) type;
	}

	static Stream<Arguments> wrapped() {
		return Stream.of(Arguments.of(ToolCallback.class, supplier(() -> ToolCallbacks.from(new Pre())[0])),
				Arguments.of(ToolCallbackProvider.class,
						supplier(() -> ToolCallbackProvider.from(ToolCallbacks.from(new Pre())))),
				Arguments.of(ToolCallback.class, supplier(() -> new Wrapper(ToolCallbacks.from(new Pre())[0]))),
				Arguments.of(SyncToolSpecification.class,
						supplier(() -> McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Pre())[0]))),
				Arguments.of(SyncToolSpecification.class,
						supplier(() -> SyncMcpAnnotationProviders.toolSpecifications(List.of(new McpPre())).get(0))));
	}

	private static Supplier<Object> supplier(Supplier<Object> supplier) {
		return supplier;
	}

	@ParameterizedTest
	@ValueSource(classes = { SecuredTool.class, Roles.class, Denied.class, Permitted.class })
	void startWhenMethodSecurityLeavesTheAnnotationOutThenFails(Class<?> type) {
		this.runner.withBean("tools", asObject(type))
			.withBean(ToolSource.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class,
						(failure) -> assertThat(failure.getAction()).contains("@EnableMethodSecurity(")
							.contains("Enabled = true)")));
	}

	@ParameterizedTest
	@ValueSource(classes = { SecuredTool.class, Roles.class, Denied.class, Permitted.class, Pre.class, Post.class,
			Before.class, After.class, OfClass.class, OfInterface.class, Meta.class, McpPre.class })
	void startWhenMethodSecurityIsInForceThenSucceeds(Class<?> type) {
		this.runner.withUserConfiguration(EverythingEnabled.class)
			.withBean("tools", asObject(type))
			.withBean(ToolSource.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalTool.class, PrivateTool.class, StaticTool.class })
	void startWhenMethodOfABeanCannotBeGuardedThenFails(Class<?> type) {
		String modifier = type.getSimpleName().replace("Tool", "").toLowerCase(Locale.ROOT);
		assertRefused(this.runner.withBean("tools", asObject(type)), "PreAuthorize",
				"since Spring cannot guard a method that is " + modifier);
	}

	@ParameterizedTest
	@ValueSource(classes = { InheritedTool.class, InheritedResource.class, InheritedPrompt.class,
			InheritedCompletion.class })
	void startWhenClassDeclaresForWhatItInheritsThenFails(Class<?> type) {
		assertRefused(this.runner.withBean("tools", asObject(type)), "PreAuthorize",
				"since Spring Security does not apply that of a class to methods that the class inherits");
	}

	@ParameterizedTest
	@ValueSource(classes = { ResourceOfBean.class, TemplateOfBean.class, PromptOfBean.class, CompletionOfBean.class })
	void startWhenResourceOrPromptIsNotGuardedThenFails(Class<?> type) {
		assertRefused(this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean("tools", asObject(type)), "PreAuthorize", NO_PROXY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void startWhenServerHasNoSessionsThenFailsAsWell(String protocol) {
		assertRefused(
				this.runner.withPropertyValues("spring.ai.mcp.server.protocol=" + protocol)
					.withBean(ToolCallbackProvider.class,
							() -> MethodToolCallbackProvider.builder().toolObjects(new Pre()).build()),
				"PreAuthorize", NO_PROXY);
		assertRefused(this.runner
			.withPropertyValues("spring.ai.mcp.server.protocol=" + protocol,
					"identifiabl.method-security.enabled=false")
			.withBean(McpPre.class), "PreAuthorize", NO_PROXY);
	}

	@Test
	void startWhenSomeOtherProxyIsCalledThenFails() {
		ProxyFactory factory = new ProxyFactory(new Pre());
		factory.setProxyTargetClass(true);
		factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
		assertRefused(
				this.runner.withBean(ToolCallbackProvider.class,
						() -> MethodToolCallbackProvider.builder().toolObjects(factory.getProxy()).build()),
				"PreAuthorize", NO_PROXY);
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void startWhenAnAspectOfTheApplicationIsForTheAnnotationThenFails(Object tools, String annotation) {
		assertRefused(
				this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
					.withBean("tools", Object.class, () -> tools)
					.withBean(ToolSource.class)
					.withBean("logging", Advisor.class, ToolMethodSecurityTests::logging,
							(definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE)),
				annotation, NO_PROXY);
	}

	// matches what has any annotation, on itself, its class or its interfaces
	private static Advisor logging() {
		StaticMethodMatcherPointcut pointcut = new StaticMethodMatcherPointcut() {

			@Override
			public boolean matches(Method method, Class<?> targetClass) {
				return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
					.stream()
					.anyMatch((annotation) -> annotation.getType().getPackageName().contains("security"))
						|| MergedAnnotations.from(targetClass, SearchStrategy.TYPE_HIERARCHY)
							.isPresent(PreAuthorize.class);
			}

		};
		return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) (invocation) -> invocation.proceed());
	}

	@Test
	void startWhenObjectBehindACallbackTakesTheIdentityThenFails() {
		this.runner
			.withBean(ToolCallbackProvider.class,
					() -> MethodToolCallbackProvider.builder().toolObjects(new WithIdentity()).build())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("@CurrentIdentity is for parameters of @McpTool methods"));
	}

	@Test
	void startWhenClassNeedsScopesAndToolIsPublicThenFails() {
		this.runner.withBean(PublicInScoped.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("it is declared public and to need scopes"));
	}

	@Test
	void ruleWhenExpressionHasAPlaceholderThenIsThatOfTheAnnotation() {
		this.runner.withBean(AnnotationTemplateExpressionDefaults.class)
			.withBean(Templated.class)
			.run((context) -> assertThat(context.getBean(McpBoundary.class).getRule(ProtectedOperation.tool("tool")))
				.isEqualTo(AccessRule.of(ScopeRequirement.allOf("notes"))));
	}

	@Test
	void addWhenServerRunsThenUnguardedToolIsRefused() {
		this.runner.withBean(Declared.class).run((context) -> {
			McpSyncServer server = context.getBean(McpSyncServer.class);
			SyncToolSpecification tool = McpToolUtils.toSyncToolSpecification(ToolCallbacks.from(new Pre())[0]);
			assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
				.isThrownBy(() -> server.addTool(tool))
				.withMessageContaining("@PreAuthorize does nothing");
			assertThat(server.listTools()).extracting("name").containsExactly("declared");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(securedEnabled = true, jsr250Enabled = true)
	static class EverythingEnabled {

	}

	// offers the tools of the bean of that name, if it is not offered by an annotation
	static class ToolSource {

		@Bean
		ToolCallbackProvider toolSource(ApplicationContext context) {
			Object tools = context.getBean("tools");
			return (tools instanceof McpPre) ? ToolCallbackProvider.from(List.of())
					: MethodToolCallbackProvider.builder().toolObjects(tools).build();
		}

	}

	static class Wrapper implements ToolCallback {

		private final ToolCallback delegate;

		Wrapper(ToolCallback delegate) {
			this.delegate = delegate;
		}

		@Override
		public ToolDefinition getToolDefinition() {
			return this.delegate.getToolDefinition();
		}

		@Override
		public String call(String input) {
			return this.delegate.call(input);
		}

	}

}
