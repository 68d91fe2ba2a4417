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
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.Actors;
import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Actor;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.identity.Scopes;

/**
 * Microsoft Entra ID, token versions 1.0 and 2.0, workforce and external tenants. The
 * stable user is tenant and object id; {@code sub} differs per application.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">Access
 * token claims reference</a>
 * @see <a href=
 * "https://learn.microsoft.com/entra/identity-platform/optional-claims-reference">Optional
 * claims reference</a>
 * @see <a href="https://learn.microsoft.com/entra/agent-id/agent-token-claims">Agent
 * token claims</a>
 */
final class EntraProvider {

	private static final String AGENT_FACET = "11";

	private static final String AGENT_USER_FACET = "13";

	private static final ClaimPath TENANT = ClaimPath.of("tid");

	private static final ClaimPath SCOPES = ClaimPath.of("scp");

	private static final Scopes UNSCOPED = Scopes.of("/");

	private static final ClaimPath ACTOR_FACETS = ClaimPath.of("xms_act_fct");

	private static final ClaimPath SUBJECT_FACETS = ClaimPath.of("xms_sub_fct");

	private static final List<ClaimPath> CLIENT_ID = List.of(ClaimPath.of("azp"), ClaimPath.of("appid"));

	private static final Predicate<ClaimSet> ACTS_AS_AGENT = ClaimRules.hasWord(ACTOR_FACETS, AGENT_FACET);

	private static final Predicate<ClaimSet> SERVICE = service();

	private EntraProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("entra")
			.read(IdentityAttribute.USER_ID, "oid", "sub")
			.read(IdentityAttribute.CLIENT_ID, CLIENT_ID)
			.read(IdentityAttribute.TENANT, List.of(TENANT))
			.authority(EntraProvider::directory)
			.read(IdentityAttribute.SCOPES, List.of(SCOPES))
			.ignoreScope("/")
			.read(IdentityAttribute.ROLES, "roles")
			.applicationPermissions("roles")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.PLAN, "plan_claim")
			.read(IdentityAttribute.TOKEN_ID, "uti", "jti")
			.service(SERVICE)
			.actor(EntraProvider::actor)
			.trait(IdentityTrait.AGENT, ACTS_AS_AGENT.or(ClaimRules.hasWord(SUBJECT_FACETS, AGENT_FACET)))
			.trait(IdentityTrait.AGENT_SUBJECT, ClaimRules.hasWord(SUBJECT_FACETS, AGENT_USER_FACET))
			.trait(IdentityTrait.GUEST, ClaimRules.present("idp").and(ClaimRules.same("idp", "iss").negate()))
			.trait(IdentityTrait.GROUPS_OVERAGE, EntraProvider::hasGroupOverage)
			.build();
		return new Provider("entra", Issuers.host("login.microsoftonline.com", "login.microsoftonline.us",
				"login.partner.microsoftonline.cn", "sts.chinacloudapi.cn", "sts.windows.net", ".ciamlogin.com"),
				mapping, new Refusal("microsoft_graph_token", isGraphToken()), Refusal.ID_TOKEN,
				new Refusal("id_token_used_as_access_token", ClaimRules.absent("azp").and(ClaimRules.absent("appid"))),
				new Refusal("tenant_issuer_mismatch", EntraProvider::isOfAnotherTenant))
			.withTenants(EntraTenants::find);
	}

	private static Predicate<ClaimSet> service() {
		// tokens of autonomous agents have a scp that is empty or a slash
		Predicate<ClaimSet> undelegated = (claims) -> claims.getScopes(List.of(SCOPES)).minus(UNSCOPED).isEmpty();
		Predicate<ClaimSet> ownSubject = ClaimRules.same("oid", "sub")
			.or(ClaimRules.hasWord(SUBJECT_FACETS, AGENT_FACET));
		return ClaimRules.is("idtyp", "app").or(ClaimRules.absent("idtyp").and(undelegated).and(ownSubject));
	}

	// one for all versions of tokens, whose issuers differ
	private static @Nullable String directory(ClaimSet claims) {
		String issuer = String.valueOf(claims.getClaims().get("iss"));
		String tenant = EntraTenants.find(issuer);
		// a tenant that is not the issuer's is refused, unless somebody else verified the
		// token: then it is the issuer's word alone
		return (tenant != null && tenant.equals(claims.getText(TENANT))) ? EntraTenants.directory(issuer) : null;
	}

	private static @Nullable Actor actor(ClaimSet claims) {
		String agent = (ACTS_AS_AGENT.test(claims) && !SERVICE.test(claims)) ? claims.getFirstText(CLIENT_ID) : null;
		return (agent != null) ? new Actor(agent, null) : Actors.read(claims);
	}

	// Tokens for Microsoft Graph have a nonce in the header that makes their signature
	// invalid for everybody but Graph.
	private static Predicate<ClaimSet> isGraphToken() {
		return ClaimRules.headerPresent("nonce")
			.or(ClaimRules.hasValue("aud", "00000003-0000-0000-c000-000000000000"))
			.or(ClaimRules.hasValue("aud", "https://graph.microsoft.com"));
	}

	private static boolean isOfAnotherTenant(ClaimSet claims) {
		return !(claims.getClaims().get("iss") instanceof String issuer)
				|| !Objects.equals(EntraTenants.find(issuer), claims.getClaims().get("tid"));
	}

	private static boolean hasGroupOverage(ClaimSet claims) {
		return claims.has(ClaimPath.of("_claim_names", "groups"))
				|| Boolean.TRUE.equals(claims.getClaims().get("hasgroups"));
	}

}
