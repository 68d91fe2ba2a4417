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

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of MCP tools, resources and prompts that the application does
 * not declare in its code.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl")
public class OperationsProperties {

	/**
	 * MCP tools by name.
	 */
	private Map<String, OperationProperties> tools = new LinkedHashMap<>();

	/**
	 * MCP resources by URI or URI template.
	 */
	private Map<String, OperationProperties> resources = new LinkedHashMap<>();

	/**
	 * MCP prompts by name.
	 */
	private Map<String, OperationProperties> prompts = new LinkedHashMap<>();

	public Map<String, OperationProperties> getTools() {
		return this.tools;
	}

	public void setTools(Map<String, OperationProperties> tools) {
		this.tools = tools;
	}

	public Map<String, OperationProperties> getResources() {
		return this.resources;
	}

	public void setResources(Map<String, OperationProperties> resources) {
		this.resources = resources;
	}

	public Map<String, OperationProperties> getPrompts() {
		return this.prompts;
	}

	public void setPrompts(Map<String, OperationProperties> prompts) {
		this.prompts = prompts;
	}

}
