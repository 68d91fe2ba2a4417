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

package io.identifiabl.security.web;

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.JwtIdentityConverters;
import io.identifiabl.security.NotInSliceCondition;
import io.identifiabl.security.context.WebProperties;
import io.identifiabl.security.token.IapAssertionValidator;
import io.identifiabl.security.token.IdentityProviders;

/**
 * What every chain with a resource server gets.
 *
 * @author Identifiabl Contributors
 */
class ResourceServerConfiguration {

	// before Spring Security, whose chains need not know these paths
	private static final int METADATA_ORDER = -102;

	// right before Spring Security, whose chains answer what they cover
	private static final int UNCOVERED_ORDER = -101;

	@Bean
	@ConditionalOnMissingBean
	JwtAuthenticationConverter identityJwtAuthenticationConverter(IdentityResolver identityResolver,
			ScopeHierarchy scopeHierarchy) {
		return JwtIdentityConverters.create(identityResolver, scopeHierarchy);
	}

	@Bean("identifiablStrictBearerTokenResolver")
	@ConditionalOnMissingBean({ BearerTokenResolver.class, AuthenticationConverter.class })
	StrictBearerTokenResolver strictBearerTokenResolver(IdentityProviders providers) {
		return providers.getIapIssuers().isEmpty() ? new StrictBearerTokenResolver()
				: StrictBearerTokenResolver.withAssertionHeader(IapAssertionValidator.HEADER);
	}

	@Bean("identifiablResourceServerSettings")
	@ConditionalOnMissingBean
	ResourceServerSettings resourceServerSettings(IdentifiablProperties properties, WebProperties web,
			IdentityProviders providers, IdentityResolver identityResolver, ObjectProvider<ProtectedEndpoint> endpoints,
			Environment environment) {
		return new ResourceServerSettings(identityResolver,
				ProtectedResources.of(ResourceIdentifiers.find(providers,
						new ConfiguredResource(ConfiguredResource.APPLICATION, properties.getResource()),
						new ConfiguredResource(ConfiguredResource.MCP,
								environment.getProperty(ConfiguredResource.MCP))),
						endpoints.stream().toList()),
				web.isChallenges());
	}

	@Bean
	@ConditionalOnMissingBean(name = "identifiablHttpSecurityCustomizer")
	Customizer<HttpSecurity> identifiablHttpSecurityCustomizer() {
		return (http) -> http.with(new OwnEndpointsConfigurer()).with(IdentifiablHttpConfigurer.identifiabl());
	}

	@Bean("identifiablResourceMetadataFilterRegistration")
	FilterRegistrationBean<ResourceMetadataFilter> resourceMetadataFilterRegistration(ResourceServerSettings settings) {
		FilterRegistrationBean<ResourceMetadataFilter> registration = new FilterRegistrationBean<>(
				ResourceMetadataFilter.shared(settings.resources()));
		registration.addUrlPatterns(ProtectedResource.WELL_KNOWN_PATH, ProtectedResource.WELL_KNOWN_PATH + "/*");
		registration.setOrder(METADATA_ORDER);
		return registration;
	}

	@Bean
	@ConditionalOnMissingBean(name = "uncoveredRequestFilterRegistration")
	FilterRegistrationBean<UncoveredRequestFilter> uncoveredRequestFilterRegistration(ResourceServerSettings settings,
			ApplicationEventPublisher events) {
		FilterRegistrationBean<UncoveredRequestFilter> registration = new FilterRegistrationBean<>(
				new UncoveredRequestFilter(new ProblemAuthenticationEntryPoint(settings.resources(), events)));
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
		registration.setOrder(UNCOVERED_ORDER);
		return registration;
	}

	@Bean("identifiablStartupHints")
	@Conditional(NotInSliceCondition.class)
	StartupHints startupHints(ListableBeanFactory beanFactory, Environment environment) {
		return new StartupHints(beanFactory, environment);
	}

}
