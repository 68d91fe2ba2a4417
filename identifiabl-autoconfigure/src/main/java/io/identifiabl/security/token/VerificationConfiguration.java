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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;

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
 * Verification of the tokens of all providers, whoever asks for it.
 *
 * @author Identifiabl Contributors
 */
@EnableConfigurationProperties(TokenCacheProperties.class)
class VerificationConfiguration {

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

	// Spring Security adds its own check of certificate-bound tokens, which has no code
	static OAuth2TokenValidator<Jwt> requestValidator(IdentityProviders providers, TokenSettings settings,
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
