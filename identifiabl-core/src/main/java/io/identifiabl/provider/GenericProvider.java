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
import java.util.Locale;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Any issuer that follows RFC 9068, RFC 8693 and OpenID Connect.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068.html#section-2.2">RFC 9068 section
 * 2.2</a>
 */
final class GenericProvider {

	private static final ClaimPath SUBJECT = ClaimPath.of("sub");

	private static final ClaimPath AUDIENCE = ClaimPath.of("aud");

	private static final ClaimPath NONCE = ClaimPath.of("nonce");

	private static final ClaimPath AUTHORIZED_PARTY = ClaimPath.of("azp");

	private static final ClaimPath AUTHENTICATION_TIME = ClaimPath.of("auth_time");

	private static final List<ClaimPath> ACCESS = List.of(ClaimPath.of("scope"), ClaimPath.of("scp"),
			ClaimPath.of("client_id"));

	private GenericProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("generic")
			.read(IdentityAttribute.TENANT, "tenant")
			.read(IdentityAttribute.ORG_ID, "org_id")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.PLAN, "plan")
			.service(ClaimRules.same("sub", "client_id")
				.or(ClaimRules.is("gty", "client-credentials", "client_credentials"))
				.or(GenericProvider::isIssuedToItself))
			.build();
		return new Provider("generic", (issuer) -> false, mapping, Refusal.ID_TOKEN,
				new Refusal(Refusal.ID_TOKEN.code(), GenericProvider::looksLikeIdToken));
	}

	// An authorization server that knows no resources names the client as the audience.
	// What it issues to a client alone has the client as its subject, too.
	private static boolean isIssuedToItself(ClaimSet claims) {
		List<String> audiences = claims.getValues(AUDIENCE);
		return audiences.size() == 1 && audiences.get(0).equals(claims.getText(SUBJECT));
	}

	// OpenID Connect Core section 2. Nothing in it has to be in an ID token and must not
	// be
	// in an access token, so it takes what an ID token has and what an access token
	// lacks.
	// RFC 9068 demands a type and a client_id of an access token.
	private static boolean looksLikeIdToken(ClaimSet claims) {
		boolean access = ACCESS.stream().anyMatch(claims::has) || isTypedAccessToken(claims);
		return !access && (claims.has(NONCE) || (claims.has(AUTHORIZED_PARTY) && claims.has(AUTHENTICATION_TIME)));
	}

	private static boolean isTypedAccessToken(ClaimSet claims) {
		return claims.getHeader().get("typ") instanceof String type && type.toLowerCase(Locale.ROOT).endsWith("at+jwt");
	}

}
