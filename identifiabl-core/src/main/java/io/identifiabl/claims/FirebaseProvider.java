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

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.IdentityTrait;

/**
 * Firebase Authentication and Google Cloud Identity Platform. Custom claims stand at the
 * top level. The documented keys of ID tokens are certificates; the same keys exist as a
 * JWK set, but not for session cookies.
 *
 * @author Identifiabl Contributors
 * @see <a href= "https://firebase.google.com/docs/auth/admin/verify-id-tokens">Verify ID
 * tokens</a>
 * @see <a href=
 * "https://firebase.google.com/docs/reference/admin/node/firebase-admin.auth.decodedidtoken">DecodedIdToken</a>
 */
final class FirebaseProvider {

	private FirebaseProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("firebase")
			.read(IdentityAttribute.CLIENT_ID)
			.read(IdentityAttribute.TENANT, List.of(ClaimPath.of("firebase", "tenant")))
			.read(IdentityAttribute.ORG_ID, "org_id")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.PLAN, "plan")
			.trait(IdentityTrait.ANONYMOUS, ClaimRules.is(ClaimPath.of("firebase", "sign_in_provider"), "anonymous"))
			.build();
		return new Provider("firebase", Issuers.host("securetoken.google.com", "session.firebase.google.com"), mapping)
			.withJwkSetUri(FirebaseProvider::jwkSetUri);
	}

	private static @Nullable String jwkSetUri(String issuer) {
		return Issuers.host("securetoken.google.com").test(issuer)
				? "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com" : null;
	}

}
