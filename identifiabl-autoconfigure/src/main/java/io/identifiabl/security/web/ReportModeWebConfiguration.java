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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.autoconfigure.SecurityFilterOrder;
import io.identifiabl.security.token.OwnFilterChain;
import io.identifiabl.security.token.ReportModeVerification;
import io.identifiabl.security.token.ReportPeriod;

/**
 * What verifies beside the application's own filter chains.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnBean(ReportPeriod.class)
class ReportModeWebConfiguration {

	// imported before any chain that is made by auto-configuration
	@Bean("identifiablOwnFilterChain")
	@ConditionalOnBean(SecurityFilterChain.class)
	OwnFilterChain ownFilterChain() {
		return new OwnFilterChain();
	}

	@Bean("identifiablReportModeFilter")
	ReportModeFilter reportModeFilter(ReportModeVerification verification, ReportPeriod period,
			ResourceServerSettings settings, ApplicationEventPublisher events,
			ObjectProvider<BearerTokenResolver> tokens) {
		return new ReportModeFilter(verification, period,
				new ProblemAuthenticationEntryPoint(settings.resources(), events), events, tokens.getIfUnique());
	}

	@Bean("identifiablReportModeHttpSecurityCustomizer")
	Customizer<HttpSecurity> reportModeHttpSecurityCustomizer(ReportModeFilter filter) {
		return (http) -> http.with(new ReportModeConfigurer(filter));
	}

	@Bean("identifiablReportModeFilterRegistration")
	FilterRegistrationBean<ReportModeFilter> reportModeFilterRegistration(ReportModeFilter filter,
			Environment environment) {
		FilterRegistrationBean<ReportModeFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
		registration.setOrder(SecurityFilterOrder.of(environment) + 1);
		return registration;
	}

}
