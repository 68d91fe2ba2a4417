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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.mcp.McpSessions.Access;
import io.identifiabl.mcp.McpSessions.SessionOwner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link McpSessions}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class McpSessionsTests {

	private static final SessionOwner ALICE = new SessionOwner("https://idp#alice", "phone");

	private static final String ADDRESS = "192.0.2.1";

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
		this.sessions.bind("s", ALICE, ADDRESS);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#alice", "phone"))).isEqualTo(Access.OWN);
	}

	@Test
	void accessWhenClientIsAnotherThenIsForeign() {
		this.sessions.bind("s", ALICE, ADDRESS);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#alice", null))).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenOwnerIsGoneAwayThenAnonymousIsForeign() {
		this.sessions.bind("s", ALICE, ADDRESS);
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenSomebodySignsInThenSessionIsTheirs() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS, ADDRESS);
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.OWN);
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.FOREIGN);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#bob", "phone"))).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenSessionWasUsedThenIsKept() {
		this.sessions.bind("s", ALICE, ADDRESS);
		pass(Duration.ofHours(23));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
		pass(Duration.ofHours(23));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
	}

	@Test
	void accessWhenSessionWasIdleForADayThenIsUnknown() {
		this.sessions.bind("s", ALICE, ADDRESS);
		pass(Duration.ofHours(25));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.UNKNOWN);
	}

	@Test
	void accessWhenSessionIsForgottenThenIsUnknown() {
		this.sessions.bind("s", ALICE, ADDRESS);
		this.sessions.forget("s");
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.UNKNOWN);
	}

	@Test
	void accessWhenNameLooksLikeAnIdentityThenIsForeign() {
		this.sessions.bind("s", new SessionOwner("https://idp#alice", null), ADDRESS);
		assertThat(this.sessions.access("s", SessionOwner.named("https://idp#alice"))).isEqualTo(Access.FOREIGN);
	}

	@Test
	void accessWhenStrangerWasIdleForTenMinutesThenIsUnknown() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS, ADDRESS);
		pass(Duration.ofMinutes(9));
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.OWN);
		pass(Duration.ofMinutes(11));
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.UNKNOWN);
	}

	@Test
	void accessWhenStrangerSignsInThenSessionIsKeptForADay() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS, ADDRESS);
		this.sessions.access("s", ALICE);
		pass(Duration.ofHours(23));
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
	}

	@Test
	void subscribeWhenHolderHasTooManyThenMayNot() {
		this.sessions.bind("of-user", ALICE, ADDRESS);
		this.sessions.bind("of-stranger", SessionOwner.ANONYMOUS, ADDRESS);
		for (String session : List.of("of-user", "of-stranger")) {
			subscribeToAll(session);
			assertThat(this.sessions.subscribe(session, "notes://more")).isFalse();
		}
		assertThat(this.sessions.subscribe("of-nobody", "notes://more")).isFalse();
	}

	@Test
	void subscribeWhenSomebodySignedInThenEarlierOnesCount() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS, ADDRESS);
		subscribeToAll("s");
		this.sessions.access("s", ALICE);
		assertThat(this.sessions.subscribe("s", "notes://more")).isFalse();
		assertThat(this.sessions.subscribe("s", "notes://0")).isTrue();
	}

	private void subscribeToAll(String session) {
		for (int i = 0; i < SessionPool.MAX_SUBSCRIPTIONS_PER_HOLDER; i++) {
			assertThat(this.sessions.subscribe(session, "notes://" + i)).isTrue();
		}
	}

	@Test
	void endLaterWhenSaidTwiceThenIsReturnedOnce() {
		this.sessions.endLater("s");
		this.sessions.endLater("s");
		assertThat(this.sessions.isEnded("s")).isTrue();
		assertThat(this.sessions.pollEnded()).isEqualTo("s");
		assertThat(this.sessions.pollEnded()).isNull();
		assertThat(this.sessions.isEnded("s")).isFalse();
	}

	@Test
	void mayStartWhenAddressHasItsShareThenOnlyOthersMay() {
		strangers(ADDRESS, McpSessions.MAX_SESSIONS_OF_ADDRESS);
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, ADDRESS)).isFalse();
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, "192.0.2.2")).isTrue();
		assertThat(this.sessions.mayStart(ALICE, ADDRESS)).isTrue();
	}

	@Test
	void mayStartWhenAddressIsOfTheSameNetworkThenSharesIt() {
		strangers("2001:db8::1", McpSessions.MAX_SESSIONS_OF_ADDRESS);
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, "2001:db8:0:0:ffff::2%eth0")).isFalse();
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, "2001:db8:0:1::1")).isTrue();
	}

	@Test
	void mayStartWhenSessionsOfTheAddressAreOverThenItMayAgain() {
		strangers(ADDRESS, McpSessions.MAX_SESSIONS_OF_ADDRESS);
		this.sessions.forget(ADDRESS + "-0");
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, ADDRESS)).isTrue();
		strangers(ADDRESS, 1);
		pass(Duration.ofMinutes(11));
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, ADDRESS)).isTrue();
	}

	@Test
	void mayStartWhenStrangersSignedInThenTheirAddressHasRoom() {
		strangers(ADDRESS, McpSessions.MAX_SESSIONS_OF_ADDRESS);
		this.sessions.access(ADDRESS + "-0", ALICE);
		assertThat(this.sessions.mayStart(SessionOwner.ANONYMOUS, ADDRESS)).isTrue();
	}

	@Test
	void accessWhenStrangersAreManyThenUsersKeepTheirs() {
		this.sessions.bind("s", ALICE, ADDRESS);
		for (int network = 0; network < 200; network++) {
			strangers("192.0.2." + network, McpSessions.MAX_SESSIONS_OF_ADDRESS);
		}
		assertThat(this.sessions.access("s", ALICE)).isEqualTo(Access.OWN);
	}

	@Test
	void accessWhenAUserStartsManyThenLosesTheOldestAndOthersNone() {
		this.sessions.bind("s", new SessionOwner("https://idp#bob", "phone"), ADDRESS);
		for (int i = 0; i <= McpSessions.MAX_SESSIONS_OF_USER; i++) {
			this.sessions.bind("alice-" + i, ALICE, ADDRESS);
		}
		assertThat(this.sessions.access("alice-0", ALICE)).isEqualTo(Access.UNKNOWN);
		assertThat(this.sessions.access("alice-1", ALICE)).isEqualTo(Access.OWN);
		assertThat(this.sessions.access("s", new SessionOwner("https://idp#bob", "phone"))).isEqualTo(Access.OWN);
		assertThat(this.sessions.pollEnded()).isEqualTo("alice-0");
		assertThat(this.sessions.pollEnded()).isNull();
	}

	@Test
	void pollEndedWhenSessionsExpiredThenTellsThem() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS, ADDRESS);
		pass(Duration.ofMinutes(11));
		assertThat(this.sessions.access("s", SessionOwner.ANONYMOUS)).isEqualTo(Access.UNKNOWN);
		this.sessions.bind("t", SessionOwner.ANONYMOUS, ADDRESS);
		assertThat(this.sessions.pollEnded()).isEqualTo("s");
	}

	@Test
	void pollEndedWhenClientEndedItsSessionThenTellsNothing() {
		this.sessions.bind("s", ALICE, ADDRESS);
		this.sessions.forget("s");
		assertThat(this.sessions.pollEnded()).isNull();
	}

	@Test
	void pollEndedWhenStrangerSignedInThenTellsNothing() {
		this.sessions.bind("s", SessionOwner.ANONYMOUS, ADDRESS);
		this.sessions.access("s", ALICE);
		assertThat(this.sessions.pollEnded()).isNull();
	}

	private void strangers(String address, int number) {
		for (int i = 0; i < number; i++) {
			this.sessions.bind(address + "-" + i, SessionOwner.ANONYMOUS, address);
		}
	}

}
