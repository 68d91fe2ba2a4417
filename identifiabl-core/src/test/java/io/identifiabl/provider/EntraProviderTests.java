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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Actor;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class EntraProviderTests {

	private static final String AUTHORITY = "https://login.microsoftonline.com/";

	private final PresetClaims entra = new PresetClaims("entra", Map.of("iss", AUTHORITY + "tenant-1/v2.0", "tid",
			"tenant-1", "sub", "pairwise", "oid", "object-1", "azp", "client-1", "scp", "read", "aud", "api"));

	@Test
	void mapKeysTheUserByTenantAndObject() {
		Identity identity = this.entra.map(Map.of());
		assertThat(identity.getPrincipalKey()).isEqualTo(AUTHORITY + "tenant-1#object-1");
		assertThat(identity.getTenant()).isEqualTo("tenant-1");
	}

	@Test
	void mapWhenTokenVersionsDifferThenTheKeyIsTheSame() {
		Identity version1 = this.entra.map(Map.of("iss", "https://sts.windows.net/tenant-1/", "sub", "other"));
		assertThat(version1.getPrincipalKey()).isEqualTo(this.entra.map(Map.of()).getPrincipalKey());
	}

	@Test
	void mapWhenTenantsDifferThenTheKeyDiffers() {
		assertThat(this.entra.map(Map.of("tid", "tenant-2")).getPrincipalKey())
			.isNotEqualTo(this.entra.map(Map.of()).getPrincipalKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://emulator.example", "https://login.microsoftonline.com.emulator.example",
			"https://xlogin.microsoftonline.com", "https://login.microsoftonline.com@emulator.example",
			"https://login.microsoftonline.com:8443", "http://login.microsoftonline.com", "http://127.0.0.1:9000",
			"https://evilciamlogin.com", "https://sts.windows.net.emulator.example", "urn://login.microsoftonline.com",
			"https://login.microsoftonline.com%2f.emulator.example" })
	void mapWhenHostIsNotMicrosoftsThenTheKeyHasThatHost(String origin) {
		Identity identity = this.entra.map(Map.of("iss", origin + "/tenant-1/v2.0"));
		assertThat(identity.getPrincipalKey()).isEqualTo(origin + "/tenant-1#object-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com:443/tenant-1/v2.0",
			"HTTPS://Login.MicrosoftOnline.com/tenant-1", "https://login.microsoftonline.us/tenant-1/v2.0",
			"https://acme.ciamlogin.com/tenant-1/v2.0", "https://sts.windows.net/tenant-1" })
	void mapWhenHostIsMicrosoftsThenTheKeyIsTheDirectorys(String issuer) {
		assertThat(this.entra.map(Map.of("iss", issuer)).getPrincipalKey()).isEqualTo(AUTHORITY + "tenant-1#object-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.partner.microsoftonline.cn/tenant-1/v2.0",
			"https://sts.chinacloudapi.cn/tenant-1/" })
	void mapWhenCloudIsRunByAnotherCompanyThenTheKeyIsOfThatCloud(String issuer) {
		assertThat(this.entra.map(Map.of("iss", issuer)).getPrincipalKey())
			.isEqualTo("https://login.partner.microsoftonline.cn/tenant-1#object-1");
	}

	@Test
	void mapWhenTenantIsNotTheIssuersThenTheKeyHasTheIssuer() {
		assertThat(this.entra.map(Map.of("iss", AUTHORITY + "tenant-2/v2.0")).getPrincipalKey())
			.isEqualTo(AUTHORITY + "tenant-2/v2.0#object-1");
	}

	@Test
	void mapWhenThereIsNoTenantThenTheKeyHasTheIssuer() {
		assertThat(this.entra.map(Map.of("tid", PresetClaims.ABSENT)).getPrincipalKey())
			.isEqualTo(AUTHORITY + "tenant-1/v2.0#object-1");
	}

	@Test
	void mapWhenUserHasRolesThenTheyAreNeitherScopesNorPermissions() {
		Identity identity = this.entra.map(Map.of("roles", List.of("admin")));
		assertThat(identity.getRoles()).containsExactly("admin");
		assertThat(identity.getScopes()).containsExactly("read");
		assertThat(identity.getPermissions()).isEmpty();
	}

	@Test
	void mapWhenServiceHasRolesThenTheyCountAsScopes() {
		Identity identity = this.entra
			.map(Map.of("idtyp", "app", "scp", PresetClaims.ABSENT, "roles", List.of("Read.All")));
		assertThat(identity.getScopes()).containsExactly("Read.All");
		assertThat(identity.getPermissions()).containsExactly("Read.All");
		assertThat(identity.getOauthScopes()).isEmpty();
	}

	@Test
	void mapWhenPermissionsAreOverriddenThenTheyCountForServicesInstead() {
		ClaimMapping mapping = EntraProvider.create()
			.getClaimMapping()
			.toBuilder()
			.read(IdentityAttribute.PERMISSIONS, "own")
			.build();
		Identity identity = mapping.map(this.entra.claims(
				Map.of("idtyp", "app", "scp", PresetClaims.ABSENT, "roles", List.of("Read.All"), "own", "Own.Read")));
		assertThat(identity.getPermissions()).containsExactly("Own.Read");
		assertThat(identity.getScopes()).containsExactly("Own.Read");
	}

	@Test
	void mapWhenSubjectIsTheObjectAndNothingIsDelegatedThenIsService() {
		assertThat(this.entra.map(Map.of("scp", PresetClaims.ABSENT, "sub", "object-1")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/" })
	void mapWhenSubjectIsTheObjectAndScopeIsEmptyThenIsService(String scope) {
		assertThat(this.entra.map(Map.of("scp", scope, "sub", "object-1")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenTypeIsUserThenIsUserWhateverElse() {
		assertThat(this.entra.map(Map.of("idtyp", "user", "scp", PresetClaims.ABSENT, "sub", "object-1"))
			.getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenScopesAreDelegatedThenIsUser() {
		assertThat(this.entra.map(Map.of("sub", "object-1")).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenSubjectIsAutonomousAgentThenIsService() {
		Identity identity = this.entra.map(Map.of("scp", "/", "xms_sub_fct", "3 11 9"));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getTraits()).containsExactly(IdentityTrait.AGENT);
		assertThat(identity.getScopes()).isEmpty();
	}

	@Test
	void mapWhenAgentActsForUserThenTheClientIsTheActor() {
		Identity identity = this.entra.map(Map.of("xms_act_fct", "11"));
		assertThat(identity.getActor()).isEqualTo(new Actor("client-1", null));
	}

	@Test
	void mapWhenAgentActsForItselfThenThereIsNoActor() {
		assertThat(this.entra.map(Map.of("xms_act_fct", "11", "idtyp", "app")).getActor()).isNull();
	}

	@Test
	void mapWhenAgentIsUnnamedThenReadsTheActorClaim() {
		Identity identity = this.entra
			.map(Map.of("xms_act_fct", "11", "azp", PresetClaims.ABSENT, "act", Map.of("sub", "agent-1")));
		assertThat(identity.getActor()).isEqualTo(new Actor("agent-1", null));
	}

	@Test
	void mapWhenSubjectIsAgentsUserThenHasTheTrait() {
		assertThat(this.entra.map(Map.of("xms_sub_fct", "13")).getTraits())
			.containsExactly(IdentityTrait.AGENT_SUBJECT);
	}

	@Test
	void mapWhenFacetOnlyContainsTheNumberThenHasNoTrait() {
		assertThat(this.entra.map(Map.of("xms_sub_fct", "111 213", "xms_act_fct", "110")).getTraits()).isEmpty();
	}

	@Test
	void mapWhenHomeIsAnotherTenantThenIsGuest() {
		assertThat(this.entra.map(Map.of("idp", "https://sts.windows.net/home/")).getTraits())
			.containsExactly(IdentityTrait.GUEST);
	}

	@Test
	void mapWhenHomeIsTheIssuerThenIsNoGuest() {
		assertThat(this.entra.map(Map.of("idp", AUTHORITY + "tenant-1/v2.0")).getTraits()).isEmpty();
	}

	@Test
	void mapWhenGroupsAreElsewhereThenHasOverage() {
		assertThat(this.entra.map(Map.of("_claim_names", Map.of("groups", "src1"))).getTraits())
			.containsExactly(IdentityTrait.GROUPS_OVERAGE);
	}

	@Test
	void mapWhenImplicitFlowHasGroupsThenHasOverage() {
		assertThat(this.entra.map(Map.of("hasgroups", true)).getTraits()).containsExactly(IdentityTrait.GROUPS_OVERAGE);
	}

	@Test
	void mapWhenHasGroupsIsTextThenHasNoOverage() {
		assertThat(this.entra.map(Map.of("hasgroups", "true")).getTraits()).isEmpty();
	}

	@Test
	void mapPrefersUtiAsTokenId() {
		assertThat(this.entra.map(Map.of("uti", "u1", "jti", "j1")).getTokenId()).isEqualTo("u1");
	}

	@Test
	void refuseForeignUseWhenAccessTokenThenAccepts() {
		this.entra.assertAccepted(Map.of());
	}

	@Test
	void refuseForeignUseWhenVersion1HasAppIdThenAccepts() {
		this.entra.assertAccepted(Map.of("azp", PresetClaims.ABSENT, "appid", "client-1"));
	}

	@Test
	void refuseForeignUseWhenThereIsNoClientThenIsIdToken() {
		this.entra.assertRefused("id_token_used_as_access_token", Map.of("azp", PresetClaims.ABSENT));
	}

	@Test
	void refuseForeignUseWhenThereIsHashThenIsIdToken() {
		this.entra.assertRefused("id_token_used_as_access_token", Map.of("at_hash", "abc"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000003-0000-0000-c000-000000000000", "https://graph.microsoft.com" })
	void refuseForeignUseWhenAudienceIsGraphThenRefuses(String audience) {
		this.entra.assertRefused("microsoft_graph_token", Map.of("aud", audience));
	}

	@Test
	void refuseForeignUseWhenHeaderHasNonceThenIsForGraph() {
		ClaimSet claims = ClaimSet.of(this.entra.claims(Map.of()).getClaims(), Map.of("nonce", "n"));
		this.entra.assertRefused("microsoft_graph_token", claims);
	}

	@ParameterizedTest
	@ValueSource(strings = { AUTHORITY + "tenant-2/v2.0", AUTHORITY, "https://login.microsoftonline.com",
			"https://sts.windows.net/tenant-2/", "https://login.microsoftonline.com/TENANT-1/v2.0", "urn:tenant-1",
			"not a uri/tenant-1" })
	void refuseForeignUseWhenTenantIsNotTheIssuersThenRefuses(String issuer) {
		this.entra.assertRefused("tenant_issuer_mismatch", Map.of("iss", issuer));
	}

	@ParameterizedTest
	@ValueSource(strings = { AUTHORITY + "tenant-1", "https://sts.windows.net/tenant-1/" })
	void refuseForeignUseWhenTenantIsTheIssuersThenAccepts(String issuer) {
		this.entra.assertAccepted(Map.of("iss", issuer));
	}

	@Test
	void refuseForeignUseWhenThereIsNoTenantThenRefuses() {
		this.entra.assertRefused("tenant_issuer_mismatch", Map.of("tid", PresetClaims.ABSENT));
	}

	@Test
	void refuseForeignUseWhenIssuerIsNoTextThenRefuses() {
		Map<String, Object> claims = new HashMap<>(this.entra.claims(Map.of()).getClaims());
		claims.put("iss", List.of(AUTHORITY + "tenant-1/v2.0"));
		this.entra.assertRefused("tenant_issuer_mismatch", ClaimSet.of(claims));
	}

}
