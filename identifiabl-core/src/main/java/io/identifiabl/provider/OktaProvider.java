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
import io.identifiabl.identity.IdentityTrait;

/**
 * Okta custom authorization servers. The stable user id is {@code uid}; {@code sub} is
 * the login name. Tokens of the org authorization server are not meant to be validated by
 * anybody but Okta.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://developer.okta.com/docs/concepts/auth-servers/">Authorization
 * servers</a>
 * @see <a href="https://developer.okta.com/docs/guides/ai-agent-token-exchange/">AI agent
 * token exchange</a>
 */
final class OktaProvider {

	private OktaProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> service = ClaimRules.absent("uid")
			.and(ClaimRules.same("sub", "cid").or(ClaimRules.hasWord(ClaimPath.of("sub_profile"), "service")));
		ClaimMapping mapping = ClaimMapping.builder("okta")
			.read(IdentityAttribute.USER_ID, "uid", "sub")
			.read(IdentityAttribute.CLIENT_ID,
					List.of(ClaimPath.of("cid"), ClaimPath.of("client_id"), ClaimPath.of("act", "sub")))
			.read(IdentityAttribute.ORG_ID, "org_id")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.PLAN, "plan")
			.service(service)
			.trait(IdentityTrait.AGENT, ClaimRules.hasWord(ClaimPath.of("act", "sub_profile"), "ai_agent"))
			.build();
		return new Provider("okta", Issuers.host(".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com"),
				mapping, new Refusal("id_token_used_as_access_token", ClaimRules.startsWith("jti", "ID.")),
				Refusal.ID_TOKEN, new Refusal("okta_org_server_token", OktaProvider::isOfOrgServer));
	}

	private static boolean isOfOrgServer(ClaimSet claims) {
		return claims.getClaims().get("iss") instanceof String issuer && !issuer.contains("/oauth2/");
	}

}
