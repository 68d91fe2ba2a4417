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

import java.util.Arrays;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.security.IdentityResolver;

/**
 * Refuses to start an application in report mode that has nothing of its own to accept
 * tokens with, nobody to verify them by, or somebody else who gives identities to
 * callers.
 *
 * @author Identifiabl Contributors
 */
final class ReportModeRequirement implements BeanFactoryPostProcessor {

	private final Environment environment;

	ReportModeRequirement(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (!ProviderSettings.areConfigured(this.environment)) {
			throw ConfigurationFailures.reportModeWithoutProvider();
		}
		if (beanFactory.getBeanNamesForType(OwnFilterChain.class, true, false).length == 0) {
			throw ConfigurationFailures.reportModeWithoutChain();
		}
		if (beanFactory.getBeanNamesForType(JwtDecoder.class, true, false).length == 0) {
			throw ConfigurationFailures.reportModeWithoutDecoder();
		}
		Arrays.stream(beanFactory.getBeanNamesForType(IdentityResolver.class, true, false))
			.filter((name) -> !ReportModeConfiguration.RESOLVER_NAME.equals(name))
			.findFirst()
			.ifPresent((name) -> {
				throw ConfigurationFailures.reportModeWithResolver(name);
			});
	}

}
