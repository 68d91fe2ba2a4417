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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.IdentityTrait;

/**
 * Firebase Authentication and Google Cloud Identity Platform. Custom claims stand at the
 * top level. Users belong to a tenant where there is one. The documented keys of ID
 * tokens are certificates; the same keys exist as a JWK set, but not for session cookies.
 *
 * @author Identifiabl Contributors
 * @see <a href= "https://firebase.google.com/docs/auth/admin/verify-id-tokens">Verify ID
 * tokens</a>
 * @see <a href=
 * "https://firebase.google.com/docs/reference/admin/node/firebase-admin.auth.decodedidtoken">DecodedIdToken</a>
 * @see <a href=
 * "https://cloud.google.com/identity-platform/docs/multi-tenancy-managing-tenants">Tenants</a>
 */
final class FirebaseProvider {

	private static final ClaimPath TENANT = ClaimPath.of("firebase", "tenant");

	private FirebaseProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("firebase")
			.read(IdentityAttribute.CLIENT_ID)
			.read(IdentityAttribute.TENANT, List.of(TENANT))
			.authority(FirebaseProvider::directory)
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

	// user ids can be imported, so that two tenants may have the same ones
	private static @Nullable String directory(ClaimSet claims) {
		if (!claims.has(TENANT)) {
			return null;
		}
		String tenant = claims.getText(TENANT);
		if (tenant == null) {
			throw new InvalidClaimException("invalid_claim");
		}
		return claims.getClaims().get("iss") + "/tenants/" + URLEncoder.encode(tenant, StandardCharsets.UTF_8);
	}

	private static @Nullable String jwkSetUri(String issuer) {
		return Issuers.host("securetoken.google.com").test(issuer)
				? "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com" : null;
	}

}
