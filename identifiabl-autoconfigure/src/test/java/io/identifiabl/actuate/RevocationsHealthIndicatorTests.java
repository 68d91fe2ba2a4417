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

package io.identifiabl.actuate;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.security.revocation.JdbcTokenRevocations;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class RevocationsHealthIndicatorTests {

	private static final Duration WINDOW = Duration.ofHours(1);

	private final AtomicLong nanoTime = new AtomicLong();

	private final DataSource dataSource = TestDatabase.connect(TestDatabase.H2.newUrl());

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void healthWhenNothingWasReadForLongerThanTheWindowThenOutOfService(boolean required) {
		TestDatabase.H2.createTable(this.dataSource);
		JdbcTokenRevocations revocations = revocations(required);
		revocations.refresh();
		this.nanoTime.addAndGet(WINDOW.toNanos());
		assertThat(status(revocations)).isEqualTo(Status.UP);
		this.nanoTime.incrementAndGet();
		assertThat(status(revocations)).isEqualTo(Status.OUT_OF_SERVICE);
		revocations.refresh();
		assertThat(status(revocations)).isEqualTo(Status.UP);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void healthWhenNothingWasEverReadThenOutOfServiceAfterTheWindowAtLast(boolean required) {
		JdbcTokenRevocations revocations = revocations(required);
		revocations.refresh();
		assertThat(status(revocations)).isEqualTo(required ? Status.OUT_OF_SERVICE : Status.UP);
		this.nanoTime.addAndGet(WINDOW.toNanos() + 1);
		revocations.refresh();
		assertThat(status(revocations)).isEqualTo(Status.OUT_OF_SERVICE);
	}

	private static Status status(JdbcTokenRevocations revocations) {
		return new RevocationsHealthIndicator(revocations).health().getStatus();
	}

	private JdbcTokenRevocations revocations(boolean required) {
		Clock clock = Clock.systemUTC();
		return new JdbcTokenRevocations(this.dataSource, "identifiabl_token_revocation",
				new InMemoryTokenRevocations(Duration.ofHours(1), Duration.ZERO, clock), required, WINDOW, clock,
				this.nanoTime::get);
	}

}
