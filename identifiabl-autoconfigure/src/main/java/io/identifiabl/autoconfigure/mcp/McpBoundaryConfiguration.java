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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerStreamableHttpProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.IdentityProviders;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.autoconfigure.McpProperties;
import io.identifiabl.autoconfigure.web.ResourceIdentifiers;
import io.identifiabl.identity.Scopes;
import io.identifiabl.mcp.ChallengeForm;
import io.identifiabl.mcp.InnerDenials;
import io.identifiabl.mcp.McpBoundary;
import io.identifiabl.mcp.McpSettings;
import io.identifiabl.security.authorization.CallbackGuard;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.web.ProtectedEndpoint;
import io.identifiabl.security.web.ProtectedResource;

/**
 * The boundary, and the resource that it protects.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpServerStreamableHttpProperties.class)
class McpBoundaryConfiguration {

	@Bean
	ProtectedEndpoint mcpEndpoint(IdentifiablProperties properties, IdentityProviders providers,
			McpServerStreamableHttpProperties server, Environment environment) {
		McpProperties mcp = properties.getMcp();
		if (mcp.getScopes().contains("offline_access")) {
			throw InvalidIdentifiablConfigurationException.refreshScope();
		}
		ProtectedResource resource = ResourceIdentifiers.mcpResource(properties, providers)
			.withScopes(Scopes.of(mcp.getScopes()))
			.withDescriptions(descriptions(mcp));
		String servletPath = environment.getProperty("spring.mvc.servlet.path", "/");
		String prefix = servletPath.endsWith("/") ? servletPath.substring(0, servletPath.length() - 1) : servletPath;
		return new ProtectedEndpoint(prefix + server.getMcpEndpoint(), resource,
				mcp.getMode() == McpProperties.Mode.MIXED);
	}

	@Bean
	McpBoundary mcpBoundary(IdentifiablProperties properties, IdentityProviders providers, ProtectedEndpoint endpoint,
			GrantedScopes grantedScopes, InnerDenials innerDenials,
			ObjectProvider<AuthorizationEventPublisher> eventPublisher, ApplicationEventPublisher events) {
		McpProperties mcp = properties.getMcp();
		McpSettings settings = new McpSettings(endpoint.path(), endpoint.resource(),
				audience(endpoint.resource(), providers), !endpoint.open(),
				ChallengeForm.valueOf(mcp.getChallenge().name()),
				mcp.getChallengeScopes() == McpProperties.ChallengeScopes.UNION,
				mcp.getToolsList() == McpProperties.ToolsList.FILTER, maxBodySize(mcp));
		return new McpBoundary(settings, grantedScopes, innerDenials, McpAuditSettings.from(properties),
				eventPublisher.getIfAvailable(() -> new SpringAuthorizationEventPublisher(events)));
	}

	@Bean
	static InnerDenials innerDenials() {
		return new InnerDenials();
	}

	@Bean
	CallbackGuard mcpCallbackGuard(ObjectProvider<McpBoundary> boundary) {
		return (method) -> boundary.getObject().guards(method);
	}

	// where the resource is an audience, tokens for it can be told from those for others
	private static @Nullable String audience(ProtectedResource resource, IdentityProviders providers) {
		return providers.getRegistrations()
			.stream()
			.flatMap((registration) -> registration.getAudiences().stream())
			.filter((audience) -> audience.equals(resource.getIdentifier()))
			.findFirst()
			.orElse(null);
	}

	private static int maxBodySize(McpProperties mcp) {
		long size = mcp.getMaxBodySize().toBytes();
		if (size <= 0 || size > Integer.MAX_VALUE - 8) {
			throw InvalidIdentifiablConfigurationException.unusableMcpSetting("max-body-size",
					mcp.getMaxBodySize().toString(), "a size between 1B and 2047MB");
		}
		return (int) size;
	}

	private static Map<String, String> descriptions(McpProperties mcp) {
		Map<String, String> descriptions = new LinkedHashMap<>();
		put(descriptions, "resource_name", mcp.getResourceName());
		put(descriptions, "resource_documentation", mcp.getResourceDocumentation());
		put(descriptions, "resource_policy_uri", mcp.getResourcePolicyUri());
		put(descriptions, "resource_tos_uri", mcp.getResourceTosUri());
		return descriptions;
	}

	private static void put(Map<String, String> descriptions, String name, @Nullable String value) {
		if (value != null) {
			descriptions.put(name, value);
		}
	}

}
