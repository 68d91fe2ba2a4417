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

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtBearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.util.WebUtils;

import io.identifiabl.token.TokenSettings;

/**
 * Applications that are as careless as they may be while refusals are reported.
 *
 * @author Identifiabl Contributors
 */
final class CarelessApplications {

	private CarelessApplications() {
	}

	static Jwt believe(String token) {
		try {
			JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
			Jwt.Builder jwt = Jwt.withTokenValue(token).header("alg", "none");
			claims.getClaims().forEach((name, value) -> {
				if (!(value instanceof Date)) {
					jwt.claim(name, value);
				}
			});
			return jwt.issuedAt(Instant.EPOCH).expiresAt(Instant.now().plusSeconds(3600)).build();
		}
		catch (ParseException ex) {
			throw new BadJwtException("no token", ex);
		}
	}

	static Converter<Jwt, AbstractAuthenticationToken> withoutToken() {
		JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();
		return (jwt) -> UsernamePasswordAuthenticationToken.authenticated(String.valueOf(jwt.getSubject()), null,
				authorities.convert(jwt));
	}

	private static @Nullable String cookie(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, "token");
		return (cookie != null) ? cookie.getValue() : null;
	}

	/**
	 * A decoder that believes everything, and a chain that lets everybody in.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class Believing {

		@Bean
		JwtDecoder jwtDecoder() {
			return CarelessApplications::believe;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.csrf(AbstractHttpConfigurer::disable);
			http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	/**
	 * Two chains: one whose authentications do not carry the token, without the rest of
	 * this library, and one whose authentication managers are the application's own.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class TwoChains {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		@Order(1)
		SecurityFilterChain bare(HttpSecurity http) {
			http.securityMatcher((request) -> request.getHeader("X-Bare") != null);
			http.with(IdentifiablHttpConfigurer.identifiabl(), AbstractHttpConfigurer::disable);
			ReportApplications.rules(http);
			http.oauth2ResourceServer(
					(resourceServer) -> resourceServer.jwt((jwt) -> jwt.jwtAuthenticationConverter(withoutToken())));
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain managed(HttpSecurity http, JwtDecoder decoder) {
			ReportApplications.rules(http);
			JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
			http.oauth2ResourceServer((resourceServer) -> resourceServer
				.authenticationManagerResolver((request) -> provider::authenticate));
			return http.build();
		}

	}

	/**
	 * Sessions, as below, and a clock that is set.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Sessions.class)
	static class TimedSessions {

		@Bean
		ReportApplications.SetClock setClock() {
			return new ReportApplications.SetClock();
		}

		@Bean
		TokenSettings tokenSettings(ReportApplications.SetClock clock) {
			return TokenSettings.defaults().withClock(clock);
		}

	}

	/**
	 * Authentications that do not carry the token, and are kept in a session.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class Sessions {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			ReportApplications.rules(http);
			http.securityContext((context) -> context.requireExplicitSave(false)
				.securityContextRepository(new HttpSessionSecurityContextRepository()));
			http.oauth2ResourceServer(
					(resourceServer) -> resourceServer.jwt((jwt) -> jwt.jwtAuthenticationConverter(withoutToken())));
			return http.build();
		}

	}

	/**
	 * Authentications with a token that no longer is a {@link Jwt}.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class Converted {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			ReportApplications.rules(http);
			http.oauth2ResourceServer((resourceServer) -> resourceServer
				.jwt((jwt) -> jwt.jwtAuthenticationConverter(new JwtBearerTokenAuthenticationConverter())));
			return http.build();
		}

	}

	/**
	 * A token in a cookie, and authentications that do not carry it.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class Cookies {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			ReportApplications.rules(http);
			http.oauth2ResourceServer(
					(resourceServer) -> resourceServer.bearerTokenResolver(CarelessApplications::cookie)
						.jwt((jwt) -> jwt.jwtAuthenticationConverter(withoutToken())));
			return http.build();
		}

	}

	/**
	 * A filter that somebody wrote, as many have it.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class OwnFilter {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http, JwtDecoder decoder) {
			ReportApplications.rules(http);
			http.addFilterBefore((request, response, next) -> {
				String header = ((HttpServletRequest) request).getHeader("Authorization");
				SecurityContextHolder.getContext()
					.setAuthentication(withoutToken().convert(decoder.decode(header.substring("Bearer ".length()))));
				next.doFilter(request, response);
			}, UsernamePasswordAuthenticationFilter.class);
			return http.build();
		}

	}

	/**
	 * A token in a cookie, with a resolver that everybody can see.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class VisibleCookies {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		BearerTokenResolver bearerTokenResolver() {
			return CarelessApplications::cookie;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			ReportApplications.rules(http);
			http.oauth2ResourceServer(
					(resourceServer) -> resourceServer.jwt((jwt) -> jwt.jwtAuthenticationConverter(withoutToken())));
			return http.build();
		}

	}

	/**
	 * A chain that nobody configured, made of filters.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ReportApplications.Api.class)
	static class HandBuilt {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SecurityFilterChain chain(JwtDecoder decoder) {
			JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
			return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE,
					new BearerTokenAuthenticationFilter(provider::authenticate),
					new ExceptionTranslationFilter(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)));
		}

	}

}
