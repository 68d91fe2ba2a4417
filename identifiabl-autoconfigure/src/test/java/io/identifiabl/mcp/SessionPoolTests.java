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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.mcp.McpSessions.SessionOwner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionPool}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class SessionPoolTests {

	private static final SessionOwner ALICE = new SessionOwner("https://idp#alice", "phone");

	private static final SessionOwner BOB = new SessionOwner("https://idp#bob", "phone");

	private static final Duration IDLE = Duration.ofMinutes(10);

	private final AtomicLong nanos = new AtomicLong();

	private final List<String> ended = new ArrayList<>();

	private final SessionPool pool = new SessionPool(100, 2, IDLE, this.nanos::get, this.ended::add);

	@Test
	void sessionBelongsToWhomItWasAddedFor() {
		assertThat(this.pool.add("s", "a", ALICE, Set.of())).isEqualTo(ALICE);
		assertThat(this.pool.getOwner("s")).isEqualTo(ALICE);
		assertThat(this.pool.getOwner("t")).isNull();
	}

	@Test
	void sessionThatIsThereAlreadyKeepsItsOwner() {
		this.pool.add("s", "a", ALICE, Set.of());
		assertThat(this.pool.add("s", "b", BOB, Set.of())).isEqualTo(ALICE);
		assertThat(this.pool.getOwner("s")).isEqualTo(ALICE);
	}

	@Test
	void sessionIsOnTheAccountOfItsFirstHolderOnly() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.add("s", "b", BOB, Set.of());
		this.pool.add("t", "b", BOB, Set.of());
		assertThat(this.pool.hasRoomFor("b")).isTrue();
		this.pool.add("t", "a", ALICE, Set.of());
		this.pool.add("u", "a", ALICE, Set.of());
		assertThat(this.pool.hasRoomFor("a")).isFalse();
	}

	@Test
	void sessionThatIsAddedTwiceIsOneOnTheAccount() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.add("s", "a", ALICE, Set.of());
		assertThat(this.pool.hasRoomFor("a")).isTrue();
		this.pool.remove("s");
		this.pool.add("t", "a", ALICE, Set.of());
		assertThat(this.pool.hasRoomFor("a")).isTrue();
	}

	@Test
	void subscriptionsOfAHolderAreBoundedTogether() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.add("t", "a", ALICE, Set.of());
		this.pool.add("u", "b", BOB, Set.of());
		subscribeToAll("s");
		assertThat(this.pool.subscribe("s", "notes://more")).isFalse();
		assertThat(this.pool.subscribe("t", "notes://more")).isFalse();
		assertThat(this.pool.subscribe("u", "notes://more")).isTrue();
	}

	@Test
	void subscriptionThatIsThereTakesNoRoom() {
		this.pool.add("s", "a", ALICE, Set.of());
		subscribeToAll("s");
		assertThat(this.pool.subscribe("s", "notes://0")).isTrue();
		assertThat(this.pool.getSubscriptions("s")).hasSize(SessionPool.MAX_SUBSCRIPTIONS_PER_HOLDER);
	}

	@Test
	void subscriptionsTakeNoRoomWhenTheirSessionIsOver() {
		this.pool.add("s", "a", ALICE, Set.of());
		subscribeToAll("s");
		this.pool.remove("s");
		this.pool.add("t", "a", ALICE, Set.of());
		assertThat(this.pool.subscribe("t", "notes://more")).isTrue();
		assertThat(this.pool.getSubscriptions("t")).containsExactly("notes://more");
	}

	@Test
	void sessionThatIsNotHereSubscribesToNothing() {
		assertThat(this.pool.subscribe("s", "notes://all")).isFalse();
		assertThat(this.pool.getSubscriptions("s")).isEmpty();
	}

	private void subscribeToAll(String session) {
		for (int i = 0; i < SessionPool.MAX_SUBSCRIPTIONS_PER_HOLDER; i++) {
			assertThat(this.pool.subscribe(session, "notes://" + i)).isTrue();
		}
	}

	@Test
	void roomIsOfEachHolder() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.add("t", "a", ALICE, Set.of());
		assertThat(this.pool.hasRoomFor("a")).isFalse();
		assertThat(this.pool.hasRoomFor("b")).isTrue();
	}

	@Test
	void roomIsMadeByTheSessionThatBeganFirst() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.makeRoomFor("a");
		assertThat(this.ended).isEmpty();
		this.pool.add("t", "a", ALICE, Set.of());
		this.pool.makeRoomFor("a");
		assertThat(this.ended).containsExactly("s");
		assertThat(this.pool.getOwner("s")).isNull();
		assertThat(this.pool.getOwner("t")).isEqualTo(ALICE);
		assertThat(this.pool.hasRoomFor("a")).isTrue();
	}

	@Test
	void sessionThatIsRemovedMakesRoomAndIsNotToldOf() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.add("t", "a", ALICE, Set.of());
		this.pool.remove("s");
		assertThat(this.pool.hasRoomFor("a")).isTrue();
		assertThat(this.ended).isEmpty();
	}

	@Test
	void sessionThatNobodyUsesEndsAndMakesRoom() {
		this.pool.add("s", "a", ALICE, Set.of());
		this.pool.add("t", "a", ALICE, Set.of());
		this.nanos.addAndGet(IDLE.toNanos());
		assertThat(this.pool.hasRoomFor("a")).isTrue();
		assertThat(this.ended).containsExactlyInAnyOrder("s", "t");
	}

}
