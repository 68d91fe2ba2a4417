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
 * Any issuer that follows RFC 9068, RFC 8693 and OpenID Connect.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068.html#section-2.2">RFC 9068 section
 * 2.2</a>
 */
final class GenericProvider {

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
				.or(ClaimRules.is("gty", "client-credentials", "client_credentials")))
			.build();
		return new Provider("generic", (issuer) -> false, mapping, Refusal.ID_TOKEN);
	}

}
