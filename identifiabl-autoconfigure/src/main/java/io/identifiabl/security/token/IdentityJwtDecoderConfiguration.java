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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.ClassUtils;

import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.token.TokenSettings;

/**
 * The one decoder for the tokens of all providers.
 *
 * @author Identifiabl Contributors
 */
@Conditional({ OnProvidersCondition.class, OnReportModeCondition.Negated.class })
@ConditionalOnMissingBean(JwtDecoder.class)
@Import(VerificationConfiguration.class)
class IdentityJwtDecoderConfiguration {

	static final String BEAN_NAME = "identityJwtDecoder";

	private static final boolean AUTHORIZATION_SERVER_PRESENT = ClassUtils.isPresent(
			"org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder",
			IdentityJwtDecoderConfiguration.class.getClassLoader());

	@Bean(BEAN_NAME)
	JwtDecoder identityJwtDecoder(TokenVerification verification, IdentityProviders providers, TokenSettings settings,
			ObjectProvider<TokenRevocations> revocations, ObjectProvider<OAuth2TokenValidator<Jwt>> validators,
			ObjectProvider<JWKSource<SecurityContext>> authorizationServerKeys) {
		JwtDecoder decoder = new RequestCheckingJwtDecoder(verification.getDecoder(),
				VerificationConfiguration.requestValidator(providers, settings, revocations, validators));
		return AUTHORIZATION_SERVER_PRESENT
				? AuthorizationServerDecoders.leaveOwnEndpoints(decoder, authorizationServerKeys) : decoder;
	}

}
