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

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.IdentityAttribute;

/**
 * PingOne. Tokens of services have no subject; without a session, and only then, the
 * client is the subject.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://developer.pingidentity.com/pingone-api/foundations/authentication-concepts/access-tokens-and-id-tokens/token-claims.html">Token
 * claims</a>
 */
final class PingOneProvider {

	private PingOneProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("pingone")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.service(ClaimRules.absent("sub"))
			.servicesLackSubject()
			.build();
		return new Provider("pingone",
				Issuers
					.host("auth.pingone.com", "auth.pingone.eu", "auth.pingone.ca", "auth.pingone.asia",
							"auth.pingone.com.au", "auth.pingone.sg")
					.and(Issuers.pathEndsWith("/as")),
				mapping, Refusal.ID_TOKEN);
	}

}
