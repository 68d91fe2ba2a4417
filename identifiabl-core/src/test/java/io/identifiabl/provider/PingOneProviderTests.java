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

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PingOneProviderTests {

	private final PresetClaims pingone = new PresetClaims("pingone",
			Map.of("iss", "https://auth.pingone.eu/e/as", "client_id", "client-1"));

	@Test
	void mapWhenThereIsNoSubjectThenTheClientIsIt() {
		Identity identity = this.pingone.map(Map.of());
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getSubject()).isEqualTo("client-1");
		assertThat(identity.getUserId()).isNull();
	}

	@Test
	void mapWhenThereIsSubjectThenIsUser() {
		assertThat(this.pingone.map(Map.of("sub", "user-1")).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenThereIsSessionOrBlankSubjectThenIsMissing() {
		assertMissing(Map.of("sid", "s-1"));
		assertMissing(Map.of("sub", " "));
		assertMissing(Map.of("client_id", PresetClaims.ABSENT));
	}

	private void assertMissing(Map<String, Object> claims) {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> this.pingone.map(claims))
			.withMessage("missing_subject");
	}

}
