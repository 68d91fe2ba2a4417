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

/**
 * Stytch: sessions of consumers and of B2B members, connected apps and machines. The
 * issuer of sessions has no scheme. The keys of B2B projects are elsewhere
 * ({@code /v1/b2b/sessions/jwks}) and have to be configured.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://stytch.com/docs/guides/sessions/using-jwts">Session JWTs</a>
 * @see <a href="https://stytch.com/docs/api/connected-app-access-token-object">Connected
 * app access token</a>
 */
final class StytchProvider {

	private static final String SESSION = "https://stytch.com/session";

	private static final String ISSUER = "stytch.com/project-";

	private StytchProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> machine = ClaimRules.startsWith("sub", "m2m-client-");
		ClaimMapping mapping = ClaimMapping.builder("stytch")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.derive(IdentityAttribute.CLIENT_ID, ClaimReaders.subjectWhen(machine))
			.read(IdentityAttribute.ORG_ID, List.of(ClaimPath.of("https://stytch.com/organization", "organization_id")))
			.read(IdentityAttribute.ROLES, List.of(ClaimPath.of(SESSION, "roles")))
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.PLAN, "plan")
			.read(IdentityAttribute.SESSION_ID, List.of(ClaimPath.of(SESSION, "id"), ClaimPath.of("sid")))
			.service(machine)
			.build();
		return new Provider("stytch", StytchProvider::isIssuer, mapping, Refusal.ID_TOKEN)
			.withJwkSetUri(StytchProvider::jwkSetUri);
	}

	private static boolean isIssuer(String issuer) {
		return issuer.startsWith(ISSUER) && issuer.indexOf('/', ISSUER.length()) < 0;
	}

	private static String jwkSetUri(String issuer) {
		String environment = issuer.startsWith("test-", ISSUER.length()) ? "test" : "api";
		return "https://" + environment + ".stytch.com/v1/sessions/jwks/" + issuer.substring(issuer.indexOf('/') + 1);
	}

}
