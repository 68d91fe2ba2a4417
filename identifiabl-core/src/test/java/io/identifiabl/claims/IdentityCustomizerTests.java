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

package io.identifiabl.claims;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IdentityCustomizerTests {

	private static final ClaimSet CLAIMS = ClaimSet
		.of(Map.of("iss", "https://issuer.example.com", "sub", "user-1", "roles", List.of("user"), "tier", "gold"));

	private final ClaimMapper mapper = Providers.generic().getClaimMapping();

	@Test
	void andThenAddsWhatTheClaimsSay() {
		Identity identity = this.mapper.andThen((builder, claims) -> builder.plan(claims.getText(ClaimPath.of("tier"))))
			.map(CLAIMS);
		assertThat(identity.getPlan()).isEqualTo("gold");
		assertThat(identity.getRoles()).containsExactly("user");
	}

	@Test
	void andThenAppliesInOrder() {
		Identity identity = this.mapper.andThen((builder, claims) -> builder.plan("first").orgId("org"))
			.andThen((builder, claims) -> builder.plan("second"))
			.map(CLAIMS);
		assertThat(identity.getPlan()).isEqualTo("second");
		assertThat(identity.getOrgId()).isEqualTo("org");
	}

	@Test
	void andThenWhenCustomizerFailsThenFails() {
		ClaimMapper failing = this.mapper.andThen((builder, claims) -> {
			throw new IllegalStateException("bug");
		});
		assertThatIllegalStateException().isThrownBy(() -> failing.map(CLAIMS)).withMessage("bug");
	}

	@Test
	void andThenWhenServiceBecomesUserThenTheUserIsTheSubject() {
		Identity identity = this.mapper
			.andThen((builder, claims) -> builder.principalType(PrincipalType.USER).roles(Set.of()))
			.map(ClaimSet.of(Map.of("iss", "https://issuer.example.com", "sub", "c", "client_id", "c")));
		assertThat(identity.getUserId()).isEqualTo("c");
		assertThat(identity.getPrincipalKey()).isEqualTo("https://issuer.example.com#c");
	}

}
