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

package io.identifiabl.token;

import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.authorization.ScopeHierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenSettingsTests {

	private final TokenSettings defaults = TokenSettings.defaults();

	@Test
	void defaultsAreTheDocumentedOnes() {
		assertThat(this.defaults.getClockSkew()).isEqualTo(Duration.ofSeconds(60));
		assertThat(this.defaults.getMaxLifetime()).isEqualTo(Duration.ofHours(24));
		assertThat(this.defaults.getMaxSize()).isEqualTo(16384);
		assertThat(this.defaults.isTrailingSlashIgnored()).isFalse();
		assertThat(this.defaults.getClock()).isEqualTo(Clock.systemUTC());
	}

	@Test
	void withMethodsChangeOneSettingEach() {
		Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
		TokenSettings changed = this.defaults.withClock(clock)
			.withTrailingSlashIgnored(true)
			.withMaxSize(1)
			.withMaxLifetime(Duration.ofSeconds(1))
			.withClockSkew(Duration.ZERO);
		assertThat(changed.getClock()).isSameAs(clock);
		assertThat(changed.isTrailingSlashIgnored()).isTrue();
		assertThat(changed.getMaxSize()).isEqualTo(1);
		assertThat(changed.getMaxLifetime()).isEqualTo(Duration.ofSeconds(1));
		assertThat(changed.getClockSkew()).isEqualTo(Duration.ZERO);
	}

	@Test
	void withMethodsForCollaboratorsChangeOneEach() {
		Provider provider = Security.getProviders()[0];
		ScopeHierarchy hierarchy = ScopeHierarchy.parse(List.of("a > b"));
		TokenSettings changed = this.defaults.withSignatureProvider(provider).withScopeHierarchy(hierarchy);
		assertThat(changed.getSignatureProvider()).isSameAs(provider);
		assertThat(changed.getScopeHierarchy()).isSameAs(hierarchy);
		assertThat(this.defaults.getSignatureProvider()).isNull();
	}

	@Test
	void withMethodsLeaveTheDefaultsAsTheyAre() {
		this.defaults.withMaxSize(1);
		assertThat(TokenSettings.defaults().getMaxSize()).isEqualTo(16384);
	}

	@Test
	void withClockSkewWhenFiveMinutesThenAccepts() {
		assertThat(this.defaults.withClockSkew(Duration.ofMinutes(5)).getClockSkew()).isEqualTo(Duration.ofMinutes(5));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT-1S", "PT5M1S" })
	void withClockSkewWhenOutOfBoundsThenRefuses(String skew) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.defaults.withClockSkew(Duration.parse(skew)))
			.withMessage("clock skew must be between 0 and 5 minutes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S" })
	void withMaxLifetimeWhenNotPositiveThenRefuses(String lifetime) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.defaults.withMaxLifetime(Duration.parse(lifetime)))
			.withMessage("maximum lifetime must be positive");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void withMaxSizeWhenNotPositiveThenRefuses(int size) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.defaults.withMaxSize(size))
			.withMessage("maximum size must be positive");
	}

}
