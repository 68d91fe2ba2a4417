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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.util.unit.DataSize;

import io.identifiabl.security.authorization.Operators;
import io.identifiabl.security.token.IdentityProviders;
import io.identifiabl.security.token.ReportPeriod;
import io.identifiabl.token.TokenSettings;

/**
 * Says once, at the start, what works less well than it could and what to write for it.
 *
 * @author Identifiabl Contributors
 */
final class StartupHints implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(StartupHints.class);

	private static final DataSize CONTAINER_HEADER_SIZE = DataSize.ofKilobytes(8);

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	StartupHints(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		IdentityProviders providers = this.beanFactory.getBean(IdentityProviders.class);
		ReportPeriod report = this.beanFactory.getBeanProvider(ReportPeriod.class).getIfAvailable();
		if (report != null) {
			logger.warn("identifiabl.web.mode is report: tokens that the application's own decoder accepts are good up "
					+ "to " + report.getUntil() + ", whatever identifiabl says about them. It is in the log and in the "
					+ "records, and such requests have no identity.");
		}
		else if (!this.beanFactory.containsBean("identityJwtDecoder")) {
			hintAtForeignVerification();
			return;
		}
		if (providers.getIssuers().size() > 1) {
			logger.info("Tokens of " + providers.getIssuers().size() + " issuers are accepted. The name of an "
					+ "authentication is the subject, which is unique within one issuer only; keep data under "
					+ "Identity.getPrincipalKey().");
		}
		if (providers.getRegistrations().size() > 1 && !this.beanFactory.getBean(Operators.class).areNamed()) {
			logger.warn("Tokens of " + providers.getRegistrations().size()
					+ " providers are accepted, and nothing says "
					+ "which of them may make somebody an operator, so that nobody is: scopes such as actuator:read and "
					+ "audit:verify count in no token. Set identifiabl.operator-issuers=<the issuer of your own staff>.");
		}
		if (this.beanFactory.getBean(ResourceServerSettings.class).resources().getMain().getIdentifier() == null) {
			logger.warn("The URL of this resource server is not known, so that challenges carry no resource_metadata "
					+ "and clients cannot discover where to get a token. Set identifiabl.resource.");
		}
		hintAtHeaderSize(this.beanFactory.getBean(TokenSettings.class));
	}

	private void hintAtForeignVerification() {
		String verifier = exists(JwtDecoder.class) ? "a JwtDecoder"
				: (exists(OpaqueTokenIntrospector.class) ? "an OpaqueTokenIntrospector" : null);
		if (verifier != null) {
			logger.warn("Tokens are verified by " + verifier
					+ " of the application. Identities are normalized, but what "
					+ "identifiabl guarantees about a token (mandatory audience and expiry, bounded lifetime, canonical "
					+ "form, refusal of ID tokens and other foreign uses, named errors) is off. Scopes of operators count "
					+ "only in tokens of identifiabl.operator-issuers.");
		}
	}

	private boolean exists(Class<?> type) {
		return this.beanFactory.getBeanNamesForType(type, true, false).length > 0;
	}

	// the default is a bound of ours, and says nothing about the tokens to come
	private void hintAtHeaderSize(TokenSettings settings) {
		Binder binder = Binder.get(this.environment);
		DataSize admitted = binder.bind("server.max-http-request-header-size", DataSize.class)
			.orElse(CONTAINER_HEADER_SIZE);
		boolean wanted = binder.bind("identifiabl.token.max-size", DataSize.class).isBound();
		if (wanted && settings.getMaxSize() > admitted.toBytes()) {
			logger.warn("Tokens may have " + settings.getMaxSize() + " bytes, but the web server refuses requests with "
					+ "headers over " + admitted.toBytes() + " bytes with a bare 400. Raise "
					+ "server.max-http-request-header-size or lower identifiabl.token.max-size.");
		}
	}

}
