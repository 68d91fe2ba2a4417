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
import java.util.function.Predicate;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.IdentityTrait;

/**
 * Supabase Auth. {@code role} is a role of the database. Users may write
 * {@code user_metadata}, so that nothing but the display name comes from there; what
 * counts is {@code app_metadata}. API keys of a project are tokens too, signed with a
 * shared key.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://supabase.com/docs/guides/auth/jwt-fields">JWT fields</a>
 * @see <a href=
 * "https://github.com/supabase/auth/blob/master/internal/tokens/service.go">service.go</a>
 */
final class SupabaseProvider {

	private SupabaseProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> apiKey = ClaimRules.is("role", "anon", "service_role")
			.and(ClaimRules.absent("sub").or(ClaimRules.absent("session_id")));
		ClaimMapping mapping = ClaimMapping.builder("supabase")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.read(IdentityAttribute.ORG_ID, List.of(ClaimPath.of("app_metadata", "org_id")))
			.read(IdentityAttribute.ROLES, List.of(ClaimPath.of("app_metadata", "roles")))
			.read(IdentityAttribute.PLAN, List.of(ClaimPath.of("app_metadata", "plan")))
			.read(IdentityAttribute.NAME, List.of(ClaimPath.of("user_metadata", "full_name")))
			.read(IdentityAttribute.SESSION_ID, "session_id")
			.trait(IdentityTrait.ANONYMOUS, ClaimRules.isTrue("is_anonymous"))
			.build();
		return new Provider("supabase", Issuers.host(".supabase.co").and(Issuers.pathIs("/auth/v1")), mapping,
				new Refusal("shared_key_token", ClaimRules.is("iss", "supabase").or(apiKey)), Refusal.ID_TOKEN)
			.withJwsAlgorithms("ES256", "RS256")
			.withJwkSetUri(SupabaseProvider::jwkSetUri);
	}

	private static String jwkSetUri(String issuer) {
		return (issuer.endsWith("/") ? issuer : issuer + "/") + ".well-known/jwks.json";
	}

}
