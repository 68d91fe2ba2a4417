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

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Replaces what a preset reads with what is configured, attribute by attribute.
 *
 * @author Identifiabl Contributors
 */
final class ClaimOverrides {

	private final String provider;

	private final ClaimMapping.Builder mapping;

	private ClaimOverrides(String provider, ClaimMapping.Builder mapping) {
		this.provider = provider;
		this.mapping = mapping;
	}

	static void apply(String provider, ClaimsProperties claims, ClaimMapping.Builder mapping) {
		ClaimOverrides overrides = new ClaimOverrides(provider, mapping);
		overrides.read(IdentityAttribute.USER_ID, claims.getUserId());
		overrides.read(IdentityAttribute.CLIENT_ID, claims.getClientId());
		overrides.read(IdentityAttribute.TENANT, claims.getTenant());
		overrides.read(IdentityAttribute.ORG_ID, claims.getOrgId());
		overrides.read(IdentityAttribute.ROLES, claims.getRoles());
		overrides.read(IdentityAttribute.PERMISSIONS, claims.getPermissions());
		overrides.read(IdentityAttribute.GROUPS, claims.getGroups());
		overrides.read(IdentityAttribute.SCOPES, claims.getScopes());
		overrides.read(IdentityAttribute.PLAN, claims.getPlan());
		overrides.read(IdentityAttribute.EMAIL, claims.getEmail());
		overrides.read(IdentityAttribute.NAME, claims.getName());
		overrides.read(IdentityAttribute.USERNAME, claims.getUsername());
		overrides.read(IdentityAttribute.TOKEN_ID, claims.getTokenId());
		overrides.read(IdentityAttribute.SESSION_ID, claims.getSessionId());
	}

	private void read(IdentityAttribute attribute, List<String> paths) {
		if (paths.isEmpty()) {
			return;
		}
		try {
			this.mapping.read(attribute, paths.stream().map(ClaimPath::parse).toList());
		}
		catch (IllegalArgumentException ex) {
			String name = attribute.name().toLowerCase(Locale.ROOT).replace('_', '-');
			throw ConfigurationFailures.unusableProperty(this.provider, "claims." + name,
					String.valueOf(ex.getMessage()));
		}
	}

}
