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

package io.identifiabl.operation;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.HandlerExceptionResolver;

import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.trail.RefusalLimiter;
import io.identifiabl.autoconfigure.SecurityFilterOrder;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.token.IdentityProviders;
import io.identifiabl.security.token.TokenClock;
import io.identifiabl.token.TokenSettings;

/**
 * The records of operations.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnBean({ AuditTrail.class, IdentityProviders.class })
@ConditionalOnBooleanProperty(name = "identifiabl.audit.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AuditProperties.class)
@Import(OperationAuditConfiguration.HandlerConfiguration.class)
class OperationAuditConfiguration {

	static final String STRICT = "identifiabl.audit.delivery";

	private static final int REFUSALS_PER_MINUTE = 20;

	private static final boolean PROBES_KNOWN = ClassUtils.isPresent(
			"org.springframework.boot.health.actuate.endpoint.HealthEndpoint",
			OperationAuditConfiguration.class.getClassLoader())
			&& ClassUtils.isPresent(
					"org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest",
					OperationAuditConfiguration.class.getClassLoader());

	@Bean("identifiablOperationRecorder")
	@ConditionalOnMissingBean
	OperationRecorder operationRecorder(AuditTrail trail, IdentityResolver identityResolver,
			IdentityProviders providers, AuditProperties audit, ObjectProvider<TokenSettings> settings) {
		Map<String, String> names = new LinkedHashMap<>();
		providers.getRegistrations()
			.forEach((registration) -> registration.getIssuers()
				.forEach((issuer) -> names.put(issuer, registration.getProvider().getName())));
		return new OperationRecorder(trail, identityResolver,
				new RefusalLimiter(REFUSALS_PER_MINUTE, TokenClock.of(settings)), names, audit.getDelivery(),
				TokenClock.of(settings));
	}

	@Bean("identifiablOperationAuditFilterRegistration")
	FilterRegistrationBean<OperationAuditFilter> operationAuditFilterRegistration(OperationRecorder recorder) {
		return register(recorder);
	}

	static FilterRegistrationBean<OperationAuditFilter> register(OperationRecorder recorder) {
		FilterRegistrationBean<OperationAuditFilter> registration = new FilterRegistrationBean<>(
				new OperationAuditFilter(recorder, recorded()));
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	private static Predicate<HttpServletRequest> recorded() {
		return PROBES_KNOWN ? Probes.none() : (request) -> true;
	}

	@Bean("identifiablCallerBindingFilterRegistration")
	FilterRegistrationBean<CallerBindingFilter> callerBindingFilterRegistration(Environment environment) {
		return registerBinding(environment);
	}

	// behind the gate of the MCP endpoint
	static FilterRegistrationBean<CallerBindingFilter> registerBinding(Environment environment) {
		FilterRegistrationBean<CallerBindingFilter> registration = new FilterRegistrationBean<>(
				new CallerBindingFilter());
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
		registration.setOrder(SecurityFilterOrder.of(environment) + 2);
		return registration;
	}

	@Bean("identifiablOperationIntentFilterRegistration")
	@ConditionalOnProperty(name = STRICT, havingValue = "strict")
	FilterRegistrationBean<OperationIntentFilter> operationIntentFilterRegistration(Environment environment) {
		return registerIntent(environment);
	}

	static FilterRegistrationBean<OperationIntentFilter> registerIntent(Environment environment) {
		FilterRegistrationBean<OperationIntentFilter> registration = new FilterRegistrationBean<>(
				new OperationIntentFilter(recorded()));
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
		registration.setOrder(SecurityFilterOrder.of(environment) + 3);
		return registration;
	}

	@Bean("identifiablAuthenticationRecorder")
	static AuthenticationRecorder authenticationRecorder() {
		return new AuthenticationRecorder();
	}

	@Bean("identifiablReportRecorder")
	static ReportRecorder reportRecorder() {
		return new ReportRecorder();
	}

	@Bean("identifiablSessionMisuseRecorder")
	SessionMisuseRecorder sessionMisuseRecorder(OperationRecorder recorder) {
		return new SessionMisuseRecorder(recorder);
	}

	@Bean("identifiablDecisionRecorder")
	static DecisionRecorder decisionRecorder() {
		return new DecisionRecorder();
	}

	@ConditionalOnClass(HandlerExceptionResolver.class)
	static class HandlerConfiguration {

		@Bean("identifiablDenialResolver")
		static DenialResolver denialResolver() {
			return new DenialResolver();
		}

	}

	/**
	 * Probes of the application's health, which nobody makes for a user, and which must
	 * not fail with the trail.
	 */
	private static final class Probes {

		static Predicate<HttpServletRequest> none() {
			EndpointRequest.EndpointRequestMatcher health = EndpointRequest.to(HealthEndpoint.class);
			return (request) -> !health.matches(request);
		}

	}

}
