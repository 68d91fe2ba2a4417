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

package io.identifiabl.security.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Keeps a decoder away from the endpoints of an authorization server in the same
 * application. Apart from its caller because the types are optional.
 *
 * @author Identifiabl Contributors
 */
final class AuthorizationServerDecoders {

	private AuthorizationServerDecoders() {
	}

	static JwtDecoder leaveOwnEndpoints(JwtDecoder decoder, ObjectProvider<JWKSource<SecurityContext>> keys) {
		JWKSource<SecurityContext> ownKeys = keys.getIfUnique();
		return (ownKeys != null)
				? new AuthorizationServerJwtDecoder(decoder, OAuth2AuthorizationServerConfiguration.jwtDecoder(ownKeys))
				: decoder;
	}

}
