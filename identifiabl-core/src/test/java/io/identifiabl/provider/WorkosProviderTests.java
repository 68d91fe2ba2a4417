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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Actor;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class WorkosProviderTests {

	private final PresetClaims workos = new PresetClaims("workos",
			Map.of("iss", "https://api.workos.com", "sub", "user_1", "org_id", "org_1"));

	@Test
	void mapUnitesRoles() {
		assertThat(this.workos.map(Map.of("role", "member", "roles", List.of("admin", "member"))).getRoles())
			.containsExactly("admin", "member");
	}

	@Test
	void mapWhenAdministratorActsThenIsImpersonated() {
		Identity identity = this.workos.map(Map.of("act", Map.of("sub", "admin@example.com")));
		assertThat(identity.getTraits()).containsExactly(IdentityTrait.IMPERSONATED);
		assertThat(identity.getActor()).isEqualTo(new Actor("admin@example.com", null));
	}

	@Test
	void mapWhenSubjectIsAgentThenTheUserDoesNotAct() {
		Identity identity = this.workos.map(Map.of("sub", "agent_reg_1", "act", Map.of("sub", "user_1")));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getTraits()).containsExactly(IdentityTrait.AGENT);
		assertThat(identity.getActor()).isNull();
		assertThat(identity.getClientId()).isNull();
	}

	@Test
	void mapWhenSubjectIsClientThenIsService() {
		Identity identity = this.workos.map(Map.of("sub", "client_1"));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getClientId()).isEqualTo("client_1");
	}

}
