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

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import org.springframework.aop.framework.AopProxyUtils;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * What an MCP server is really built with, whoever gave it to its builder. Of completions
 * and of its transport the server tells nobody, so that they are read from its fields.
 *
 * @author Identifiabl Contributors
 */
final class ServerContents {

	private final List<Object> descriptions = new ArrayList<>();

	private final boolean stateless;

	/**
	 * Look into a server.
	 * @param bean a synchronous server, which may be a proxy
	 */
	ServerContents(Object bean) {
		Object server = target(bean);
		this.stateless = server instanceof McpStatelessSyncServer;
		if (server instanceof McpSyncServer sync) {
			this.descriptions.addAll(sync.listTools());
			this.descriptions.addAll(sync.listResources());
			this.descriptions.addAll(sync.listResourceTemplates());
			this.descriptions.addAll(sync.listPrompts());
		}
		else if (server instanceof McpStatelessSyncServer sync) {
			this.descriptions.addAll(sync.listTools());
			this.descriptions.addAll(sync.listResources());
			this.descriptions.addAll(sync.listResourceTemplates());
			this.descriptions.addAll(sync.listPrompts());
		}
		((Map<?, ?>) SdkFields.read(behind(server), "completions")).values()
			.forEach((completion) -> this.descriptions.add(reference(completion)));
	}

	// not the key, which remains that of the first completion when another takes its
	// place
	private static Object reference(Object completion) {
		if (completion instanceof McpServerFeatures.AsyncCompletionSpecification specification) {
			return specification.referenceKey();
		}
		if (completion instanceof McpStatelessServerFeatures.AsyncCompletionSpecification specification) {
			return specification.referenceKey();
		}
		throw new IllegalStateException(
				"This version of the MCP SDK is not known: a completion is a " + completion.getClass().getName());
	}

	// a copy is another one
	@SuppressWarnings("ReferenceEquality")
	boolean has(Object description) {
		return this.descriptions.stream().anyMatch((other) -> other == description);
	}

	/**
	 * Refuse what the backstop is not around.
	 * @param guarded the descriptions of what it is around
	 * @throws InvalidIdentifiablConfigurationException if there is anything else
	 */
	void check(Set<Object> guarded) {
		List<Object> others = this.descriptions.stream().filter((other) -> !guarded.contains(other)).toList();
		if (!others.isEmpty()) {
			String features = this.stateless ? "McpStatelessServerFeatures." : "McpServerFeatures.";
			Set<String> types = new TreeSet<>();
			others
				.forEach((other) -> types.add("List<" + features + OperationDescription.toSpecification(other) + ">"));
			throw InvalidIdentifiablConfigurationException.unguardedMcpServer(
					others.stream().map(OperationDescription::toText).collect(Collectors.joining(", "))
							+ " went into its builder past the beans, as from an McpSyncServerCustomizer or a server "
							+ "that the application builds",
					"nothing would check there who calls, or what is declared",
					"Register it as a bean of type " + String.join(" or ", types)
							+ ", which Spring AI collects, or annotate a method of a bean.");
		}
	}

	// by identity, so that nothing counts as guarded that only looks the same
	static Set<Object> newDescriptions() {
		return Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	/**
	 * Return the transport that a server answers.
	 * @param bean a synchronous server, which may be a proxy
	 * @return the transport
	 */
	static Object transport(Object bean) {
		return SdkFields.read(behind(target(bean)), "mcpTransportProvider");
	}

	private static Object target(Object bean) {
		Object target = bean;
		Object next = AopProxyUtils.getSingletonTarget(bean);
		while (next != null) {
			target = next;
			next = AopProxyUtils.getSingletonTarget(target);
		}
		return target;
	}

	private static Object behind(Object server) {
		return SdkFields.read(server, "asyncServer");
	}

}
