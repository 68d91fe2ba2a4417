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

package io.identifiabl.security.context;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;

import io.micrometer.tracing.Tracer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Auto-configuration for the context of every request.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(
		name = "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WebProperties.class)
@Import({ IdentifiablContextAutoConfiguration.WebMvcConfiguration.class,
		IdentifiablContextAutoConfiguration.TracerConfiguration.class })
public final class IdentifiablContextAutoConfiguration {

	// right before Spring Security's, see SecurityFilterProperties.DEFAULT_FILTER_ORDER
	private static final int REFINEMENT_ORDER = -101;

	@Bean
	@ConditionalOnMissingBean(name = "identityContextFilterRegistration")
	OutermostFilterRegistrationBean identityContextFilterRegistration(WebProperties properties) {
		return new OutermostFilterRegistrationBean(
				new IdentityContextFilter(properties.getStrippedHeaders(), Clock.systemUTC()));
	}

	@Bean
	@ConditionalOnMissingBean(name = "contextRefinementFilterRegistration")
	FilterRegistrationBean<ContextRefinementFilter> contextRefinementFilterRegistration(
			ObjectProvider<TraceSource> traceSource) {
		FilterRegistrationBean<ContextRefinementFilter> registration = new FilterRegistrationBean<>(
				new ContextRefinementFilter(traceSource.getIfAvailable(() -> Optional::empty)));
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
		registration.setOrder(REFINEMENT_ORDER);
		return registration;
	}

	@ConditionalOnClass(WebMvcConfigurer.class)
	static class WebMvcConfiguration {

		@Bean("identifiablRequestContextWebMvcConfigurer")
		WebMvcConfigurer requestContextWebMvcConfigurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(new ContextHandlerInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
				}

			};
		}

	}

	@ConditionalOnClass(Tracer.class)
	static class TracerConfiguration {

		@Bean("identifiablMicrometerTraceSource")
		@ConditionalOnMissingBean
		TraceSource micrometerTraceSource(ObjectProvider<Tracer> tracer) {
			return new MicrometerTraceSource(tracer);
		}

	}

}
