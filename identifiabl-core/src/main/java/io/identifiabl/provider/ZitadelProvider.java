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
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.IdentityAttribute;

/**
 * ZITADEL. Roles are the keys of objects. Tokens do not say whether they are a service's:
 * the ids of clients that users sign in with are numbers, those of machine users are
 * names.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://zitadel.com/docs/apis/openidoauth/claims">Claims</a>
 */
final class ZitadelProvider {

	private ZitadelProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("zitadel")
			.read(IdentityAttribute.CLIENT_ID, "client_id", "azp")
			.read(IdentityAttribute.ORG_ID, "urn:zitadel:iam:user:resourceowner:id")
			.derive(IdentityAttribute.ROLES, ZitadelRoles::read)
			.service(ClaimRules.text(ClaimPath.of("client_id"), (clientId) -> !isNumber(clientId)))
			.build();
		return new Provider("zitadel", Issuers.host(".zitadel.cloud", ".zitadel.app"), mapping, Refusal.ID_TOKEN);
	}

	// digits, or digits and the name of a project
	private static boolean isNumber(String clientId) {
		int end = clientId.indexOf('@');
		String number = (end < 0) ? clientId : clientId.substring(0, end);
		return !number.isEmpty() && number.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

}
