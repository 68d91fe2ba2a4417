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

package io.identifiabl.provider;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class ClerkProviderTests {

	private final PresetClaims clerk = new PresetClaims("clerk",
			Map.of("iss", "https://clerk.example.com", "sub", "user_1", "azp", "https://app.example.com"));

	@Test
	void mapNeverTakesTheOriginForTheClient() {
		assertThat(this.clerk.map(Map.of()).getClientId()).isNull();
		assertThat(this.clerk.map(Map.of("client_id", "client_1")).getClientId()).isEqualTo("client_1");
	}

	@Test
	void mapReadsVersion2() {
		Identity identity = this.clerk.map(Map.of("fea", "o:dashboard,o:teams", "o",
				Map.of("id", "org_1", "rol", "admin", "per", "manage,read", "fpm", "3,2"), "pla", "o:pro"));
		assertThat(identity.getOrgId()).isEqualTo("org_1");
		assertThat(identity.getRoles()).containsExactly("org:admin");
		assertThat(identity.getPermissions()).containsExactly("org:dashboard:manage", "org:dashboard:read",
				"org:teams:read");
		assertThat(identity.getPlan()).isEqualTo("pro");
	}

	@Test
	void mapTakesOnlyFeaturesOfTheOrganization() {
		assertThat(permissions("u:own,uo:both,o:teams,none", "a,b", "1,2,3")).containsExactly("org:both:a",
				"org:teams:b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "x", "", "1e3", "0x3", "3.0", "\u0661" })
	void mapWhenBitsAreNoNumberThenGrantsNothing(String bits) {
		assertThat(permissions("o:teams", "a,b", bits)).isEmpty();
	}

	@Test
	void mapReadsBitsOfAllDigits() {
		assertThat(permissions("o:x", "a,b,c,d", "10")).containsExactly("org:x:b", "org:x:d");
		assertThat(permissions("o:x", "a,b,c,d", "9")).containsExactly("org:x:a", "org:x:d");
	}

	@Test
	void mapWhenBitsAreTooManyThenGrantsNothing() {
		assertThat(permissions("o:x", "a", "1".repeat(100))).containsExactly("org:x:a");
		assertThat(permissions("o:x", "a", "1".repeat(101))).isEmpty();
	}

	@Test
	void mapWhenListsDifferInLengthThenGrantsWhatIsSaid() {
		assertThat(permissions("o:x,o:y", "a", "1")).containsExactly("org:x:a");
		assertThat(permissions("o:x", "a", "1,1")).containsExactly("org:x:a");
		assertThat(permissions("o:x", "a", "255")).containsExactly("org:x:a");
	}

	@Test
	void mapWhenPermissionsAreOverriddenThenDecodesNone() {
		ClaimMapping mapping = ClerkProvider.create()
			.getClaimMapping()
			.toBuilder()
			.read(IdentityAttribute.PERMISSIONS, "own")
			.build();
		assertThat(
				mapping
					.map(this.clerk.claims(Map.of("fea", "o:dashboard,o:teams", "o",
							Map.of("id", "org_1", "rol", "admin", "per", "manage,read", "fpm", "3,2"))))
					.getPermissions())
			.isEmpty();
	}

	@Test
	void mapWhenSomebodyActsThenIsImpersonated() {
		assertThat(this.clerk.map(Map.of("act", Map.of("sub", "user_2"))).getTraits())
			.containsExactly(IdentityTrait.IMPERSONATED);
		assertThat(this.clerk.map(Map.of("act", Map.of())).getTraits()).isEmpty();
	}

	@Test
	void mapWhenSubjectIsMachineThenIsServiceAndClient() {
		Identity identity = this.clerk.map(Map.of("sub", "mch_1"));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getClientId()).isEqualTo("mch_1");
	}

	@Test
	void refuseForeignUseWhenSessionIsPendingThenRefuses() {
		this.clerk.assertAccepted(Map.of("sts", "active"));
		this.clerk.assertRefused("session_pending", Map.of("sts", "pending"));
	}

	private Set<String> permissions(String features, String names, String bits) {
		return this.clerk.map(Map.of("fea", features, "o", Map.of("per", names, "fpm", bits))).getPermissions();
	}

}
