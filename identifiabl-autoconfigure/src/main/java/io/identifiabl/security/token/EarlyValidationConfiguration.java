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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.security.keys.KeyRetrievers;
import io.identifiabl.token.TokenSettings;

/**
 * Looks at the configuration of the providers before there is a web server, so that what
 * is wrong with it is all that the log says. Where an application is deployed into a
 * server, the decoder says the same later.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnClass(WebServerFactoryCustomizer.class)
class EarlyValidationConfiguration {

	// the settings are a parameter, since they are validated as well
	@Bean("identifiablProvidersBeforeWebServer")
	WebServerFactoryCustomizer<WebServerFactory> providersBeforeWebServer(IdentifiablProperties properties,
			ProvidersProperties named, TokenSettings settings, KeyRetrievers keyRetrievers, Environment environment,
			ListableBeanFactory beanFactory) {
		return (factory) -> {
			if (ProviderSettings.areTrusted(environment, beanFactory)) {
				ProviderRegistrations.validate(ProviderSettings.from(properties, named, environment),
						ProviderSettings.audiences(properties, environment), keyRetrievers,
						ProviderShorthand.of(properties, named));
			}
		};
	}

}
