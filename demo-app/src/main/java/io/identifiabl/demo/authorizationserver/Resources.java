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

package io.identifiabl.demo.authorizationserver;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.util.Assert;

/**
 * The resources that access tokens are for, by the identifiers that their servers expect
 * in {@code aud} (RFC 8707).
 *
 * @author Identifiabl Contributors
 */
final class Resources {

	/**
	 * The name of the parameter of authorization and token requests.
	 */
	static final String PARAMETER = "resource";

	private final Map<String, String> identifiers = new LinkedHashMap<>();

	private final String defaultIdentifier;

	Resources(String... identifiers) {
		Assert.notEmpty(identifiers, "identifiers must not be empty");
		this.defaultIdentifier = identifiers[0];
		for (String identifier : identifiers) {
			this.identifiers.put(identifier, identifier);
			// the same URI (RFC 3986 section 6.2.3), and what a URL class makes of it
			if (URI.create(identifier).getRawPath().isEmpty()) {
				this.identifiers.put(identifier + "/", identifier);
			}
		}
	}

	/**
	 * Find the resource that a client asks for.
	 * @param requested the value of the parameter, {@code null} for none
	 * @return the identifier for {@code aud}: the first one if the client does not ask,
	 * {@code null} if it asks for something else than one known resource
	 */
	@Nullable String find(@Nullable Object requested) {
		if (requested == null) {
			return this.defaultIdentifier;
		}
		// a repeated parameter is an array, and a token is for one resource
		return (requested instanceof String) ? this.identifiers.get(requested) : null;
	}

	static OAuth2Error invalidTarget(String description) {
		return new OAuth2Error("invalid_target", description,
				"https://datatracker.ietf.org/doc/html/rfc8707#section-2");
	}

	@Override
	public String toString() {
		return this.identifiers.values().stream().distinct().toList().toString();
	}

}
