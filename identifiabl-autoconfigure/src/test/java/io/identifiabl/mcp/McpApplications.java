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

import org.springframework.ai.mcp.server.common.autoconfigure.McpServerAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerJsonMapperAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerStatelessAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.StatelessToolCallbackConverterAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.ToolCallbackConverterAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerAnnotationScannerAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerSpecificationFactoryAutoConfiguration;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.StatelessServerSpecificationFactoryAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStatelessWebMvcAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStreamableHttpWebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.security.authorization.IdentifiablMethodSecurityAutoConfiguration;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

/**
 * Starts applications with an MCP server.
 *
 * @author Identifiabl Contributors
 */
final class McpApplications {

	static final String RESOURCE = "https://api.example.com/mcp";

	private McpApplications() {
	}

	static RunningApplication start(Class<?> application, TestIssuer issuer, String... properties) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("identifiabl.issuer", issuer.getIssuer());
		all.put("identifiabl.audiences", "urn:api");
		all.put("identifiabl.mcp.resource", RESOURCE);
		all.put("spring.ai.mcp.server.enabled", "true");
		all.put("spring.ai.mcp.server.protocol", "STREAMABLE");
		for (String property : properties) {
			int separator = property.indexOf('=');
			all.put(property.substring(0, separator), property.substring(separator + 1));
		}
		return RunningApplication.start(application,
				all.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toArray(String[]::new));
	}

	/**
	 * Return what starts a context with everything but a web server.
	 * @return the runner, for a streamable server
	 */
	static WebApplicationContextRunner contextRunner() {
		return new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class,
				IdentifiablKeyRetrievalAutoConfiguration.class, IdentifiablAutoConfiguration.class,
				IdentifiablMethodSecurityAutoConfiguration.class, IdentifiablMcpAutoConfiguration.class,
				McpServerJsonMapperAutoConfiguration.class, McpServerAutoConfiguration.class,
				McpServerAnnotationScannerAutoConfiguration.class, McpServerSpecificationFactoryAutoConfiguration.class,
				ToolCallbackConverterAutoConfiguration.class, McpServerStreamableHttpWebMvcAutoConfiguration.class,
				McpServerStatelessAutoConfiguration.class, StatelessServerSpecificationFactoryAutoConfiguration.class,
				StatelessToolCallbackConverterAutoConfiguration.class, McpServerStatelessWebMvcAutoConfiguration.class))
			.withPropertyValues("identifiabl.issuer=https://idp.example.com",
					"identifiabl.audiences=https://api.example.com/mcp", "spring.ai.mcp.server.protocol=STREAMABLE");
	}

	// of a list of tools, by name
	@SuppressWarnings("unchecked")
	static Map<String, Map<String, Object>> tools(HttpResponse<String> response) {
		Map<String, Map<String, Object>> tools = new LinkedHashMap<>();
		if (McpEndpoint.result(response).get("tools") instanceof List<?> list) {
			list.forEach(
					(tool) -> tools.put(String.valueOf(((Map<?, ?>) tool).get("name")), (Map<String, Object>) tool));
		}
		return tools;
	}

}
