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

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;

import io.identifiabl.autoconfigure.IdentifiablAutoConfiguration;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.web.ContextCallableInterceptor;
import io.identifiabl.web.CurrentIdentityArgumentResolver;
import io.identifiabl.web.IdentityJacksonModule;

/**
 * Auto-configuration for the identity in Spring MVC.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = IdentifiablAutoConfiguration.class,
		beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(IdentityResolver.class)
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
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

			@Override
			public void configureAsyncSupport(AsyncSupportConfigurer async) {
				async.registerCallableInterceptors(new ContextCallableInterceptor());
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JacksonModule.class)
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnMissingBean
		IdentityJacksonModule identityJacksonModule() {
			return new IdentityJacksonModule();
		}

	}

}
