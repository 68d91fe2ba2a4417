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

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class OryHydraProviderTests {

	private final PresetClaims hydra = new PresetClaims("ory-hydra",
			Map.of("iss", "https://acme.projects.oryapis.com/", "sub", "user-1", "client_id", "client-1"));

	@Test
	void mapReadsExtensions() {
		Identity identity = this.hydra.map(Map.of("roles", List.of("a"), "ext",
				Map.of("roles", List.of("b", "a"), "org_id", "org-1", "plan", "pro", "email", "joe@example.com")));
		assertThat(identity.getRoles()).containsExactly("a", "b");
		assertThat(identity.getOrgId()).isEqualTo("org-1");
		assertThat(identity.getPlan()).isEqualTo("pro");
		assertThat(identity.getEmail()).isEqualTo("joe@example.com");
	}

	@Test
	void mapWhenSubjectIsTheClientThenIsService() {
		assertThat(this.hydra.map(Map.of("sub", "client-1")).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

}
