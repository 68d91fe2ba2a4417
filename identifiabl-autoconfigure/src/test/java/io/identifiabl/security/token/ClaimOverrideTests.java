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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where claims are read instead of where the preset reads them.
 *
 * @author Identifiabl Contributors
 */
class ClaimOverrideTests {

	private static final String ISSUER = "https://idp.example.com/realms/demo";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class))
		.withPropertyValues("identifiabl.providers.x.issuer=" + ISSUER, "identifiabl.providers.x.type=keycloak",
				"identifiabl.providers.x.audiences=urn:api");

	@ParameterizedTest
	@EnumSource(IdentityAttribute.class)
	void everyAttributeIsReadWhereItIsConfigured(IdentityAttribute attribute) {
		String property = attribute.name().toLowerCase(Locale.ROOT).replace('_', '-');
		this.runner.withPropertyValues("identifiabl.providers.x.claims." + property + "=/own/claims/" + property)
			.run((context) -> {
				Identity identity = context.getBean(IdentityProviders.class)
					.getClaimMapper(ISSUER)
					.map(ClaimSet
						.of(Map.of("iss", ISSUER, "sub", "user", "own", Map.of("claims", Map.of(property, "value")))));
				assertThat(values(identity)).containsEntry(attribute, List.of("value"));
			});
	}

	@Test
	void rolesOfClientsAreReadBesidesConfiguredRoles() {
		Map<String, Object> claims = Map.of("iss", ISSUER, "sub", "user", "own", "a", "realm_access",
				Map.of("roles", List.of("b")), "resource_access", Map.of("inventory", Map.of("roles", List.of("c")),
						"shop.web", Map.of("roles", List.of("d")), "other", Map.of("roles", List.of("e"))));
		this.runner
			.withPropertyValues("identifiabl.providers.x.claims.roles=own",
					"identifiabl.providers.x.clients=inventory,shop.web")
			.run((context) -> assertThat(
					context.getBean(IdentityProviders.class).getClaimMapper(ISSUER).map(ClaimSet.of(claims)).getRoles())
				.containsExactly("a", "c", "d"));
	}

	private static Map<IdentityAttribute, Object> values(Identity identity) {
		return Map.ofEntries(entry(IdentityAttribute.USER_ID, identity.getUserId()),
				entry(IdentityAttribute.CLIENT_ID, identity.getClientId()),
				entry(IdentityAttribute.TENANT, identity.getTenant()),
				entry(IdentityAttribute.ORG_ID, identity.getOrgId()),
				Map.entry(IdentityAttribute.ROLES, List.copyOf(identity.getRoles())),
				Map.entry(IdentityAttribute.PERMISSIONS, List.copyOf(identity.getPermissions())),
				Map.entry(IdentityAttribute.GROUPS, List.copyOf(identity.getGroups())),
				Map.entry(IdentityAttribute.SCOPES, List.copyOf(identity.getScopes().asSet())),
				entry(IdentityAttribute.PLAN, identity.getPlan()), entry(IdentityAttribute.EMAIL, identity.getEmail()),
				entry(IdentityAttribute.NAME, identity.getName()),
				entry(IdentityAttribute.USERNAME, identity.getUsername()),
				entry(IdentityAttribute.TOKEN_ID, identity.getTokenId()),
				entry(IdentityAttribute.SESSION_ID, identity.getAuthenticationContext().sessionId()));
	}

	private static Map.Entry<IdentityAttribute, Object> entry(IdentityAttribute attribute, @Nullable String value) {
		return Map.entry(attribute, (value != null) ? List.of(value) : List.of());
	}

}
