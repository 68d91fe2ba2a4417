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
import java.util.Map;

import org.springframework.util.StringUtils;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Where the provider called "default" is configured. What says what to write names the
 * properties of a provider; followed literally, it has to lead to an application that
 * starts, also where the provider is configured by a shorthand that has but a few of
 * them.
 *
 * @author Identifiabl Contributors
 */
enum ProviderShorthand {

	/**
	 * In its own place.
	 */
	NONE,

	/**
	 * By {@code identifiabl.issuer}.
	 */
	ISSUER,

	/**
	 * By the properties of Spring Boot.
	 */
	BOOT;

	private static final String BOOT_PREFIX = "spring.security.oauth2.resourceserver.jwt.";

	private static final String PREFIX = "identifiabl.providers." + ProviderSettings.DEFAULT_PROVIDER + ".";

	private static final String ALTERNATIVE = " (or " + PREFIX + "audiences)";

	// the properties of a provider that can be written here, and how
	private Map<String, String> names() {
		return switch (this) {
			case NONE -> Map.of();
			case ISSUER -> Map.of("issuer", "identifiabl.issuer", "type", "identifiabl.type");
			case BOOT -> Map.of("issuer", BOOT_PREFIX + "issuer-uri", "jwk-set-uri", BOOT_PREFIX + "jwk-set-uri",
					"jws-algorithms", BOOT_PREFIX + "jws-algorithms", "type", "identifiabl.type");
		};
	}

	static ProviderShorthand of(IdentifiablProperties properties, ProvidersProperties named) {
		if (StringUtils.hasText(properties.getIssuer())) {
			return ISSUER;
		}
		return named.getProviders().isEmpty() ? BOOT : NONE;
	}

	/**
	 * Return the failure with an action that can be followed here.
	 * @param failure the failure of a provider
	 * @return the same failure, if it has nothing to do with the shorthand
	 */
	InvalidIdentifiablConfigurationException translate(InvalidIdentifiablConfigurationException failure) {
		String action = translate(failure.getAction());
		return action.equals(failure.getAction()) ? failure
				: new InvalidIdentifiablConfigurationException(String.valueOf(failure.getMessage()), action);
	}

	/**
	 * Return what can be written here.
	 * @param advice what says what to write
	 * @return the advice with the names of the shorthand, and with what to do where it
	 * has none
	 */
	String translate(String advice) {
		if (this == NONE || !advice.contains(PREFIX)) {
			return advice;
		}
		String translated = advice.replace(ALTERNATIVE, "");
		for (Map.Entry<String, String> name : names().entrySet()) {
			translated = translated.replaceAll(PREFIX.replace(".", "\\.") + name.getKey() + "\\b(?!-)",
					name.getValue());
		}
		return translated.contains(PREFIX) ? translated + " " + moving() : translated;
	}

	private String moving() {
		Map<String, String> moved = new LinkedHashMap<>();
		moved.put("issuer", String.valueOf(names().get("issuer")));
		names().forEach(moved::putIfAbsent);
		StringBuilder text = new StringBuilder("That provider is then configured under ")
			.append(PREFIX.substring(0, PREFIX.length() - 1))
			.append(" only:");
		moved.keySet()
			.stream()
			.sorted()
			.forEach((name) -> text.append(" ")
				.append(moved.get(name))
				.append(" becomes ")
				.append(PREFIX)
				.append(name)
				.append(","));
		text.setLength(text.length() - 1);
		return text.append(".").toString();
	}

}
