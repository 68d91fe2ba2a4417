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

package io.identifiabl.operation;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Issuer;

/**
 * The names of the providers by their issuers, however those are spelled. Immutable.
 *
 * @author Identifiabl Contributors
 */
final class ProviderNames {

	private final Map<Issuer, String> names = new HashMap<>();

	ProviderNames(Map<String, String> names) {
		names.forEach((issuer, name) -> this.names.put(Issuer.of(issuer), name));
	}

	/**
	 * Find the provider that an issuer is one of.
	 * @param text what a token calls its issuer, which may be anything
	 * @return the provider's name, empty if there is none
	 */
	String find(@Nullable String text) {
		if (text == null || Issuer.normalize(text).isBlank()) {
			return "";
		}
		Issuer issuer = Issuer.of(text);
		String name = this.names.get(issuer);
		if (name != null) {
			return name;
		}
		return this.names.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().includes(issuer))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("");
	}

}
