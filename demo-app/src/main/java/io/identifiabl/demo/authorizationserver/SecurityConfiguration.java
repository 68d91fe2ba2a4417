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

package io.identifiabl.demo.authorizationserver;

import java.time.Clock;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationEndpointConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientRegistrationEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientRegistrationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.util.Assert;

/**
 * The chains of the authorization server: Spring Boot's, plus what clients need that
 * nobody told the server about.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final int MAX_REGISTERED_CLIENTS = 1000;

	// beside those of authorization-server.yml, those that register themselves
	@Bean
	static BeanPostProcessor registeredClients() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof RegisteredClientRepository configured)
						? new RegisteredClients(configured, MAX_REGISTERED_CLIENTS) : bean;
			}

		};
	}

	@Bean
	InMemoryOAuth2AuthorizationService authorizations() {
		return new InMemoryOAuth2AuthorizationService();
	}

	@Bean
	InMemoryOAuth2AuthorizationConsentService consents() {
		return new InMemoryOAuth2AuthorizationConsentService();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain endpoints(HttpSecurity http, RegisteredClientRepository clients, Resources resources,
			AuthorizationServerSettings settings) {
		RegisteredClient template = clients.findByClientId(TokenController.CLIENT);
		Assert.state(template != null, "client must be registered");
		Metadata metadata = new Metadata(settings.getIssuer() + settings.getClientRegistrationEndpoint(),
				template.getScopes());
		http.oauth2AuthorizationServer((server) -> {
			http.securityMatcher(server.getEndpointsMatcher());
			server.clientRegistrationEndpoint((endpoint) -> openRegistration(endpoint, template))
				.authorizationEndpoint((endpoint) -> authorization(endpoint, resources));
			publish(server, metadata);
		});
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers(HttpMethod.POST, settings.getClientRegistrationEndpoint())
					.permitAll()
					.anyRequest()
					.authenticated());
		// there is always a person at this endpoint
		http.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
				new LoginUrlAuthenticationEntryPoint("/login"),
				PathPatternRequestMatcher.withDefaults().matcher(settings.getAuthorizationEndpoint())));
		return http.build();
	}

	private static void openRegistration(OAuth2ClientRegistrationEndpointConfigurer endpoint,
			RegisteredClient template) {
		endpoint.openRegistrationAllowed(true)
			.clientRegistrationRequestConverter(new ClientRegistrationReader())
			.authenticationProviders((providers) -> providers.forEach((provider) -> {
				if (provider instanceof OAuth2ClientRegistrationAuthenticationProvider registration) {
					registration.setAuthenticationValidator(new ClientRegistrationValidator(template.getScopes()));
					registration
						.setRegisteredClientConverter(new ClientRegistrationConverter(template, Clock.systemUTC()));
				}
			}));
	}

	private static void authorization(OAuth2AuthorizationEndpointConfigurer endpoint, Resources resources) {
		endpoint.consentPage(ConsentPage.PATH)
			.authorizationRequestConverter(new DefaultScopes())
			.authenticationProviders((providers) -> providers.forEach((provider) -> {
				if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider request) {
					request.setAuthenticationValidator(new AuthorizationRequestValidator(resources));
				}
				else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consent) {
					consent.setAuthorizationConsentCustomizer(new ConsentRefusal());
				}
			}));
	}

	private static void publish(OAuth2AuthorizationServerConfigurer server, Metadata metadata) {
		server
			.authorizationServerMetadataEndpoint((endpoint) -> endpoint
				.authorizationServerMetadataCustomizer((document) -> document.claims(metadata::describe)))
			.oidc((oidc) -> oidc.providerConfigurationEndpoint((endpoint) -> endpoint
				.providerConfigurationCustomizer((document) -> document.claims(metadata::describe))));
	}

	@Bean
	SecurityFilterChain pages(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests
			// otherwise an error would become a redirect to the login page
			.dispatcherTypeMatchers(DispatcherType.ERROR)
			.permitAll()
			.requestMatchers(TokenController.PATH)
			.permitAll()
			.anyRequest()
			.authenticated());
		http.formLogin(Customizer.withDefaults());
		return http.build();
	}

}
