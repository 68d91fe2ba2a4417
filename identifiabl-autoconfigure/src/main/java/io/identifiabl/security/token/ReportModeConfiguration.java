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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.context.WebProperties;
import io.identifiabl.token.TokenSettings;

/**
 * Verification beside the application's own decoder, which stays in place.
 *
 * @author Identifiabl Contributors
 */
@Conditional(OnReportModeCondition.class)
@EnableConfigurationProperties(WebProperties.class)
@Import(VerificationConfiguration.class)
class ReportModeConfiguration {

	static final String RESOLVER_NAME = "identifiablReportModeIdentityResolver";

	@Bean("identifiablReportModeRequirement")
	static ReportModeRequirement reportModeRequirement(Environment environment) {
		return new ReportModeRequirement(environment);
	}

	@Bean("identifiablReportPeriod")
	ReportPeriod reportPeriod(WebProperties web, TokenSettings settings) {
		return new ReportPeriod(web.getReportUntil(), settings.getClock());
	}

	@Bean("identifiablReportModeVerification")
	ReportModeVerification reportModeVerification(TokenVerification verification, IdentityProviders providers,
			TokenSettings settings, ObjectProvider<TokenRevocations> revocations,
			ObjectProvider<OAuth2TokenValidator<Jwt>> validators) {
		return new ReportModeVerification(
				new RequestCheckingJwtDecoder(verification.getDecoder(),
						VerificationConfiguration.requestValidator(providers, settings, revocations, validators)),
				new AcceptedTokenRevocations(revocations.orderedStream().toList(), providers::getClaimMapper));
	}

	@Bean(RESOLVER_NAME)
	IdentityResolver reportModeIdentityResolver(IdentityProviders providers, ReportModeVerification verification) {
		return new ReportModeIdentityResolver(new TokenIdentityResolver(providers::getClaimMapper), verification);
	}

}
