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

import io.identifiabl.claims.ClaimSet;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class FusionAuthProviderTests {

	private final PresetClaims fusionauth = new PresetClaims("fusionauth",
			Map.of("iss", "acme.com", "sub", "entity-1", "tid", "tenant-1"));

	@Test
	void mapWhenHeaderNamesTheGrantThenIsServiceAndClient() {
		assertService(Map.of("gty", List.of("client_credentials")));
		assertService(Map.of("gty", "client_credentials"));
	}

	@Test
	void mapWhenHeaderNamesAnotherGrantThenIsUser() {
		Identity identity = map(Map.of("gty", List.of("authorization_code", 7)));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.USER);
		assertThat(identity.getClientId()).isNull();
		assertThat(identity.getTenant()).isEqualTo("tenant-1");
	}

	@Test
	void mapWhenGrantIsClaimThenIsUser() {
		assertThat(this.fusionauth.map(Map.of("gty", List.of("client_credentials"))).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

	private void assertService(Map<String, Object> header) {
		Identity identity = map(header);
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getClientId()).isEqualTo("entity-1");
	}

	private Identity map(Map<String, Object> header) {
		return FusionAuthProvider.create()
			.getClaimMapping()
			.map(ClaimSet.of(this.fusionauth.claims(Map.of()).getClaims(), header));
	}

}
