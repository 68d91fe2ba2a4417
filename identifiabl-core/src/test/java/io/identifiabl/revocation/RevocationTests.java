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

package io.identifiabl.revocation;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.revocation.Revocation.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RevocationTests {

	private static final String ISSUER = "https://idp.example.com";

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	@Test
	void issuerLosesItsTrailingSlashLikeThatOfAnIdentity() {
		assertThat(Revocation.ofSubject(ISSUER + "/", "alice", NOW))
			.isEqualTo(Revocation.ofSubject(ISSUER, "alice", NOW));
	}

	@Test
	void valueOfAnIssuerIsTheIssuer() {
		assertThat(Revocation.ofIssuer(ISSUER + "/", NOW).getValue()).isEqualTo(ISSUER);
	}

	@Test
	void timeIsInWholeSeconds() {
		assertThat(Revocation.ofIssuer(ISSUER, NOW.plusMillis(999)).getRevokedAt()).isEqualTo(NOW);
	}

	@ParameterizedTest
	@EnumSource
	void ofMakesWhatTheNamedMethodsMake(Kind kind) {
		Revocation expected = switch (kind) {
			case TOKEN_ID -> Revocation.ofTokenId(ISSUER, "x", NOW);
			case SUBJECT -> Revocation.ofSubject(ISSUER, "x", NOW);
			case SESSION -> Revocation.ofSession(ISSUER, "x", NOW);
			case CLIENT -> Revocation.ofClient(ISSUER, "x", NOW);
			case ISSUER -> Revocation.ofIssuer(ISSUER, NOW);
		};
		assertThat(Revocation.of(kind, ISSUER, "x", NOW)).isEqualTo(expected).hasSameHashCodeAs(expected);
	}

	@Test
	void revocationsDifferInEveryPart() {
		assertThat(Revocation.ofSubject(ISSUER, "alice", NOW)).isNotEqualTo(Revocation.ofSession(ISSUER, "alice", NOW))
			.isNotEqualTo(Revocation.ofSubject("https://other.example.com", "alice", NOW))
			.isNotEqualTo(Revocation.ofSubject(ISSUER, "Alice", NOW))
			.isNotEqualTo(Revocation.ofSubject(ISSUER, "alice", NOW.plusSeconds(1)))
			.doesNotHaveSameHashCodeAs(Revocation.ofSubject(ISSUER, "bob", NOW))
			.isNotEqualTo(null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void valueWhenBlankThenIsRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> Revocation.ofTokenId(ISSUER, value, NOW))
			.withMessage("value must have between 1 and 1024 characters");
	}

	@Test
	void issuerWhenBlankThenIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Revocation.ofIssuer("", NOW))
			.withMessage("issuer must have between 1 and 1024 characters");
	}

	@Test
	void valueWhenNoStoreCouldHoldItThenIsRefused() {
		assertThat(Revocation.ofTokenId(ISSUER, "x".repeat(1024), NOW).getValue()).hasSize(1024);
		assertThatIllegalArgumentException().isThrownBy(() -> Revocation.ofTokenId(ISSUER, "x".repeat(1025), NOW));
	}

	@Test
	void textTellsNotWhose() {
		assertThat(Revocation.ofSubject(ISSUER, "alice", NOW))
			.hasToString("SUBJECT at https://idp.example.com since 2026-11-25T12:00:00Z");
	}

}
