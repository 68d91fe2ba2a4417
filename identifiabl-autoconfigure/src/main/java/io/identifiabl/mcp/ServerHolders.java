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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the beans that have the MCP server, and so may add tools, resources and prompts
 * to it while it runs.
 *
 * @author Identifiabl Contributors
 */
final class ServerHolders {

	private static final List<Class<?>> SERVERS = List.of(McpSyncServer.class, McpStatelessSyncServer.class,
			McpAsyncServer.class, McpStatelessAsyncServer.class);

	private ServerHolders() {
	}

	/**
	 * Return the beans that were given the server or ask for it.
	 * @param beanFactory the beans
	 * @return their names
	 */
	static Set<String> find(ConfigurableListableBeanFactory beanFactory) {
		Set<String> holders = new TreeSet<>();
		for (Class<?> server : SERVERS) {
			for (String name : beanFactory.getBeanNamesForType(server, true, false)) {
				holders.addAll(List.of(beanFactory.getDependentBeans(name)));
			}
		}
		for (String name : beanFactory.getBeanDefinitionNames()) {
			Class<?> type = beanFactory.getType(name, false);
			if (type != null && !isOurs(type) && asks(ClassUtils.getUserClass(type))) {
				holders.add(name);
			}
		}
		return holders;
	}

	// the server itself, and what only asks it what it is
	private static boolean isOurs(Class<?> type) {
		return SERVERS.stream().anyMatch((server) -> server.isAssignableFrom(type))
				|| ClassUtils.getUserClass(type) == McpFilterConfiguration.class;
	}

	// also by ObjectProvider or lazily, which makes nobody dependent
	private static boolean asks(Class<?> type) {
		try {
			return Stream.of(type.getDeclaredConstructors())
				.anyMatch((constructor) -> mentionsServer(constructor.getGenericParameterTypes()))
					|| Stream.of(ReflectionUtils.getAllDeclaredMethods(type))
						.anyMatch((method) -> mentionsServer(method.getGenericParameterTypes()))
					|| Stream.of(type.getDeclaredFields()).anyMatch((field) -> mentionsServer(field.getGenericType()));
		}
		catch (LinkageError ex) {
			// of something optional that is not there
			return false;
		}
	}

	private static boolean mentionsServer(Type... types) {
		for (Type type : types) {
			if (SERVERS.contains(type) || (type instanceof ParameterizedType parameterized
					&& mentionsServer(parameterized.getActualTypeArguments()))) {
				return true;
			}
		}
		return false;
	}

}
