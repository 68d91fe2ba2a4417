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

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.Actors;
import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.IdentityTrait;

/**
 * WorkOS: AuthKit sessions, Connect and agents. In a session {@code act} is the
 * administrator who impersonates the user; in an agent's token it is the user the agent
 * works for, who does not act. Sessions have no audience, but every client has keys of
 * its own.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://workos.com/docs/reference/authkit/session-tokens">Session
 * tokens</a>
 * @see <a href="https://workos.com/docs/authkit/connect/token-claims">Token claims</a>
 */
final class WorkosProvider {

	private WorkosProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> agent = ClaimRules.startsWith("sub", "agent_reg_");
		Predicate<ClaimSet> client = ClaimRules.startsWith("sub", "client_");
		ClaimMapping mapping = ClaimMapping.builder("workos")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.derive(IdentityAttribute.CLIENT_ID, ClaimReaders.subjectWhen(client))
			.read(IdentityAttribute.ORG_ID, "org_id")
			.read(IdentityAttribute.ROLES, "roles", "role")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.service(client.or(agent))
			.actor((claims) -> agent.test(claims) ? null : Actors.read(claims))
			.trait(IdentityTrait.AGENT, agent)
			.trait(IdentityTrait.IMPERSONATED, Actors.IS_PRESENT.and(client.or(agent).negate()))
			.build();
		return new Provider("workos", Issuers.host("api.workos.com", ".authkit.app"), mapping, Refusal.ID_TOKEN)
			.withJwkSetUri(WorkosProvider::jwkSetUri)
			.withTokenBindings(TokenBinding.CLIENT_ID, TokenBinding.ISSUER)
			.withOneApplicationAt(WorkosProvider::isOfOneClient);
	}

	// https://api.workos.com/user_management/{client} or .../sso/jwks/{client}
	private static boolean isOfOneClient(String address) {
		List<String> segments = Issuers.pathSegments(address);
		return Issuers.host("api.workos.com").test(address) && !segments.isEmpty()
				&& segments.get(segments.size() - 1).startsWith("client_");
	}

	// https://api.workos.com/user_management/{client}
	private static @Nullable String jwkSetUri(String issuer) {
		List<String> segments = Issuers.pathSegments(issuer);
		boolean ofClient = segments.size() == 2 && segments.get(0).equals("user_management");
		return ofClient ? "https://api.workos.com/sso/jwks/" + segments.get(1) : null;
	}

}
