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
import org.springframework.util.ClassUtils;

/**
 * Tells the decoder of tokens which requests are for an authorization server itself, in
 * the chain of that server and whether or not that chain wants anything else of this
 * library. Nobody else can, and unless somebody does none of them is.
 *
 * @author Identifiabl Contributors
 */
final class OwnEndpointsConfigurer extends AbstractHttpConfigurer<OwnEndpointsConfigurer, HttpSecurity> {

	private static final boolean AUTHORIZATION_SERVER_PRESENT = ClassUtils.isPresent(
			"org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer",
			OwnEndpointsConfigurer.class.getClassLoader());

	/**
	 * Whether a chain is one of an authorization server.
	 * @param http the chain
	 * @return whether it is
	 */
	static boolean isAuthorizationServer(HttpSecurity http) {
		return AUTHORIZATION_SERVER_PRESENT && AuthorizationServerChains.contain(http);
	}

	@Override
	public void configure(HttpSecurity http) {
		if (isAuthorizationServer(http)) {
			AuthorizationServerChains.markOwnEndpoints(http);
		}
	}

}
