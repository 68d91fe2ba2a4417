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

import java.util.function.Supplier;

import org.springframework.beans.factory.config.BeanPostProcessor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Teaches the MCP server's own mapper to annotate or filter the list of tools, and to
 * keep internal errors to itself. Every other mapper is left alone.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpJsonMapperPostProcessor implements BeanPostProcessor {

	private static final String MAPPER = "mcpServerJsonMapper";

	private final Supplier<McpBoundary> boundary;

	/**
	 * Create a post-processor.
	 * @param boundary the boundary of the server
	 */
	public McpJsonMapperPostProcessor(Supplier<McpBoundary> boundary) {
		this.boundary = boundary;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (MAPPER.equals(beanName) && bean instanceof JsonMapper mapper) ? mapper.rebuild()
			.addModule(this.boundary.get().createToolsListModule())
			.addModule(new InternalErrorModule())
			.build() : bean;
	}

}
