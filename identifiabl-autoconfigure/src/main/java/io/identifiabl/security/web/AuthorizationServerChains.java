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

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

import io.identifiabl.security.token.AuthorizationServerJwtDecoder;

/**
 * Recognizes the chains of an authorization server. Apart from its caller because the
 * type is optional.
 *
 * @author Identifiabl Contributors
 */
final class AuthorizationServerChains {

	private AuthorizationServerChains() {
	}

	static boolean contain(HttpSecurity http) {
		return http.getConfigurer(OAuth2AuthorizationServerConfigurer.class) != null;
	}

	/**
	 * Let the decoder know which requests of such a chain are for the server itself.
	 * @param http a chain that contains an authorization server
	 */
	static void markOwnEndpoints(HttpSecurity http) {
		RequestMatcher endpoints = http.getConfigurer(OAuth2AuthorizationServerConfigurer.class).getEndpointsMatcher();
		http.addFilterBefore((request, response, chain) -> {
			AuthorizationServerJwtDecoder.setOwnEndpoint(request, endpoints.matches((HttpServletRequest) request));
			chain.doFilter(request, response);
		}, BearerTokenAuthenticationFilter.class);
	}

}
