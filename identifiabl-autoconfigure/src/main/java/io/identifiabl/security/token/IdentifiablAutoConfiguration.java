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

import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.IdentityCustomizer;
import io.identifiabl.claims.PermissionMerge;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.keys.KeyRetrievers;
import io.identifiabl.token.ProviderRegistration;
import io.identifiabl.token.TokenSettings;

/**
 * Auto-configuration for verified identities: the providers, the decoder of their tokens,
 * and what tells the identity behind an authentication.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(IdentifiablKeyRetrievalAutoConfiguration.class)
@AutoConfigureBefore(name = {
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration" })
@ConditionalOnClass(BearerTokenAuthentication.class)
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ IdentifiablProperties.class, ProvidersProperties.class, TokenProperties.class })
@Import({ IdentityJwtDecoderConfiguration.class, ReportModeConfiguration.class, EarlyValidationConfiguration.class })
public final class IdentifiablAutoConfiguration {

	@Bean("identifiablScopeHierarchy")
	@ConditionalOnMissingBean
	ScopeHierarchy scopeHierarchy(IdentifiablProperties properties) {
		try {
			return ScopeHierarchy.parse(properties.getScopes().getHierarchy());
		}
		catch (IllegalArgumentException ex) {
			throw ConfigurationFailures.unusableScopeHierarchy(String.valueOf(ex.getMessage()));
		}
	}

	@Bean("identifiablTokenSettings")
	@ConditionalOnMissingBean
	TokenSettings tokenSettings(TokenProperties token, ScopeHierarchy scopeHierarchy) {
		return token.toSettings()
			.withSignatureProvider(SignatureProviders.find(token.getSignatureProvider()))
			.withScopeHierarchy(scopeHierarchy);
	}

	@Bean
	IdentityProviders identityProviders(IdentifiablProperties properties, ProvidersProperties named,
			Environment environment, ObjectProvider<ClaimMapper> claimMapper,
			ObjectProvider<IdentityCustomizer> identityCustomizers, KeyRetrievers keyRetrievers,
			ListableBeanFactory beanFactory) {
		IdentityCustomizers customizers = new IdentityCustomizers(identityCustomizers.orderedStream().toList());
		ClaimMapper mapper = claimMapper.getIfAvailable();
		PermissionMerge merge = switch (properties.getScopes().getMergePermissions()) {
			case TRUE -> PermissionMerge.UNION;
			case FALSE -> PermissionMerge.NONE;
			case INTERSECT -> PermissionMerge.INTERSECT;
		};
		List<ProviderRegistration> registrations = ProviderSettings.areTrusted(environment, beanFactory)
				? new ProviderRegistrations(merge, mapper, customizers,
						ProviderSettings.audiences(properties, environment), keyRetrievers,
						ProviderShorthand.of(properties, named))
					.create(ProviderSettings.from(properties, named, environment))
				: List.of();
		return new IdentityProviders(registrations, mapper, customizers, merge);
	}

	@Bean("identifiablOperators")
	@ConditionalOnMissingBean
	Operators operators(IdentifiablProperties properties, Environment environment, IdentityProviders providers,
			IdentityResolver identityResolver) {
		return OperatorSettings.operators(properties, environment, providers.getRegistrations(), identityResolver);
	}

	@Bean
	@ConditionalOnMissingBean(IdentityResolver.class)
	TokenIdentityResolver identityResolver(IdentityProviders providers) {
		return new TokenIdentityResolver(providers::getClaimMapper);
	}

}
