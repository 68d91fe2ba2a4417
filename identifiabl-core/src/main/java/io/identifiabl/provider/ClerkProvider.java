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

import io.identifiabl.claims.Actors;
import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.IdentityTrait;

/**
 * Clerk: sessions in both versions, OAuth and machine tokens. Sessions have no audience
 * and no client: {@code azp} is the origin of the page that obtained the token.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://clerk.com/docs/backend-requests/resources/session-tokens">Session
 * tokens</a>
 * @see <a href="https://clerk.com/docs/advanced-usage/clerk-idp">How Clerk implements
 * OAuth</a>
 * @see <a href=
 * "https://github.com/clerk/javascript/blob/main/packages/backend/src/jwt/verifyMachineJwt.ts">verifyMachineJwt.ts</a>
 */
final class ClerkProvider {

	private ClerkProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> machine = ClaimRules.startsWith("sub", "mch_");
		ClaimMapping mapping = ClaimMapping.builder("clerk")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.derive(IdentityAttribute.CLIENT_ID, ClaimReaders.subjectWhen(machine))
			.read(IdentityAttribute.ORG_ID, List.of(ClaimPath.of("o", "id"), ClaimPath.of("org_id")))
			.read(IdentityAttribute.ROLES, "org_role")
			.derive(IdentityAttribute.ROLES, ClaimReaders.withPrefix("org:", ClaimPath.of("o", "rol")))
			.read(IdentityAttribute.PERMISSIONS, "org_permissions")
			.derive(IdentityAttribute.PERMISSIONS, ClerkPermissions::read)
			.derive(IdentityAttribute.PLAN, ClaimReaders.afterColon(ClaimPath.of("pla")))
			.service(machine)
			.trait(IdentityTrait.IMPERSONATED, Actors.IS_PRESENT.and(machine.negate()))
			.build();
		Predicate<String> issuers = Issuers.host(".clerk.accounts.dev")
			.or(Issuers.hostStartsWith("clerk."))
			.and(Issuers.pathIs(""));
		return new Provider("clerk", issuers, mapping, new Refusal("session_pending", ClaimRules.is("sts", "pending")),
				Refusal.ID_TOKEN)
			.withTokenBindings(TokenBinding.ORIGIN, TokenBinding.CLIENT_ID);
	}

}
