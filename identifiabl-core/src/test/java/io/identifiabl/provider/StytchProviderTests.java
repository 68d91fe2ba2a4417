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

class StytchProviderTests {

	private final PresetClaims stytch = new PresetClaims("stytch",
			Map.of("iss", "stytch.com/project-test-1", "sub", "user-1"));

	@Test
	void mapReadsTheSession() {
		Identity identity = this.stytch
			.map(Map.of("https://stytch.com/session", Map.of("id", "session-1", "roles", List.of("editor")),
					"https://stytch.com/organization", Map.of("organization_id", "org-1")));
		assertThat(identity.getAuthenticationContext().sessionId()).isEqualTo("session-1");
		assertThat(identity.getRoles()).containsExactly("editor");
		assertThat(identity.getOrgId()).isEqualTo("org-1");
	}

	@Test
	void mapWhenSubjectIsMachineThenIsServiceAndClient() {
		Identity identity = this.stytch.map(Map.of("sub", "m2m-client-1"));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getClientId()).isEqualTo("m2m-client-1");
		assertThat(this.stytch.map(Map.of()).getClientId()).isNull();
	}

}
