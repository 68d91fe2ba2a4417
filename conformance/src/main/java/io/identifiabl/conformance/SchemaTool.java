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

package io.identifiabl.conformance;

import java.util.List;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The tool whose input schema is given rather than derived from a method.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
class SchemaTool {

	@Bean
	List<SyncToolSpecification> schemaToolSpecifications(Schemas schemas) {
		Tool tool = Tool.builder("json_schema_2020_12_tool", schemas.load("json-schema-2020-12"))
			.description("Tool with JSON Schema 2020-12 features")
			.build();
		return List.of(SyncToolSpecification.builder()
			.tool(tool)
			.callHandler((exchange, request) -> CallToolResult
				.builder(List.of(Samples.text("Called with " + request.arguments())))
				.build())
			.build());
	}

}
