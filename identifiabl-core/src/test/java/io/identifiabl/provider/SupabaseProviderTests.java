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
import io.identifiabl.identity.IdentityTrait;

import static org.assertj.core.api.Assertions.assertThat;

class SupabaseProviderTests {

	private final PresetClaims supabase = new PresetClaims("supabase", Map.of("iss", "https://acme.supabase.co/auth/v1",
			"sub", "user-1", "session_id", "s-1", "role", "authenticated"));

	@Test
	void mapTakesNothingButTheNameFromWhatUsersMayWrite() {
		Identity identity = this.supabase.map(Map.of("user_metadata",
				Map.of("roles", List.of("admin"), "plan", "gold", "org_id", "org-2", "full_name", "Joe"),
				"app_metadata", Map.of("roles", List.of("user"), "plan", "free", "org_id", "org-1")));
		assertThat(identity.getRoles()).containsExactly("user");
		assertThat(identity.getPlan()).isEqualTo("free");
		assertThat(identity.getOrgId()).isEqualTo("org-1");
		assertThat(identity.getName()).isEqualTo("Joe");
	}

	@Test
	void mapReadsTheSession() {
		Identity identity = this.supabase.map(Map.of("amr", List.of(Map.of("method", "password", "timestamp", 1L))));
		assertThat(identity.getAuthenticationContext().sessionId()).isEqualTo("s-1");
		assertThat(identity.getAuthenticationContext().amr()).containsExactly("password");
	}

	@Test
	void mapWhenSignInIsAnonymousThenHasTheTrait() {
		assertThat(this.supabase.map(Map.of("is_anonymous", true)).getTraits())
			.containsExactly(IdentityTrait.ANONYMOUS);
	}

	@Test
	void refuseForeignUseWhenApiKeyThenRefuses() {
		this.supabase.assertAccepted(Map.of());
		this.supabase.assertAccepted(Map.of("role", "service_role"));
		this.supabase.assertRefused("shared_key_token", Map.of("iss", "supabase"));
		this.supabase.assertRefused("shared_key_token", Map.of("role", "anon", "sub", PresetClaims.ABSENT));
		this.supabase.assertRefused("shared_key_token",
				Map.of("role", "service_role", "session_id", PresetClaims.ABSENT));
	}

}
