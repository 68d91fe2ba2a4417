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
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class OktaProviderTests {

	private final PresetClaims okta = new PresetClaims("okta", Map.of("iss", "https://acme.okta.com/oauth2/default",
			"sub", "joe@example.com", "uid", "00u1", "cid", "0oa1", "jti", "AT.1", "scp", List.of("openid")));

	@Test
	void mapTakesTheUserIdFromUid() {
		Identity identity = this.okta.map(Map.of());
		assertThat(identity.getUserId()).isEqualTo("00u1");
		assertThat(identity.getSubject()).isEqualTo("joe@example.com");
	}

	@Test
	void mapWhenSubjectIsAnAddressThenIsNotTheEmail() {
		assertThat(this.okta.map(Map.of()).getEmail()).isNull();
	}

	@Test
	void mapWhenSubjectIsTheClientThenIsService() {
		assertThat(this.okta.map(Map.of("uid", PresetClaims.ABSENT, "sub", "0oa1")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenSubjectProfileIsServiceThenIsService() {
		assertThat(this.okta.map(Map.of("uid", PresetClaims.ABSENT, "sub_profile", "x service")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenThereIsUidThenIsUserWhateverTheProfileSays() {
		assertThat(this.okta.map(Map.of("sub_profile", "service")).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenThereIsNoUidThenUserIdIsTheSubject() {
		assertThat(this.okta.map(Map.of("uid", PresetClaims.ABSENT)).getUserId()).isEqualTo("joe@example.com");
	}

	@Test
	void mapWhenThereIsNoClientClaimThenTakesTheActor() {
		assertThat(this.okta.map(Map.of("cid", PresetClaims.ABSENT, "act", Map.of("sub", "wlp1"))).getClientId())
			.isEqualTo("wlp1");
	}

	@Test
	void mapWhenActorIsAgentThenHasTheTrait() {
		assertThat(this.okta.map(Map.of("act", Map.of("sub", "wlp1", "sub_profile", "ai_agent"))).getTraits())
			.containsExactly(IdentityTrait.AGENT);
	}

	@Test
	void mapWhenProfileOnlyContainsTheWordThenHasNoTrait() {
		assertThat(this.okta.map(Map.of("act", Map.of("sub", "wlp1", "sub_profile", "no_ai_agent"))).getTraits())
			.isEmpty();
	}

	@Test
	void refuseForeignUseWhenAccessTokenThenAccepts() {
		this.okta.assertAccepted(Map.of());
	}

	@Test
	void refuseForeignUseWhenTokenIdIsOfIdTokenThenRefuses() {
		this.okta.assertRefused("id_token_used_as_access_token", Map.of("jti", "ID.1"));
	}

	@Test
	void refuseForeignUseWhenIdTokenHasHashThenRefuses() {
		this.okta.assertRefused("id_token_used_as_access_token", Map.of("at_hash", "abc"));
	}

	@Test
	void refuseForeignUseWhenIssuerIsTheOrgServerThenRefuses() {
		this.okta.assertRefused("okta_org_server_token", Map.of("iss", "https://acme.okta.com"));
	}

}
