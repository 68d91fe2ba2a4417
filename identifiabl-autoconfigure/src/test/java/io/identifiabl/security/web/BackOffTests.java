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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.actuate.security.AbstractAuthenticationAuditListener;
import org.springframework.boot.actuate.security.AuthenticationAuditListener;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.actuate.IdentifiablAuditAutoConfiguration;
import io.identifiabl.actuate.IdentifiablKeysAutoConfiguration;
import io.identifiabl.actuate.IdentityAuthenticationAuditListener;
import io.identifiabl.actuate.KeysMetrics;
import io.identifiabl.actuate.TrailAuditEventRepository;
import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.identity.Identity;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.operation.IdentifiablOperationAutoConfiguration;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.IdentifiablMethodSecurityAutoConfiguration;
import io.identifiabl.security.context.IdentifiablContextAutoConfiguration;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.IdentityProviders;
import io.identifiabl.trail.IdentifiablAuditTrailAutoConfiguration;
import io.identifiabl.web.CurrentIdentityArgumentResolver;
import io.identifiabl.web.IdentifiablWebMvcAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything can be replaced, and nothing is there without its library.
 *
 * @author Identifiabl Contributors
 */
class BackOffTests {

	private static final String[] PROPERTIES = { "identifiabl.issuer=https://idp.example.com",
			"identifiabl.audiences=urn:api" };

	private static final AutoConfigurations OURS = AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
			IdentifiablAutoConfiguration.class, IdentifiablContextAutoConfiguration.class,
			IdentifiablWebSecurityAutoConfiguration.class, IdentifiablWebMvcAutoConfiguration.class,
			IdentifiablMethodSecurityAutoConfiguration.class, IdentifiablAuditAutoConfiguration.class,
			IdentifiablAuditTrailAutoConfiguration.class, IdentifiablOperationAutoConfiguration.class,
			IdentifiablKeysAutoConfiguration.class);

	private static final AutoConfigurations BOOTS = AutoConfigurations.of(OAuth2ResourceServerAutoConfiguration.class,
			OAuth2ResourceServerWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, AuditAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(OURS)
		.withConfiguration(BOOTS)
		.withPropertyValues(PROPERTIES);

	@Test
	void isCompleteByDefault() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(JwtDecoder.class)
			.hasSingleBean(JwtAuthenticationConverter.class)
			.hasSingleBean(IdentityResolver.class)
			.hasSingleBean(StrictBearerTokenResolver.class)
			.hasSingleBean(SecurityFilterChain.class)
			.hasBean("identifiablSecurityFilterChain")
			.hasSingleBean(CurrentIdentityArgumentResolver.class)
			.hasSingleBean(TrailAuditEventRepository.class)
			.hasSingleBean(IdentityAuthenticationAuditListener.class)
			.doesNotHaveBean(AuthenticationAuditListener.class));
	}

	@Test
	void everythingBacksOffWhenDisabled() {
		this.runner.withPropertyValues("identifiabl.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(IdentityResolver.class)
				.doesNotHaveBean("identifiablSecurityFilterChain")
				.doesNotHaveBean(CurrentIdentityArgumentResolver.class)
				.doesNotHaveBean("identityContextFilterRegistration"));
	}

	@Test
	void decoderBacksOffWhenUserHasOne() {
		this.runner.withBean("own", JwtDecoder.class, () -> (token) -> {
			throw new IllegalStateException();
		}).run((context) -> assertThat(context).hasSingleBean(JwtDecoder.class).hasBean("own"));
	}

	@Test
	void decoderOfUserNeedsNoIssuer() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withConfiguration(BOOTS)
			.withBean("own", JwtDecoder.class, () -> (token) -> {
				throw new IllegalStateException();
			})
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(IdentityResolver.class)
				.hasBean("identifiablSecurityFilterChain"));
	}

	@Test
	void chainBacksOffWhenUserHasOne() {
		this.runner.withUserConfiguration(OwnChain.class)
			.run((context) -> assertThat(context).hasSingleBean(SecurityFilterChain.class).hasBean("ownChain"));
	}

	@Test
	void chainBacksOffWhenItIsNotWanted() {
		this.runner.withPropertyValues("identifiabl.web.default-chain=false")
			.run((context) -> assertThat(context).doesNotHaveBean("identifiablSecurityFilterChain")
				.hasBean("jwtSecurityFilterChain"));
	}

	@Test
	void mapperOfUserMapsTheTokensOfAllProviders() {
		ClaimMapper own = (claims) -> Identity.builder("https://idp.example.com", "mapped").build();
		this.runner.withBean(ClaimMapper.class, () -> own)
			.run((context) -> assertThat(context.getBean(IdentityProviders.class)
				.getRegistrations()
				.get(0)
				.getClaimMapper()
				.map(ClaimSet.of(Map.of()))
				.getSubject()).isEqualTo("mapped"));
	}

	@Test
	void resolverBacksOffWhenUserHasOne() {
		IdentityResolver own = (authentication) -> null;
		this.runner.withBean(IdentityResolver.class, () -> own)
			.run((context) -> assertThat(context.getBean(IdentityResolver.class)).isSameAs(own));
	}

	@Test
	void converterBacksOffWhenUserHasOne() {
		JwtAuthenticationConverter own = new JwtAuthenticationConverter();
		this.runner.withBean(JwtAuthenticationConverter.class, () -> own)
			.run((context) -> assertThat(context.getBean(JwtAuthenticationConverter.class)).isSameAs(own));
	}

	@Test
	void tokenResolverBacksOffWhenUserHasOne() {
		this.runner.withBean(BearerTokenResolver.class, DefaultBearerTokenResolver::new)
			.run((context) -> assertThat(context).doesNotHaveBean(StrictBearerTokenResolver.class));
	}

	@Test
	void auditRepositoryBacksOffWhenUserHasOne() {
		AuditEventRepository own = new InMemoryAuditEventRepository();
		this.runner.withBean("own", AuditEventRepository.class, () -> own)
			.run((context) -> assertThat(context.getBean(AuditEventRepository.class)).isSameAs(own));
	}

	@Test
	void nothingIsAuditedWhereBootIsToldSo() {
		this.runner.withPropertyValues("management.auditevents.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AuditEventRepository.class)
				.doesNotHaveBean(AbstractAuthenticationAuditListener.class));
	}

	@Test
	void settingsOfKeysBackOffWhenUserHasSome() {
		KeySettings own = KeySettings.defaults().withMaxSize(7);
		this.runner.withBean(KeySettings.class, () -> own)
			.run((context) -> assertThat(context.getBean(KeySettings.class)).isSameAs(own));
	}

	@Test
	void keysBackOffWhenUserHasSome() {
		IssuerKeys own = new IssuerKeys(KeySettings.defaults());
		this.runner.withBean(IssuerKeys.class, () -> own)
			.run((context) -> assertThat(context.getBean(IssuerKeys.class)).isSameAs(own));
	}

	@Test
	void metersOfKeysBackOffWhenUserHasSome() {
		KeysMetrics own = new KeysMetrics(new IssuerKeys(KeySettings.defaults()));
		this.runner.withBean(KeysMetrics.class, () -> own)
			.run((context) -> assertThat(context.getBean(KeysMetrics.class)).isSameAs(own));
	}

	@Test
	void severalMappersAreAmbiguous() {
		ClaimMapper own = (claims) -> Identity.builder("https://idp.example.com", "mapped").build();
		this.runner.withBean("one", ClaimMapper.class, () -> own)
			.withBean("two", ClaimMapper.class, () -> own)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void auditListenersOfBootReturnWhenOursAreNotWanted() {
		this.runner.withPropertyValues("identifiabl.audit.enabled=false")
			.withBean(InMemoryAuditEventRepository.class)
			.run((context) -> assertThat(context).hasSingleBean(AbstractAuthenticationAuditListener.class)
				.hasSingleBean(AuthenticationAuditListener.class));
	}

	@Test
	void methodSecurityIsEnabledWhereUserDeclaresNone() {
		this.runner.run((context) -> assertThat(context).hasBean("preAuthorizeAuthorizationMethodInterceptor"));
	}

	@Test
	void methodSecurityOfUserStaysTheirs() {
		this.runner.withUserConfiguration(OwnMethodSecurity.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("preAuthorizeAuthorizationMethodInterceptor"));
	}

	@Test
	void methodSecurityIsNotForReactiveApplications() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("preAuthorizeAuthorizationMethodInterceptor"));
	}

	@Test
	void methodSecurityCanBeSwitchedOff() {
		this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("preAuthorizeAuthorizationMethodInterceptor"));
	}

	@Test
	void withoutWebThereIsADecoderOnlyIfAnIssuerIsConfigured() {
		ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(OURS);
		plain.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JwtDecoder.class));
		plain.withPropertyValues(PROPERTIES)
			.run((context) -> assertThat(context).hasSingleBean(JwtDecoder.class)
				.doesNotHaveBean(SecurityFilterChain.class));
	}

	@Test
	void startsWithoutOptionalLibraries() {
		for (List<String> missing : List.of(
				List.of("org.springframework.boot.actuate", "org.springframework.boot.health"),
				List.of("org.springframework.boot.health"), List.of("io.micrometer"),
				List.of("org.springframework.boot.http.client"),
				List.of("org.apache.hc", "org.eclipse.jetty", "reactor.netty"), List.of("tools.jackson"),
				List.of("reactor."),
				List.of("org.springframework.security.oauth2.server.authorization",
						"org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization",
						"org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServer"))) {
			new WebApplicationContextRunner().withConfiguration(OURS)
				.withConfiguration(AutoConfigurations.of(ServletWebSecurityAutoConfiguration.class,
						DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
				.withPropertyValues(PROPERTIES)
				.withClassLoader(new FilteredClassLoader((name) -> missing.stream().anyMatch(name::startsWith)))
				.run((context) -> assertThat(context).as("without %s", missing)
					.hasNotFailed()
					.hasBean("identifiablSecurityFilterChain"));
		}
	}

	@Test
	void startsWithoutSecurity() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(IdentityResolver.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain {

		@Bean
		SecurityFilterChain ownChain(HttpSecurity http) {
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(prePostEnabled = false)
	static class OwnMethodSecurity {

	}

}
