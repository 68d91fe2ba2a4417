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

import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class CognitoProviderTests {

	private final PresetClaims cognito = new PresetClaims("cognito",
			Map.of("iss", "https://cognito-idp.eu-west-1.amazonaws.com/p", "sub", "user-1", "client_id", "client-1",
					"username", "joe", "token_use", "access"));

	@Test
	void mapTakesTheGroups() {
		assertThat(this.cognito.map(Map.of("cognito:groups", List.of("admins"))).getGroups()).containsExactly("admins");
	}

	@Test
	void mapWhenSubjectIsTheClientThenIsService() {
		assertThat(this.cognito.map(Map.of("sub", "client-1", "username", PresetClaims.ABSENT)).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenThereIsUsernameThenIsUser() {
		assertThat(this.cognito.map(Map.of("sub", "client-1")).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseGoesByTheUse() {
		this.cognito.assertAccepted(Map.of());
		this.cognito.assertRefused("id_token_used_as_access_token", Map.of("token_use", "id"));
		this.cognito.assertRefused("unsupported_token_format", Map.of("token_use", "refresh"));
		this.cognito.assertRefused("unsupported_token_format", Map.of("token_use", PresetClaims.ABSENT));
	}

}
