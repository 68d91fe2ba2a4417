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
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;

/**
 * Puts {@link OneIdentityFilter} at the places where a request may have been
 * authenticated: around each filter of the resource server, so that no other filter can
 * replace what a token says unseen, behind all authentication, and right before
 * authorization. Filters at one place keep the order in which they are added, so this is
 * added while the chain is initialized, and comes after the resource server.
 *
 * @author Identifiabl Contributors
 */
final class OneIdentityConfigurer extends AbstractHttpConfigurer<OneIdentityConfigurer, HttpSecurity> {

	private final OneIdentityFilter filter;

	OneIdentityConfigurer(OneIdentityFilter filter) {
		this.filter = filter;
	}

	/**
	 * Add those that stand before the filters of the resource server.
	 * @param http the chain
	 */
	void addBefore(HttpSecurity http) {
		http.addFilterBefore((request, response, chain) -> {
			OneIdentityFilter.reset(request);
			chain.doFilter(request, response);
		}, BearerTokenAuthenticationFilter.class);
		http.addFilterAt(this.filter, BearerTokenAuthenticationFilter.class);
		http.addFilterAt(this.filter, AuthenticationFilter.class);
		http.addFilterAfter(this.filter, AnonymousAuthenticationFilter.class);
	}

	@Override
	public void configure(HttpSecurity http) {
		http.addFilterAt(this.filter, BearerTokenAuthenticationFilter.class);
		http.addFilterAt(this.filter, AuthenticationFilter.class);
		http.addFilterBefore(this.filter, AuthorizationFilter.class);
	}

}
