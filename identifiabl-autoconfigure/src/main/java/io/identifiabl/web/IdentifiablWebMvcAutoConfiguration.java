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

package io.identifiabl.web;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;

import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.context.WebProperties;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;

/**
 * Auto-configuration for the identity in Spring MVC.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(IdentifiablAutoConfiguration.class)
@AutoConfigureBefore(name = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(IdentityResolver.class)
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@Import({ IdentifiablWebMvcAutoConfiguration.HandlerCoverageConfiguration.class,
		IdentifiablWebMvcAutoConfiguration.JacksonConfiguration.class })
public final class IdentifiablWebMvcAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CurrentIdentityArgumentResolver currentIdentityArgumentResolver(IdentityResolver identityResolver) {
		return new CurrentIdentityArgumentResolver(identityResolver);
	}

	@Bean
	WebMvcConfigurer currentIdentityWebMvcConfigurer(CurrentIdentityArgumentResolver argumentResolver) {
		return new WebMvcConfigurer() {

			@Override
			public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
				resolvers.add(argumentResolver);
			}

		};
	}

	/**
	 * A look at what filter chains leave out, where Spring Security is there.
	 */
	@ConditionalOnClass({ FilterChainProxy.class, DispatcherServletPath.class })
	@EnableConfigurationProperties(WebProperties.class)
	static class HandlerCoverageConfiguration {

		@Bean("identifiablHandlerCoverage")
		HandlerCoverage handlerCoverage(WebApplicationContext context, WebProperties properties,
				ObjectProvider<DispatcherServletPath> dispatcherServlet) {
			DispatcherServletPath path = dispatcherServlet.getIfUnique();
			return new HandlerCoverage(context, properties.getPublicPaths(), (path != null) ? path.getPrefix() : "");
		}

	}

	@ConditionalOnClass(JacksonModule.class)
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnMissingBean
		IdentityJacksonModule identityJacksonModule() {
			return new IdentityJacksonModule();
		}

	}

}
