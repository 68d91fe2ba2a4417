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

import java.util.function.Predicate;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * FusionAuth. The grant stands in the JOSE header. The issuer is a setting of the tenant,
 * often no URL, and keys have to be configured then.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/tokens">OAuth tokens</a>
 */
final class FusionAuthProvider {

	private FusionAuthProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> service = ClaimRules.headerHasValue("gty", "client_credentials");
		ClaimMapping mapping = ClaimMapping.builder("fusionauth")
			.read(IdentityAttribute.CLIENT_ID, "applicationId")
			.derive(IdentityAttribute.CLIENT_ID, ClaimReaders.subjectWhen(service))
			.read(IdentityAttribute.TENANT, "tid")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.service(service)
			.build();
		return new Provider("fusionauth", Issuers.host(".fusionauth.io"), mapping, Refusal.ID_TOKEN);
	}

}
