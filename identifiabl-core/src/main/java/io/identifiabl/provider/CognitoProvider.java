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
 * Amazon Cognito user pools. Access tokens have no audience unless a resource is bound,
 * so that the client has to be one of the allowed ones; ID tokens come from the same key
 * set.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html">Understanding
 * the access token</a>
 */
final class CognitoProvider {

	private CognitoProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("cognito")
			.read(IdentityAttribute.CLIENT_ID, "client_id")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.GROUPS, "cognito:groups")
			.service(ClaimRules.same("sub", "client_id").and(ClaimRules.absent("username")))
			.build();
		return new Provider("cognito", Issuers.hostBetween("cognito-idp.", ".amazonaws.com"), mapping,
				new Refusal("id_token_used_as_access_token", ClaimRules.is("token_use", "id")), Refusal.ID_TOKEN,
				new Refusal("unsupported_token_format", ClaimRules.is("token_use", "access").negate()))
			.withTokenBindings(TokenBinding.CLIENT_ID);
	}

}
