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

package io.identifiabl.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenErrorTests {

	@ParameterizedTest
	@EnumSource
	void forCodeFindsEveryError(TokenError error) {
		assertThat(TokenError.forCode(error.getCode())).contains(error);
	}

	@Test
	void forCodeWhenUnknownThenIsEmpty() {
		assertThat(TokenError.forCode("EXPIRED_TOKEN")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void getCodeIsSnakeCase(TokenError error) {
		assertThat(error.getCode()).matches("[a-z]+(_[a-z]+)*");
	}

	@ParameterizedTest
	@EnumSource
	void getStatusIsOneOfThree(TokenError error) {
		assertThat(error.getStatus()).isIn(400, 401, 503);
	}

	@ParameterizedTest
	@EnumSource
	void getDescriptionCanStandInHeader(TokenError error) {
		assertThat(error.getDescription()).matches("[\\x20-\\x7e&&[^\"\\\\]]+");
	}

	// the codes that presets and mappings refuse with; the claims package cannot see the
	// vocabulary, so that a typing error would silently become invalid_claim
	@ParameterizedTest
	@ValueSource(strings = { "id_token_used_as_access_token", "okta_org_server_token", "microsoft_graph_token",
			"tenant_issuer_mismatch", "refresh_token_used_as_access_token", "session_pending", "shared_key_token",
			"unsupported_token_format", "missing_subject", "invalid_claim", "untrusted_issuer" })
	void forCodeKnowsWhatClaimsAreRefusedWith(String code) {
		assertThat(TokenError.forCode(code)).isPresent();
	}

}
