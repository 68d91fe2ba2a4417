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

package io.identifiabl.autoconfigure.mcp;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.autoconfigure.McpProperties;
import io.identifiabl.autoconfigure.OperationProperties;
import io.identifiabl.mcp.DeclaredOperations;
import io.identifiabl.mcp.McpBoundary;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Reads once, when all beans are there, who may call what, and says what it found odd.
 *
 * @author Identifiabl Contributors
 */
final class McpDeclarations implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(McpDeclarations.class);

	private final ListableBeanFactory beanFactory;

	private final IdentifiablProperties properties;

	private final McpBoundary boundary;

	McpDeclarations(ListableBeanFactory beanFactory, IdentifiablProperties properties, McpBoundary boundary) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.boundary = boundary;
	}

	@Override
	public void afterSingletonsInstantiated() {
		DeclaredOperations declared = new DeclaredOperations();
		McpToolCheck check = new McpToolCheck(this.properties.getMcp().getMode() == McpProperties.Mode.MIXED);
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Object bean = singleton(name);
			Class<?> type = (bean != null) ? AopUtils.getTargetClass(bean) : this.beanFactory.getType(name, false);
			if (type != null) {
				Class<?> userType = ClassUtils.getUserClass(type);
				MethodIntrospector.selectMethods(userType, (Method method) -> DeclaredOperations.operation(method))
					.keySet()
					.forEach((method) -> check.check(method, bean));
				declared.read(userType);
			}
		}
		new CallbackMethods(this.beanFactory).forEach((callback, method) -> {
			check.check(method, null);
			declared.read(ProtectedOperation.tool(callback.getToolDefinition().name()), method,
					method.getDeclaringClass());
		});
		require(declared, this.properties.getTools(), ProtectedOperation::tool);
		require(declared, this.properties.getResources(), ProtectedOperation::resource);
		require(declared, this.properties.getPrompts(), ProtectedOperation::prompt);
		this.boundary.setRules(declared,
				this.properties.getMcp().getUndeclaredTools() == McpProperties.Undeclared.DENY);
		warnOfUndeclared();
		warnOfOtherThreads();
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
