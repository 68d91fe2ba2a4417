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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.keys.IssuerLocations;
import io.identifiabl.provider.Provider;

/**
 * The tenants of a provider whose issuer has a place for them.
 *
 * @author Identifiabl Contributors
 * @param allowed ids in lower case, or {@code *}
 */
public record ProviderTenants(List<String> allowed) {

	private static final String ANY = "*";

	// names under which one signs in to several tenants, but whose tokens name the tenant
	private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");

	static ProviderTenants of(String name, Provider provider, ProviderProperties properties) {
		List<String> issuers = Stream
			.concat(Stream.of(String.valueOf(properties.getIssuer())), properties.getAdditionalIssuers().stream())
			.toList();
		issuers.forEach((issuer) -> requireIssuer(name, provider, issuer));
		boolean template = issuers.stream().anyMatch((issuer) -> issuer.contains(IssuerLocations.TENANT));
		List<String> tenants = properties.getAllowedTenants();
		if (template && tenants.isEmpty()) {
			throw ConfigurationFailures.noTenants(name);
		}
		if (!template && !tenants.isEmpty()) {
			throw ConfigurationFailures.unusableProperty(name, "allowed-tenants",
					"only an issuer with " + IssuerLocations.TENANT + " in the place of the tenant takes such a list");
		}
		return new ProviderTenants(tenants.stream().map((tenant) -> tenant(name, tenant)).toList());
	}

	private static void requireIssuer(String name, Provider provider, String issuer) {
		String tenant = provider.getTenant(issuer).orElse("");
		if (SHARED.contains(tenant)) {
			throw ConfigurationFailures.unusableProperty(name, "issuer",
					"tokens are issued by one tenant, not by '" + tenant + "'; write "
							+ issuer.replace("/" + tenant, "/" + IssuerLocations.TENANT)
							+ " and list the tenants in allowed-tenants");
		}
		if (issuer.contains(IssuerLocations.TENANT) && !tenant.equals(IssuerLocations.TENANT)) {
			throw ConfigurationFailures.unusableProperty(name, "issuer", "issuers of type '" + provider + "' have no "
					+ IssuerLocations.TENANT + " there; with type 'entra' it is the first segment of the path");
		}
	}

	private static String tenant(String name, String tenant) {
		if (tenant.equals(ANY)) {
			return tenant;
		}
		String id = tenant.toLowerCase(Locale.ROOT);
		try {
			if (UUID.fromString(id).toString().equals(id)) {
				return id;
			}
		}
		catch (IllegalArgumentException ex) {
			// the same answer as for other spellings of an id
		}
		throw ConfigurationFailures.unusableProperty(name, "allowed-tenants",
				"'" + tenant + "' is not the id of a tenant, which is a GUID, nor *");
	}

}
