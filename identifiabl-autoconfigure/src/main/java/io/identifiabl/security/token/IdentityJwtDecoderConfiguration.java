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

import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.util.ClassUtils;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.security.NotInSliceCondition;
import io.identifiabl.security.keys.KeyRetrievers;
import io.identifiabl.security.keys.KeyWarmUp;
import io.identifiabl.token.IdentityJwtDecoder;
import io.identifiabl.token.TokenSettings;
import io.identifiabl.token.VerificationListener;

/**
 * The one decoder for the tokens of all providers.
 *
 * @author Identifiabl Contributors
 */
@Conditional(OnProvidersCondition.class)
@ConditionalOnMissingBean(JwtDecoder.class)
@EnableConfigurationProperties(TokenCacheProperties.class)
class IdentityJwtDecoderConfiguration {

	static final String BEAN_NAME = "identityJwtDecoder";

	private static final boolean AUTHORIZATION_SERVER_PRESENT = ClassUtils.isPresent(
			"org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder",
			IdentityJwtDecoderConfiguration.class.getClassLoader());

	@Bean(name = "identifiablIssuerKeys", destroyMethod = "close")
	@ConditionalOnMissingBean
	IssuerKeys issuerKeys(KeySettings settings, KeyRetrievers retrievers) {
		return new IssuerKeys(settings, retrievers.get());
	}

	@Bean("identifiablKeyWarmUp")
	@Conditional(NotInSliceCondition.class)
	KeyWarmUp keyWarmUp(IssuerKeys keys) {
		return new KeyWarmUp(keys);
	}

	@Bean("identifiablTokenVerification")
	TokenVerification tokenVerification(IdentityProviders providers, TokenSettings settings, IssuerKeys keys,
			ObjectProvider<VerificationListener> listeners, TokenCacheProperties cache) {
		IdentityJwtDecoder decoder = new IdentityJwtDecoder(providers.getRegistrations(), settings, keys,
				VerificationListener.of(listeners.orderedStream().toList()));
		return cache.isEnabled() ? TokenVerification.remembering(decoder, cache.toSettings())
				: TokenVerification.everyTime(decoder);
	}

	@Bean(BEAN_NAME)
	JwtDecoder identityJwtDecoder(TokenVerification verification, IdentityProviders providers, TokenSettings settings,
			ObjectProvider<TokenRevocations> revocations, ObjectProvider<OAuth2TokenValidator<Jwt>> validators,
			ObjectProvider<JWKSource<SecurityContext>> authorizationServerKeys) {
		JwtDecoder decoder = new RequestCheckingJwtDecoder(verification.getDecoder(),
				requestValidator(providers, settings, revocations, validators));
		return AUTHORIZATION_SERVER_PRESENT
				? AuthorizationServerDecoders.leaveOwnEndpoints(decoder, authorizationServerKeys) : decoder;
	}

	// Spring Security adds its own check of certificate-bound tokens, which has no code
	private static OAuth2TokenValidator<Jwt> requestValidator(IdentityProviders providers, TokenSettings settings,
			ObjectProvider<TokenRevocations> revocations, ObjectProvider<OAuth2TokenValidator<Jwt>> validators) {
		JwtTypeValidator type = new JwtTypeValidator(List.of("JWT", "at+jwt", "application/at+jwt"));
		type.setAllowEmpty(true);
		JwtTimestampValidator timestamp = new JwtTimestampValidator(settings.getClockSkew());
		timestamp.setClock(settings.getClock());
		List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(List.of(type, timestamp, new ConfirmationValidator()));
		if (!providers.getIapIssuers().isEmpty()) {
			all.add(new IapAssertionValidator(providers.getIapIssuers()));
		}
		revocations.orderedStream().map(RevocationValidator::new).forEach(all::add);
		validators.orderedStream().forEach(all::add);
		return JwtValidators.createDefaultWithValidators(all);
	}

}
