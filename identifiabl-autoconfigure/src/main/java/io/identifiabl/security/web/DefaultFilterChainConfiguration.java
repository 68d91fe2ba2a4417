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

import java.util.Arrays;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.security.autoconfigure.web.servlet.ConditionalOnDefaultWebSecurity;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.util.ClassUtils;
import org.springframework.web.cors.CorsConfigurationSource;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.security.context.WebProperties;

/**
 * The chain of an application that has none: stateless, everything needs a token but
 * health and the public paths, and what an error looks like needs none.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnDefaultWebSecurity
@ConditionalOnBean(JwtDecoder.class)
@ConditionalOnBooleanProperty(name = "identifiabl.web.default-chain", matchIfMissing = true)
class DefaultFilterChainConfiguration {

	private static final boolean ACTUATOR_PRESENT = ClassUtils.isPresent(
			"org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration",
			DefaultFilterChainConfiguration.class.getClassLoader());

	@Bean
	@Order(SecurityFilterProperties.BASIC_AUTH_ORDER)
	SecurityFilterChain identifiablSecurityFilterChain(HttpSecurity http, IdentifiablProperties properties,
			WebProperties web, Operators operators, ApplicationContext context) {
		PathPatternRequestMatcher.Builder patterns = context.getBeanProvider(PathPatternRequestMatcher.Builder.class)
			.getIfUnique(PathPatternRequestMatcher::withDefaults);
		http.authorizeHttpRequests((requests) -> {
			requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
			if (ACTUATOR_PRESENT) {
				ActuatorRules.apply(requests, properties.getActuator(), operators,
						context.getBeanProvider(GuardedActuatorEndpoint.class)
							.stream()
							.map(GuardedActuatorEndpoint::id)
							.toArray(String[]::new));
			}
			requests.requestMatchers(new PublicRequests(patterns, web.getPublicPaths())).permitAll();
			context.getBeanProvider(ProtectedEndpoint.class)
				.stream()
				.filter(ProtectedEndpoint::open)
				.map(ProtectedEndpoint::matcher)
				.forEach((endpoint) -> requests.requestMatchers(endpoint).permitAll());
			requests.anyRequest().authenticated();
		});
		http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.requestCache(AbstractHttpConfigurer::disable);
		http.csrf(AbstractHttpConfigurer::disable);
		http.logout(AbstractHttpConfigurer::disable);
		configureCors(http, context);
		return http.build();
	}

	// the sources that Spring Security would look for itself
	private static void configureCors(HttpSecurity http, ApplicationContext context) {
		if (context.containsBean("corsFilter")) {
			http.cors(Customizer.withDefaults());
			return;
		}
		for (String name : Arrays.asList("corsConfigurationSource", "mvcHandlerMappingIntrospector")) {
			if (context.containsBean(name)) {
				CorsConfigurationSource source = context.getBean(name, CorsConfigurationSource.class);
				http.cors((cors) -> cors.configurationSource(new ChallengeExposingCorsConfigurationSource(source)));
				return;
			}
		}
	}

}
