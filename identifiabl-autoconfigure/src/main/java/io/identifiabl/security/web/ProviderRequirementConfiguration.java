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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.security.autoconfigure.web.servlet.ConditionalOnDefaultWebSecurity;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * What an application without a chain of its own has to configure. One with a chain may
 * authenticate in ways that cannot be seen from here.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnDefaultWebSecurity
@ConditionalOnBooleanProperty(name = "identifiabl.web.default-chain", matchIfMissing = true)
@Import(ProviderRequirementConfiguration.EarlyRequirementConfiguration.class)
class ProviderRequirementConfiguration {

	@Bean("identifiablProviderRequirement")
	ProviderRequirement providerRequirement(ListableBeanFactory beanFactory) {
		return new ProviderRequirement(beanFactory);
	}

	/**
	 * Asks before there is a web server, so that the log says nothing else.
	 */
	@ConditionalOnClass(WebServerFactoryCustomizer.class)
	static class EarlyRequirementConfiguration {

		@Bean("identifiablProviderRequirementBeforeWebServer")
		WebServerFactoryCustomizer<WebServerFactory> providerRequirementBeforeWebServer(
				ProviderRequirement requirement) {
			return (factory) -> requirement.afterPropertiesSet();
		}

	}

}
