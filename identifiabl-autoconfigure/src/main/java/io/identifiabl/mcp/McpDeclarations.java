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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.customizer.McpSyncServerCustomizer;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.operation.OperationRecorder;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Reads once, when all beans are there, who may call what, and says what it found odd.
 *
 * @author Identifiabl Contributors
 */
final class McpDeclarations implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(McpDeclarations.class);

	private final ListableBeanFactory beanFactory;

	private final McpProperties properties;

	private final OperationsProperties operations;

	private final McpBoundary boundary;

	McpDeclarations(ListableBeanFactory beanFactory, McpProperties properties, OperationsProperties operations,
			McpBoundary boundary) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.operations = operations;
		this.boundary = boundary;
	}

	@Override
	public void afterSingletonsInstantiated() {
		DeclaredOperations declared = new DeclaredOperations();
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Object bean = singleton(name);
			Class<?> type = (bean != null) ? AopUtils.getTargetClass(bean) : this.beanFactory.getType(name, false);
			if (type != null) {
				Class<?> userType = ClassUtils.getUserClass(type);
				MethodIntrospector.selectMethods(userType, (Method method) -> DeclaredOperations.operation(method))
					.keySet()
					.forEach((method) -> this.boundary.check(method, userType, bean));
				declared.read(userType);
			}
		}
		require(declared, this.operations.getTools(), ProtectedOperation::tool);
		require(declared, this.operations.getResources(), ProtectedOperation::resource);
		require(declared, this.operations.getPrompts(), ProtectedOperation::prompt);
		this.boundary.setRules(declared, this.properties.getUndeclaredTools() == McpProperties.Undeclared.DENY);
		checkNames(declared);
		warnOfUndeclared();
		warnOfOtherThreads();
		warnOfUnrecorded();
	}

	// what code declares is offered or on its way, and never misspelt
	private void checkNames(DeclaredOperations declared) {
		Set<ProtectedOperation> configured = new LinkedHashSet<>();
		this.operations.getTools().keySet().forEach((name) -> configured.add(ProtectedOperation.tool(name)));
		this.operations.getResources().keySet().forEach((name) -> configured.add(ProtectedOperation.resource(name)));
		this.operations.getPrompts().keySet().forEach((name) -> configured.add(ProtectedOperation.prompt(name)));
		if (configured.isEmpty()) {
			return;
		}
		ConfiguredOperations names = new ConfiguredOperations(configured);
		Set<ProtectedOperation> offered = new LinkedHashSet<>(declared.getOffering());
		offered.addAll(this.boundary.getOffered());
		if (!names.findMissing(offered).isEmpty()) {
			// which builds it, where beans are created when they are needed
			ServerCapabilities capabilities = capabilities();
			offered.addAll(this.boundary.getOffered());
			names.check(offered, (type) -> isChanging(capabilities, type), holders());
		}
		this.boundary.setAdditions(names::added);
	}

	private @Nullable ServerCapabilities capabilities() {
		McpSyncServer server = this.beanFactory.getBeanProvider(McpSyncServer.class).getIfAvailable();
		if (server != null) {
			return server.getServerCapabilities();
		}
		McpStatelessSyncServer stateless = this.beanFactory.getBeanProvider(McpStatelessSyncServer.class)
			.getIfAvailable();
		return (stateless != null) ? stateless.getServerCapabilities() : null;
	}

	private static boolean isChanging(@Nullable ServerCapabilities capabilities, ProtectedOperation.Type type) {
		if (capabilities == null) {
			return true;
		}
		return switch (type) {
			case TOOL -> capabilities.tools() != null && Boolean.TRUE.equals(capabilities.tools().listChanged());
			case RESOURCE ->
				capabilities.resources() != null && Boolean.TRUE.equals(capabilities.resources().listChanged());
			case PROMPT -> capabilities.prompts() != null && Boolean.TRUE.equals(capabilities.prompts().listChanged());
		};
	}

	private Set<String> holders() {
		return (this.beanFactory instanceof ConfigurableListableBeanFactory configurable)
				? ServerHolders.find(configurable) : Set.of();
	}

	private void warnOfUnrecorded() {
		List<ProtectedOperation> awaited = this.boundary.getAudit().getAwaited();
		if (!awaited.isEmpty()
				&& this.beanFactory.getBeanNamesForType(OperationRecorder.class, true, false).length == 0) {
			logger.warn("Refused to everybody, since their records have to be durable and nothing records them: "
					+ awaited.stream()
						.map((operation) -> operation.type().getValue() + " " + operation.name())
						.sorted()
						.collect(Collectors.joining(", "))
					+ ". Remove identifiabl.audit.enabled=false, or set their audit to async.");
		}
	}

	// Spring AI has one that keeps tools on the thread of the request
	private void warnOfOtherThreads() {
		if (this.beanFactory.getBeanNamesForType(McpSyncServerCustomizer.class, true, false).length > 1) {
			logger
				.warn("An McpSyncServerCustomizer of the application takes the place of Spring AI's. If it does not call "
						+ "immediateExecution(true), tools run on threads that do not know the caller, and are refused.");
		}
	}

	// a factory's product may not be there yet
	private @Nullable Object singleton(String name) {
		Object singleton = (this.beanFactory instanceof ConfigurableListableBeanFactory configurable)
				? configurable.getSingleton(name) : null;
		return (singleton instanceof FactoryBean<?>) ? null : singleton;
	}

	private static void require(DeclaredOperations declared, Map<String, OperationProperties> operations,
			Function<String, ProtectedOperation> factory) {
		operations.forEach((name, operation) -> {
			if (operation.getScopes().isEmpty() && operation.getAudit() != null) {
				// how it is recorded says nothing about who may call
				return;
			}
			try {
				declared.require(factory.apply(name), operation.getScopes());
			}
			catch (IllegalArgumentException ex) {
				throw InvalidIdentifiablConfigurationException.unusableScopes(name, String.valueOf(ex.getMessage()));
			}
		});
	}

	private void warnOfUndeclared() {
		List<String> denied = new ArrayList<>();
		List<String> allowed = new ArrayList<>();
		this.boundary.getUndeclared().forEach((name, isDenied) -> (isDenied ? denied : allowed).add(name));
		if (!denied.isEmpty()) {
			logger.warn("Refused to everybody, since others of their kind declare scopes and these do not: "
					+ String.join(", ", denied) + ". Add @RequireScope or @PublicTool, or set "
					+ "identifiabl.mcp.undeclared-tools=allow.");
		}
		if (!allowed.isEmpty()) {
			logger.warn("Open to every authenticated caller, whatever its scopes: " + String.join(", ", allowed)
					+ ". Add @RequireScope, or @PublicTool if that is meant.");
		}
	}

}
