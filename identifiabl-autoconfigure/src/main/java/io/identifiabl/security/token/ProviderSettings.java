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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.autoconfigure.IdentifiablProperties;

/**
 * The configured providers by name, wherever they are configured: one by one, with the
 * shorthand for a single one, or with Boot's own properties of a resource server.
 *
 * @author Identifiabl Contributors
 */
final class ProviderSettings {

	static final String DEFAULT_PROVIDER = "default";

	private static final String BOOT_PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	private ProviderSettings() {
	}

	static boolean areConfiguredHere(Environment environment) {
		Binder binder = Binder.get(environment);
		return hasText(binder, "identifiabl.issuer")
				|| binder.bind("identifiabl.providers", Bindable.mapOf(String.class, Object.class)).isBound();
	}

	// Boot's properties may be there for a decoder of the application's own
	static boolean areTrusted(Environment environment, ListableBeanFactory beanFactory) {
		return areConfiguredHere(environment) || OnReportModeCondition.isMet(environment)
				|| beanFactory.containsBean(IdentityJwtDecoderConfiguration.BEAN_NAME);
	}

	static boolean areConfigured(Environment environment) {
		Binder binder = Binder.get(environment);
		return areConfiguredHere(environment) || hasText(binder, BOOT_PREFIX + "issuer-uri")
				|| hasText(binder, BOOT_PREFIX + "jwk-set-uri");
	}

	private static boolean hasText(Binder binder, String property) {
		return StringUtils.hasText(binder.bind(property, String.class).orElse(""));
	}

	static Map<String, ProviderProperties> from(IdentifiablProperties properties, ProvidersProperties named,
			Environment environment) {
		Map<String, ProviderProperties> providers = new LinkedHashMap<>(named.getProviders());
		if (StringUtils.hasText(properties.getIssuer())) {
			ProviderProperties shorthand = new ProviderProperties();
			shorthand.setIssuer(properties.getIssuer());
			shorthand.setType(properties.getType());
			if (providers.put(DEFAULT_PROVIDER, shorthand) != null) {
				throw ConfigurationFailures.shorthandAndDefaultProvider(StringUtils.hasText(properties.getType()));
			}
		}
		else if (!providers.isEmpty() && StringUtils.hasText(properties.getType())) {
			throw ConfigurationFailures.typeWithoutIssuer(List.copyOf(providers.keySet()));
		}
		Binder binder = Binder.get(environment);
		if (providers.isEmpty()) {
			ProviderProperties fallback = new ProviderProperties();
			fallback.setType(properties.getType());
			bind(binder, "issuer-uri", String.class, fallback::setIssuer);
			bind(binder, "jwk-set-uri", String.class, fallback::setJwkSetUri);
			binder.bind(BOOT_PREFIX + "jws-algorithms", Bindable.listOf(String.class))
				.ifBound(fallback::setJwsAlgorithms);
			if (!StringUtils.hasText(fallback.getIssuer())) {
				throw ConfigurationFailures.noIssuerOfBoot();
			}
			providers.put(DEFAULT_PROVIDER, fallback);
		}
		return providers;
	}

	// for providers without audiences of their own
	static List<String> audiences(IdentifiablProperties properties, Environment environment) {
		return properties.getAudiences().isEmpty() ? Binder.get(environment)
			.bind(BOOT_PREFIX + "audiences", Bindable.listOf(String.class))
			.orElseGet(List::of) : properties.getAudiences();
	}

	private static <T> void bind(Binder binder, String name, Class<T> type, Consumer<T> setter) {
		binder.bind(BOOT_PREFIX + name, type).ifBound(setter);
	}

}
