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

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest.EndpointRequestMatcher;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.ClassUtils;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.security.authorization.Operators;

/**
 * Who may use actuator endpoints. With no more than a token every user would be an
 * administrator, and with no more than a scope everybody to whom the issuer of a customer
 * gives it.
 *
 * @author Identifiabl Contributors
 */
final class ActuatorRules {

	private static final boolean HEALTH_PRESENT = ClassUtils.isPresent(
			"org.springframework.boot.health.actuate.endpoint.HealthEndpoint", ActuatorRules.class.getClassLoader());

	private ActuatorRules() {
	}

	static void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
			IdentifiablProperties.Actuator properties, Operators operators, String... guarded) {
		if (HEALTH_PRESENT) {
			requests
				.requestMatchers(EndpointRequest.to(HealthEndpoint.class),
						EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class))
				.permitAll();
		}
		String read = properties.getReadScope();
		String write = properties.getWriteScope();
		// to no endpoint would be to all of them
		if (guarded.length > 0) {
			requests.requestMatchers(reading(EndpointRequest.to(guarded))).hasAuthority("SCOPE_" + read);
			requests.requestMatchers(EndpointRequest.to(guarded)).hasAuthority("SCOPE_" + write);
		}
		requests.requestMatchers(reading(EndpointRequest.toAnyEndpoint())).access(operators.hasScope(read));
		requests.requestMatchers(EndpointRequest.toLinks()).access(operators.hasScope(read));
		requests.requestMatchers(EndpointRequest.toAnyEndpoint()).access(operators.hasScope(write));
	}

	private static RequestMatcher reading(EndpointRequestMatcher endpoints) {
		return new OrRequestMatcher(endpoints.withHttpMethod(HttpMethod.GET),
				endpoints.withHttpMethod(HttpMethod.HEAD));
	}

}
