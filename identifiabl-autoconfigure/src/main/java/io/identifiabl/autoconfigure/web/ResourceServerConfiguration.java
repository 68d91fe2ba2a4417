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

package io.identifiabl.autoconfigure.web;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.IdentityProviders;
import io.identifiabl.security.IapAssertionValidator;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.JwtIdentityConverters;
import io.identifiabl.security.web.IdentifiablHttpConfigurer;
import io.identifiabl.security.web.ProtectedEndpoint;
import io.identifiabl.security.web.ProtectedResource;
import io.identifiabl.security.web.ProtectedResources;
import io.identifiabl.security.web.RecordingAuthorizationEventPublisher;
import io.identifiabl.security.web.ResourceMetadataFilter;
import io.identifiabl.security.web.ResourceServerSettings;
import io.identifiabl.security.web.StrictBearerTokenResolver;

/**
 * What every chain with a resource server gets.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
class ResourceServerConfiguration {

	// before Spring Security, whose chains need not know these paths
	private static final int METADATA_ORDER = -102;

	@Bean
	@ConditionalOnMissingBean
	JwtAuthenticationConverter identityJwtAuthenticationConverter(IdentityResolver identityResolver,
			ScopeHierarchy scopeHierarchy) {
		return JwtIdentityConverters.create(identityResolver, scopeHierarchy);
	}

	@Bean
	@ConditionalOnMissingBean({ BearerTokenResolver.class, AuthenticationConverter.class })
	StrictBearerTokenResolver strictBearerTokenResolver(IdentityProviders providers) {
		return providers.getIapIssuers().isEmpty() ? new StrictBearerTokenResolver()
				: StrictBearerTokenResolver.withAssertionHeader(IapAssertionValidator.HEADER);
	}

	// Spring Security announces refused URLs by itself, but refused methods only with a
	// bean
	@Bean
	@ConditionalOnMissingBean(AuthorizationEventPublisher.class)
	RecordingAuthorizationEventPublisher authorizationEventPublisher(ApplicationEventPublisher publisher) {
		return new RecordingAuthorizationEventPublisher(new SpringAuthorizationEventPublisher(publisher));
	}

	@Bean
	@ConditionalOnMissingBean
	ResourceServerSettings resourceServerSettings(IdentifiablProperties properties, IdentityProviders providers,
			IdentityResolver identityResolver, ObjectProvider<ProtectedEndpoint> endpoints) {
		return new ResourceServerSettings(identityResolver,
				ProtectedResources.of(ResourceIdentifiers.resource(properties, providers), endpoints.stream().toList()),
				properties.getWeb().isChallenges());
	}

	@Bean
	@ConditionalOnMissingBean(name = "identifiablHttpSecurityCustomizer")
	Customizer<HttpSecurity> identifiablHttpSecurityCustomizer() {
		return (http) -> http.with(IdentifiablHttpConfigurer.identifiabl());
	}

	@Bean
	FilterRegistrationBean<ResourceMetadataFilter> resourceMetadataFilterRegistration(ResourceServerSettings settings) {
		FilterRegistrationBean<ResourceMetadataFilter> registration = new FilterRegistrationBean<>(
				ResourceMetadataFilter.shared(settings.resources()));
		registration.addUrlPatterns(ProtectedResource.WELL_KNOWN_PATH, ProtectedResource.WELL_KNOWN_PATH + "/*");
		registration.setOrder(METADATA_ORDER);
		return registration;
	}

	@Bean
	StartupHints startupHints(ListableBeanFactory beanFactory, Environment environment) {
		return new StartupHints(beanFactory, environment);
	}

}
