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

package io.identifiabl.security.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.identity.Identity;
import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.Revocation;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A node that cannot read any more what others revoked.
 *
 * @author Identifiabl Contributors
 */
class StaleRevocationsTests {

	private static final String TABLE = "identifiabl_token_revocation";

	private static final String ISSUER = "https://idp.example.com";

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private static final Duration WINDOW = Duration.ofHours(1);

	private final AtomicLong nanoTime = new AtomicLong();

	private final DataSource dataSource = TestDatabase.connect(TestDatabase.H2.newUrl());

	private final JdbcTokenRevocations node = node(true);

	@BeforeEach
	void createTable() {
		TestDatabase.H2.createTable(this.dataSource);
	}

	@Test
	void nothingIsGoodAfterTheStaleWindow() {
		this.node.revoke(Revocation.ofSubject(ISSUER, "alice", NOW));
		this.node.refresh();
		new JdbcTemplate(this.dataSource).execute("ALTER TABLE " + TABLE + " RENAME TO elsewhere");
		pass(WINDOW);
		this.node.refresh();
		assertThat(isRevoked(this.node, "bob")).isFalse();
		pass(Duration.ofNanos(1));
		assertThatIllegalStateException().isThrownBy(() -> isRevoked(this.node, "bob"));
		assertThat(isRevoked(this.node, "alice")).isTrue();
		assertThat(this.node.getState()).returns(false, JdbcRevocationsState::usable)
			.returns(true, JdbcRevocationsState::overdue);
	}

	@Test
	void everythingIsAsBeforeWhenTheTableIsReadAgain() {
		this.node.refresh();
		pass(WINDOW.plusSeconds(1));
		assertThatIllegalStateException().isThrownBy(() -> isRevoked(this.node, "alice"));
		this.node.refresh();
		assertThat(isRevoked(this.node, "alice")).isFalse();
		assertThat(this.node.getState()).returns(true, JdbcRevocationsState::usable)
			.returns(false, JdbcRevocationsState::overdue);
	}

	@Test
	void readingThatHangsCountsLikeReadingThatFails() {
		this.node.refresh();
		pass(WINDOW.plusSeconds(1));
		assertThat(this.node.getState().overdue()).isTrue();
		assertThat(this.node.getState().lastError()).isNull();
	}

	@Test
	void tableThatWasNeverReachedIsOverdueButNotRequired() {
		JdbcTokenRevocations optional = node(false);
		pass(WINDOW.plusSeconds(1));
		assertThat(isRevoked(optional, "alice")).isFalse();
		assertThat(optional.getState()).returns(true, JdbcRevocationsState::usable)
			.returns(true, JdbcRevocationsState::overdue);
	}

	private JdbcTokenRevocations node(boolean required) {
		Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
		return new JdbcTokenRevocations(this.dataSource, TABLE,
				new InMemoryTokenRevocations(Duration.ofHours(1), Duration.ZERO, clock), required, WINDOW, clock,
				this.nanoTime::get);
	}

	private void pass(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

	private static boolean isRevoked(JdbcTokenRevocations revocations, String subject) {
		return revocations.isRevoked(Identity.builder(ISSUER, subject).build(), NOW);
	}

}
