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

package io.identifiabl.demo;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.hostile.HostileIssuer;
import io.identifiabl.test.hostile.HostileTokens;

/**
 * Several issuers in the way Spring Security's documentation has it, each with the
 * decoder and the validators that Spring Boot would have made for it.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
class StockIssuers {

	// no manager is how the resolver is told that an issuer is not trusted
	@Bean
	@SuppressWarnings("NullAway")
	SecurityFilterChain stockChain(HttpSecurity http, @Qualifier("issuers") List<HostileIssuer> issuers) {
		Map<String, AuthenticationManager> managers = new HashMap<>();
		for (HostileIssuer issuer : issuers) {
			if (issuer.tenants().isEmpty()) {
				managers.put(issuer.issuer(), manager(issuer.issuer(), issuer));
			}
			for (String tenant : issuer.tenants()) {
				String one = issuer.issuer().replace("{tenantid}", tenant);
				managers.put(one, manager(one, issuer));
			}
		}
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2ResourceServer((server) -> server
				.authenticationManagerResolver(new JwtIssuerAuthenticationManagerResolver(managers::get)))
			.build();
	}

	private static AuthenticationManager manager(String issuer, HostileIssuer configuration) {
		JwtDecoder decoder = new SupplierJwtDecoder(() -> decoder(issuer, configuration));
		return new ProviderManager(new JwtAuthenticationProvider(decoder));
	}

	private static JwtDecoder decoder(String issuer, HostileIssuer configuration) {
		String jwkSetUri = configuration.jwkSetUri();
		NimbusJwtDecoder decoder = ((jwkSetUri != null) ? NimbusJwtDecoder.withJwkSetUri(jwkSetUri)
				: NimbusJwtDecoder.withIssuerLocation(issuer))
			.build();
		OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
				(values) -> values != null && !Collections.disjoint(values, List.of(HostileTokens.getAudience())));
		decoder.setJwtValidator(
				JwtValidators.createDefaultWithValidators(List.of(new JwtIssuerValidator(issuer), audience)));
		return decoder;
	}

}
