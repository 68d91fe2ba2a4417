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

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;

/**
 * Puts {@link ReportModeFilter} into every chain with a resource server, also into one
 * that wants nothing else of this library: its tokens would be verified as well.
 *
 * @author Identifiabl Contributors
 */
final class ReportModeConfigurer extends AbstractHttpConfigurer<ReportModeConfigurer, HttpSecurity> {

	private final ReportModeFilter filter;

	ReportModeConfigurer(ReportModeFilter filter) {
		this.filter = filter;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void configure(HttpSecurity http) {
		if (http.getConfigurer(OAuth2ResourceServerConfigurer.class) == null
				|| OwnEndpointsConfigurer.isAuthorizationServer(http)) {
			return;
		}
		http.addFilterBefore(ReportModeFilter::before, BearerTokenAuthenticationFilter.class);
		http.addFilterAfter(this.filter::behind, BearerTokenAuthenticationFilter.class);
		http.addFilterBefore(ReportModeFilter::before, AuthenticationFilter.class);
		http.addFilterAfter(this.filter::behind, AuthenticationFilter.class);
		http.addFilterAfter(this.filter, AnonymousAuthenticationFilter.class);
	}

}
