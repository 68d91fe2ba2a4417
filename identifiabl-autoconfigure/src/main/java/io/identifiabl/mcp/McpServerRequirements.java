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

import java.util.Locale;
import java.util.Set;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Refuses kinds of MCP servers that could not be guarded. It looks at the properties as
 * Spring AI's conditions do, to which a missing protocol means the deprecated one.
 *
 * @author Identifiabl Contributors
 */
final class McpServerRequirements implements BeanFactoryPostProcessor, EnvironmentAware {

	static final String PROTOCOL = "spring.ai.mcp.server.protocol";

	private static final String TYPE = "spring.ai.mcp.server.type";

	private static final Set<String> PROTOCOLS = Set.of("STREAMABLE", "STATELESS");

	private String protocol = "";

	private String type = "";

	@Override
	public void setEnvironment(Environment environment) {
		this.protocol = environment.getProperty(PROTOCOL, "").toUpperCase(Locale.ROOT);
		this.type = environment.getProperty(TYPE, "SYNC").toUpperCase(Locale.ROOT);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (!PROTOCOLS.contains(this.protocol)) {
			throw InvalidIdentifiablConfigurationException.unguardedMcpServer(
					this.protocol.isEmpty()
							? PROTOCOL + " is not set, so that Spring AI serves the deprecated SSE transport"
							: PROTOCOL + " is " + this.protocol,
					"its messages would pass by the checks of the MCP endpoint",
					"Set " + PROTOCOL + " to STREAMABLE or STATELESS.");
		}
		if (!"SYNC".equals(this.type)) {
			throw InvalidIdentifiablConfigurationException.unguardedMcpServer(TYPE + " is " + this.type,
					"tools would run on threads that do not know the caller", "Set " + TYPE + " to SYNC.");
		}
	}

}
