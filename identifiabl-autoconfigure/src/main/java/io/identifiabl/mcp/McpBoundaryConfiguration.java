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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerStreamableHttpProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.identity.Scopes;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.CallbackGuard;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.MethodSecurityAnnotations;
import io.identifiabl.security.token.IdentityProviders;
import io.identifiabl.security.web.ConfiguredResource;
import io.identifiabl.security.web.ProtectedEndpoint;
import io.identifiabl.security.web.ProtectedResource;
import io.identifiabl.security.web.ResourceIdentifiers;

/**
 * The boundary, and the resource that it protects.
 *
 * @author Identifiabl Contributors
 */
@EnableConfigurationProperties({ McpProperties.class, OperationsProperties.class, AuditProperties.class,
		McpServerStreamableHttpProperties.class })
class McpBoundaryConfiguration {

	@Bean("identifiablMcpEndpoint")
	ProtectedEndpoint mcpEndpoint(IdentifiablProperties properties, McpProperties mcp, IdentityProviders providers,
			McpServerStreamableHttpProperties server, Environment environment, McpRoutes routes,
			ObjectProvider<McpBoundary> boundary) {
		ProtectedResource resource = ResourceIdentifiers
			.find(providers, new ConfiguredResource(ConfiguredResource.MCP, mcp.getResource()),
					new ConfiguredResource(ConfiguredResource.APPLICATION, properties.getResource()))
			.withScopes(scopes("scopes", mcp.getScopes()))
			.withSupportedScopes(supportedScopes(mcp, boundary))
			.withDescriptions(descriptions(mcp));
		String servletPath = environment.getProperty("spring.mvc.servlet.path", "/");
		String prefix = servletPath.endsWith("/") ? servletPath.substring(0, servletPath.length() - 1) : servletPath;
		String path = prefix + server.getMcpEndpoint();
		return new ProtectedEndpoint(path,
				new OrRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(path), routes::lead), resource,
				mcp.getMode() == McpProperties.Mode.MIXED);
	}

	// the rules are known when all beans are there, and may grow
	private static Supplier<Scopes> supportedScopes(McpProperties mcp, ObjectProvider<McpBoundary> boundary) {
		Scopes basic = Scopes.of(mcp.getScopes());
		List<String> listed = mcp.getScopesSupported();
		if (listed != null) {
			Scopes scopes = scopes("scopes-supported", listed);
			return () -> scopes;
		}
		return () -> basic.union(boundary.getObject().getNeededScopes());
	}

	private static Scopes scopes(String property, List<String> scopes) {
		if (scopes.contains("offline_access")) {
			throw InvalidIdentifiablConfigurationException.refreshScope(property);
		}
		return Scopes.of(scopes);
	}

	@Bean("identifiablMcpRoutes")
	static McpRoutes mcpRoutes(ObjectProvider<RouterFunctionMapping> mappings) {
		return new McpRoutes(() -> mappings);
	}

	@Bean("identifiablMcpSessionBinding")
	@ConditionalOnProperty(name = McpServerRequirements.PROTOCOL, havingValue = "STREAMABLE")
	SessionBinding mcpSessionBinding(McpProperties mcp, IdentityResolver identityResolver,
			ApplicationEventPublisher events) {
		return new SessionBinding(new McpSessions(Ticker.systemTicker()), mcp.isBindSessions(), identityResolver,
				events);
	}

	@Bean("identifiablMcpSessionDeletion")
	static SessionDeletion mcpSessionDeletion() {
		return new SessionDeletion();
	}

	// the properties have been read when the endpoint is there
	@Bean("identifiablMcpSettings")
	McpSettings mcpSettings(McpProperties mcp, IdentityProviders providers, ProtectedEndpoint endpoint,
			SessionDeletion deletion, ObjectProvider<SessionBinding> sessions) {
		return new McpSettings(endpoint.matcher(), httpMethods(sessions.getIfAvailable() != null, deletion),
				endpoint.resource(), audience(endpoint.resource(), providers), !endpoint.open(),
				ChallengeForm.valueOf(mcp.getChallenge().name()),
				mcp.getChallengeScopes() == McpProperties.ChallengeScopes.UNION,
				mcp.getToolsList() == McpProperties.ToolsList.FILTER, maxBodySize(mcp));
	}

	@Bean("identifiablMcpAudit")
	McpAudit mcpAudit(OperationsProperties operations, AuditProperties audit) {
		return McpAuditSettings.from(operations, audit);
	}

	@Bean("identifiablMcpBoundary")
	McpBoundary mcpBoundary(McpSettings settings, McpAudit audit, GrantedScopes grantedScopes,
			InnerDenials innerDenials, McpRoutes routes, ObjectProvider<SessionBinding> sessions,
			ApplicationContext context) {
		AuthorizationEventPublisher events = context.getBeanProvider(AuthorizationEventPublisher.class)
			.getIfAvailable(() -> new SpringAuthorizationEventPublisher(context));
		MethodSecurityAnnotations annotations = new MethodSecurityAnnotations(
				context.getBeanProvider(AnnotationTemplateExpressionDefaults.class).getIfAvailable());
		return new McpBoundary(settings, grantedScopes, innerDenials, audit, annotations, events, routes,
				sessions.getIfAvailable());
	}

	@Bean("identifiablInnerDenials")
	static InnerDenials innerDenials() {
		return new InnerDenials();
	}

	@Bean("identifiablMcpCallbackGuard")
	CallbackGuard mcpCallbackGuard(ObjectProvider<McpBoundary> boundary) {
		return (method) -> boundary.getObject().guards(method);
	}

	private static List<String> httpMethods(boolean sessions, SessionDeletion deletion) {
		if (!sessions) {
			return List.of("POST");
		}
		return deletion.isDisallowed() ? List.of("GET", "POST") : List.of("GET", "POST", "DELETE");
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
