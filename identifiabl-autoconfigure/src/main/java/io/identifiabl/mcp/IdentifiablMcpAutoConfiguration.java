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

import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerProperties;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;

import io.identifiabl.security.authorization.IdentifiablMethodSecurityAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.IdentityProviders;

/**
 * Auto-configuration for the boundary of an MCP server that Spring AI runs over HTTP: who
 * may call which tool, and how clients learn what they need for it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter({ IdentifiablAutoConfiguration.class, IdentifiablMethodSecurityAutoConfiguration.class })
@AutoConfigureBefore(name = "org.springframework.ai.mcp.server.common.autoconfigure.McpServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ McpServerProperties.class, WebMvcStreamableServerTransportProvider.class })
@ConditionalOnBean(IdentityProviders.class)
@ConditionalOnBooleanProperty(
		name = { "identifiabl.enabled", "identifiabl.mcp.enabled", "spring.ai.mcp.server.enabled" },
		matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "spring.ai.mcp.server.stdio", havingValue = false, matchIfMissing = true)
@Import({ McpServerRequirements.class, McpBoundaryConfiguration.class, McpFilterConfiguration.class,
		McpServerConfiguration.class })
public final class IdentifiablMcpAutoConfiguration {

}
