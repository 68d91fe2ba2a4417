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

import java.util.List;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerAnnotationScannerAutoConfiguration.ServerMcpAnnotatedBeans;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;

/**
 * What goes into the MCP server itself.
 *
 * @author Identifiabl Contributors
 */
@Import(McpServerConfiguration.WhoAmIConfiguration.class)
class McpServerConfiguration {

	@Bean("identifiablMcpSpecificationPostProcessor")
	static SpecificationPostProcessor mcpSpecificationPostProcessor(ObjectProvider<McpBoundary> boundary,
			ObjectProvider<ServerMcpAnnotatedBeans> annotatedBeans) {
		return new SpecificationPostProcessor(boundary::getObject, () -> {
			ServerMcpAnnotatedBeans beans = annotatedBeans.getIfAvailable();
			return (beans != null) ? beans.getBeansByAnnotation(McpTool.class) : List.of();
		});
	}

	@Bean("identifiablMcpTransportPostProcessor")
	static TransportPostProcessor mcpTransportPostProcessor() {
		return new TransportPostProcessor();
	}

	@Bean("identifiablMcpJsonMapperPostProcessor")
	static McpJsonMapperPostProcessor mcpJsonMapperPostProcessor(ObjectProvider<McpBoundary> boundary) {
		return new McpJsonMapperPostProcessor(boundary::getObject);
	}

	@Bean("identifiablMcpErrorJacksonModule")
	@ConditionalOnMissingBean
	McpErrorJacksonModule mcpErrorJacksonModule() {
		return new McpErrorJacksonModule();
	}

	@Bean("identifiablMcpListeningStreams")
	@ConditionalOnProperty(name = McpServerRequirements.PROTOCOL, havingValue = "STREAMABLE")
	ListeningStreams mcpListeningStreams(ConfigurableApplicationContext context) {
		return new ListeningStreams(context);
	}

	@Bean("identifiablMcpCurrentIdentityAdvisor")
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor mcpCurrentIdentityAdvisor() {
		return McpBoundary.createIdentityAdvisor();
	}

	@Bean("identifiablMcpDeclarations")
	@Lazy(false)
	McpDeclarations mcpDeclarations(ListableBeanFactory beanFactory, McpProperties properties,
			OperationsProperties operations, McpBoundary boundary) {
		return new McpDeclarations(beanFactory, properties, operations, boundary);
	}

	@ConditionalOnBooleanProperty("identifiabl.mcp.whoami")
	static class WhoAmIConfiguration {

		@Bean
		@ConditionalOnProperty(name = McpServerRequirements.PROTOCOL, havingValue = "STREAMABLE")
		List<McpServerFeatures.SyncToolSpecification> whoAmISpecification() {
			return List.of(WhoAmI.specification());
		}

		@Bean
		@ConditionalOnProperty(name = McpServerRequirements.PROTOCOL, havingValue = "STATELESS")
		List<McpStatelessServerFeatures.SyncToolSpecification> whoAmIStatelessSpecification() {
			return List.of(WhoAmI.statelessSpecification());
		}

	}

}
