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

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.keys.IssuerLocations;
import io.identifiabl.security.token.IdentityProviders;

/**
 * Finds the URL of a resource in the configuration, never in a request.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ResourceIdentifiers {

	private ResourceIdentifiers() {
	}

	/**
	 * Return the resource that an application, or one endpoint of it, is.
	 * @param providers the identity providers
	 * @param configured the properties that may hold the identifier and their values, the
	 * first of which counts
	 * @return the resource, unidentified if neither the configuration nor an audience
	 * names one
	 */
	public static ProtectedResource find(IdentityProviders providers, ConfiguredResource... configured) {
		List<String> issuers = providers.getIssuers();
		for (ConfiguredResource resource : configured) {
			String identifier = resource.value();
			if (StringUtils.hasText(identifier)) {
				if (!isResource(identifier)) {
					throw InvalidIdentifiablConfigurationException.unusableResource(resource.property(), identifier);
				}
				return ProtectedResource.of(identifier, issuers);
			}
		}
		return providers.getRegistrations()
			.stream()
			.flatMap((registration) -> registration.getAudiences().stream())
			.filter((audience) -> audience.startsWith("https://") && isResource(audience))
			.findFirst()
			.map((audience) -> ProtectedResource.of(audience, issuers))
			.orElseGet(ProtectedResource::unidentified);
	}

	private static boolean isResource(String value) {
		URI uri = parse(value);
		return uri != null && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null
				&& IssuerLocations.isSecure(uri);
	}

	private static @Nullable URI parse(String value) {
		try {
			return URI.create(value);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
