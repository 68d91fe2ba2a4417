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

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Ory Hydra and Ory Network. Claims of the consent application stand under {@code ext},
 * and at the top level where {@code allowed_top_level_claims} says so.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://www.ory.com/docs/oauth2-oidc/jwt-access-token">JWT access
 * tokens</a>
 * @see <a href=
 * "https://github.com/ory/hydra/blob/master/oauth2/session.go">session.go</a>
 */
final class OryHydraProvider {

	private OryHydraProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("ory-hydra")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.read(IdentityAttribute.ORG_ID, extended("org_id"))
			.read(IdentityAttribute.ROLES, extended("roles"))
			.read(IdentityAttribute.PERMISSIONS, extended("permissions"))
			.read(IdentityAttribute.GROUPS, extended("groups"))
			.read(IdentityAttribute.PLAN, extended("plan"))
			.read(IdentityAttribute.EMAIL, extended("email"))
			.read(IdentityAttribute.NAME, extended("name"))
			.service(ClaimRules.same("sub", "client_id"))
			.build();
		return new Provider("ory-hydra", Issuers.host(".projects.oryapis.com"), mapping, Refusal.ID_TOKEN);
	}

	private static List<ClaimPath> extended(String claim) {
		return List.of(ClaimPath.of(claim), ClaimPath.of("ext", claim));
	}

}
