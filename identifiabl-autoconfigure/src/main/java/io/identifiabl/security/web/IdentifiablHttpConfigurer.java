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

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.HttpBasicConfigurer;
import org.springframework.security.config.annotation.web.configurers.WebAuthnConfigurer;
import org.springframework.security.config.annotation.web.configurers.X509Configurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.ott.OneTimeTokenLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.saml2.Saml2LoginConfigurer;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;

import io.identifiabl.security.context.IdentityBindingFilter;

/**
 * Fits the identity layer into a filter chain that has a JWT resource server, and leaves
 * every other chain alone: those without a resource server, those with opaque tokens, and
 * those of an authorization server. It is installed on all chains by auto-configuration;
 * a chain that wants none of it says
 * {@code http.with(identifiabl(), AbstractHttpConfigurer::disable)}.
 * <p>
 * It only adds filters and never changes what the resource server was configured with,
 * since whether that is for JWTs is not known before it has set itself up.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentifiablHttpConfigurer extends AbstractHttpConfigurer<IdentifiablHttpConfigurer, HttpSecurity> {

	private @Nullable ResourceServerSettings settings;

	private @Nullable AuthenticationEntryPoint entryPoint;

	private boolean jwt;

	private IdentifiablHttpConfigurer() {
	}

	/**
	 * Return a configurer for one chain.
	 * @return the configurer
	 */
	public static IdentifiablHttpConfigurer identifiabl() {
		return new IdentifiablHttpConfigurer();
	}

	@Override
	@SuppressWarnings("unchecked")
	public void init(HttpSecurity http) {
		OAuth2ResourceServerConfigurer<HttpSecurity> resourceServer = http
			.getConfigurer(OAuth2ResourceServerConfigurer.class);
		ApplicationContext context = http.getSharedObject(ApplicationContext.class);
		ResourceServerSettings available = context.getBeanProvider(ResourceServerSettings.class).getIfAvailable();
		if (resourceServer == null || available == null || OwnEndpointsConfigurer.isAuthorizationServer(http)) {
			return;
		}
		this.settings = available;
		ProblemAuthenticationEntryPoint problems = new ProblemAuthenticationEntryPoint(available.resources(), context);
		this.entryPoint = problems;
		resourceServer.withObjectPostProcessor(new ObjectPostProcessor<JwtAuthenticationProvider>() {

			@Override
			public <O extends JwtAuthenticationProvider> O postProcess(O provider) {
				IdentifiablHttpConfigurer.this.jwt = true;
				return provider;
			}

		});
		unmerge(resourceServer);
		explainProofs(resourceServer, problems, available.challenges());
		http.with(new OneIdentityConfigurer(new OneIdentityFilter(available.identityResolver(), problems)),
				Customizer.withDefaults());
		if (available.challenges()) {
			resourceServer.withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {

				@Override
				public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
					if (IdentifiablHttpConfigurer.this.jwt) {
						filter.setAuthenticationEntryPoint(problems);
					}
					return filter;
				}

			});
		}
	}

	private void unmerge(OAuth2ResourceServerConfigurer<HttpSecurity> resourceServer) {
		SecurityContextHolderStrategy unmerged = new UnmergedSecurityContext(getSecurityContextHolderStrategy());
		resourceServer.withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
			@Override
			public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
				filter.setSecurityContextHolderStrategy(unmerged);
				return filter;
			}
		});
		// which checks proofs of tokens, and is a class that others use as well
		resourceServer.withObjectPostProcessor(new ObjectPostProcessor<AuthenticationFilter>() {
			@Override
			public <O extends AuthenticationFilter> O postProcess(O filter) {
				filter.setSecurityContextHolderStrategy(unmerged);
				return filter;
			}
		});
	}

	// the same class as above; of the resource server's filters only that for DPoP is one
	private static void explainProofs(OAuth2ResourceServerConfigurer<HttpSecurity> resourceServer,
			ProblemAuthenticationEntryPoint problems, boolean challenges) {
		resourceServer.withObjectPostProcessor(new ObjectPostProcessor<AuthenticationFilter>() {
			@Override
			public <O extends AuthenticationFilter> O postProcess(O filter) {
				filter.setFailureHandler(new DpopFailureHandler(filter.getFailureHandler(), problems, challenges));
				return filter;
			}
		});
	}

	@Override
	public void configure(HttpSecurity http) {
		if (this.settings == null || this.entryPoint == null) {
			return;
		}
		http.getConfigurer(OneIdentityConfigurer.class).addBefore(http);
		http.addFilterAfter(new IdentityBindingFilter(this.settings.identityResolver(), this.entryPoint),
				AnonymousAuthenticationFilter.class);
		if (!this.jwt) {
			return;
		}
		ProtectedResources resources = this.settings.resources();
		http.addFilterBefore(ResourceMetadataFilter.exclusive(resources),
				AbstractPreAuthenticatedProcessingFilter.class);
		http.addFilterBefore(new UnavailabilityFilter(this.entryPoint), BearerTokenAuthenticationFilter.class);
		if (this.settings.challenges()) {
			http.addFilterAfter(new ProblemTranslationFilter(this.entryPoint, new ProblemAccessDeniedHandler(resources),
					hasOtherSchemes(http)), ExceptionTranslationFilter.class);
		}
	}

	@SuppressWarnings("unchecked")
	private static boolean hasOtherSchemes(HttpSecurity http) {
		return http.getConfigurer(FormLoginConfigurer.class) != null
				|| http.getConfigurer(HttpBasicConfigurer.class) != null
				|| http.getConfigurer(OAuth2LoginConfigurer.class) != null
				|| http.getConfigurer(Saml2LoginConfigurer.class) != null
				|| http.getConfigurer(OneTimeTokenLoginConfigurer.class) != null
				|| http.getConfigurer(WebAuthnConfigurer.class) != null
				|| http.getConfigurer(X509Configurer.class) != null;
	}

}
