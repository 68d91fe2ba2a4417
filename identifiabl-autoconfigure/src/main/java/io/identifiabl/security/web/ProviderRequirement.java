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

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Refuses to start an application that leaves its security to this library but could not
 * verify any token.
 *
 * @author Identifiabl Contributors
 */
final class ProviderRequirement implements InitializingBean {

	private final ListableBeanFactory beanFactory;

	ProviderRequirement(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterPropertiesSet() {
		if (isMissing(JwtDecoder.class) && isMissing(OpaqueTokenIntrospector.class)) {
			throw InvalidIdentifiablConfigurationException.noProvider();
		}
	}

	private boolean isMissing(Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false).length == 0;
	}

}
