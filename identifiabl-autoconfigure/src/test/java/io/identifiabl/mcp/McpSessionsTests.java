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

package io.identifiabl.mcp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.identifiabl.mcp.McpSessions.Access;
import io.identifiabl.mcp.McpSessions.SessionOwner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link McpSessions}.
 *
 * @author Identifiabl Contributors
 */
class McpSessionsTests {

	private static final SessionOwner ALICE = new SessionOwner("https://idp#alice", "phone");

	private final AtomicLong nanos = new AtomicLong();

	private final McpSessions sessions = new McpSessions(this.nanos::get);

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	@Test
	void accessWhenNobodyStartedItThenIsUnknown() {
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.UNKNOWN);
	}

	@Test
	void accessWhenOwnerComesThenIsOwn() {
		this.sessions.bind("s", ALICE);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#alice", "phone"))).isEqualTo(Access.OWN);
	}

	@Test
	void accessWhenClientIsAnotherThenIsForeign() {
		this.sessions.bind("s", ALICE);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#alice", null))).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenOwnerIsGoneAwayThenAnonymousIsForeign() {
		this.sessions.bind("s", ALICE);
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenSomebodySignsInThenSessionIsTheirs() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS);
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.OWN);
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.FOREIGN);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#bob", "phone"))).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenSessionWasUsedThenIsKept() {
		this.sessions.bind("s", ALICE);
		pass(Duration.ofHours(23));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
		pass(Duration.ofHours(23));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
	}

	@Test
	void accessWhenSessionWasIdleForADayThenIsUnknown() {
		this.sessions.bind("s", ALICE);
		pass(Duration.ofHours(25));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.UNKNOWN);
	}

	@Test
	void accessWhenSessionIsForgottenThenIsUnknown() {
		this.sessions.bind("s", ALICE);
		this.sessions.forget("s");
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.UNKNOWN);
	}

}
