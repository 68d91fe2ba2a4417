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

package io.identifiabl.keys;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(20)
class RefreshingKeySourceTests {

	private static final Duration REFRESH = Duration.ofMinutes(15);

	private static final Duration STALE = Duration.ofHours(4);

	private static final Duration REFETCH = Duration.ofSeconds(10);

	private final ManualKeyTasks tasks = new ManualKeyTasks();

	private final PublishingIssuer issuer = new PublishingIssuer();

	private final RefreshingKeySource keys = new RefreshingKeySource("https://issuer.example",
			new KeySetFetcher("https://issuer.example", URI.create("https://issuer.example/jwks"), true, this.issuer),
			(keyIssuer, tokenIssuer) -> true, KeySettings.defaults(), this.tasks);

	@Test
	void newFetchesNothing() {
		assertThat(this.issuer.getFetches()).isEqualTo(0);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.NEVER_LOADED);
	}

	@Test
	void getWhenFirstThenFetches() throws KeySourceException {
		assertThat(get("a")).hasSize(1);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.FRESH);
		assertThat(this.keys.getState().keyIds()).containsExactly("a");
	}

	@Test
	void getWhenThereIsASetThenFetchesNoMore() throws KeySourceException {
		get("a");
		get("a");
		assertThat(this.issuer.getFetches()).isEqualTo(1);
	}

	@Test
	void getWhenSeveralRequestsAreFirstThenTheyShareOneFetch() throws InterruptedException {
		this.tasks.hold();
		CountDownLatch found = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				try {
					get("a").forEach((key) -> found.countDown());
				}
				catch (KeySourceException ex) {
					throw new IllegalStateException(ex);
				}
			});
			thread.setDaemon(true);
			thread.start();
		}
		while (this.tasks.getHeld() == 0) {
			Thread.onSpinWait();
		}
		this.tasks.release();
		assertThat(found.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.issuer.getFetches()).isEqualTo(1);
	}

	@Test
	void keysAreRefreshedAheadWithoutARequest() throws KeySourceException {
		get("a");
		this.issuer.publish("b");
		this.tasks.advance(REFRESH);
		this.issuer.setDown(true);
		assertThat(get("b")).hasSize(1);
	}

	@Test
	void keysAreRefreshedOnceInEachInterval() throws KeySourceException {
		get("a");
		this.keys.refresh();
		this.keys.refresh();
		this.tasks.advance(REFRESH.multipliedBy(4));
		assertThat(this.issuer.getFetches()).isEqualTo(3 + 4);
	}

	@Test
	void getWhileRefreshingThenDoesNotWait() throws KeySourceException {
		get("a");
		this.tasks.hold();
		this.keys.refresh();
		assertThat(get("a")).hasSize(1);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.REFRESHING);
	}

	@Test
	void getWhenIssuerIsDownThenServesWhatWasThereUntilTheWindowEnds() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.tasks.advance(REFRESH.plus(STALE));
		assertThat(get("a")).hasSize(1);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.STALE);
		this.tasks.advance(Duration.ofNanos(1));
		assertUnavailable("a");
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.BLOCKED);
	}

	@Test
	void getWhenIssuerComesBackAfterTheWindowThenServesAgain() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.tasks.advance(REFRESH.plus(STALE).plusMinutes(1));
		this.issuer.setDown(false);
		this.tasks.advance(REFETCH);
		assertThat(get("a")).hasSize(1);
	}

	@Test
	void getWhenIssuerComesBackThenIsFreshWithinTheRefetchInterval() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.tasks.advance(REFRESH.plusMinutes(3));
		this.issuer.setDown(false);
		this.tasks.advance(REFETCH);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.FRESH);
		assertThat(this.keys.getState().lastError()).isNull();
	}

	@Test
	void getWhenNeverLoadedAndDownThenFails() {
		this.issuer.setDown(true);
		assertUnavailable("a");
		assertThat(this.keys.getState().lastError()).contains("down");
	}

	@Test
	void getWhenKnownToBeDownThenDoesNotWait() {
		this.issuer.setDown(true);
		assertUnavailable("a");
		this.tasks.hold();
		this.tasks.advance(Duration.ofSeconds(1));
		assertUnavailable("a");
	}

	@Test
	void getWhenKnownToBeDownThenAsksAgainAfterTheBackOffOnly() {
		this.issuer.setDown(true);
		assertUnavailable("a");
		assertUnavailable("a");
		assertThat(this.issuer.getFetches()).isEqualTo(1);
	}

	@Test
	void issuerWithoutAnyKeyIsAskedWithGrowingBackOff() {
		this.issuer.setDown(true);
		assertUnavailable("a");
		this.tasks.advance(Duration.ofMillis(250));
		assertThat(this.issuer.getFetches()).isEqualTo(2);
		this.tasks.advance(Duration.ofMillis(500));
		assertThat(this.issuer.getFetches()).isEqualTo(3);
		this.tasks.advance(Duration.ofSeconds(10));
		assertThat(this.issuer.getFetches()).isEqualTo(3 + 10);
	}

	@Test
	void getWhenIssuerComesBackThenRecoversWithinASecond() throws KeySourceException {
		this.issuer.setDown(true);
		assertUnavailable("a");
		this.tasks.advance(Duration.ofMinutes(1));
		this.issuer.setDown(false);
		this.tasks.advance(Duration.ofSeconds(1));
		assertThat(get("a")).hasSize(1);
	}

	@Test
	void getWhenKeyIsNewThenFindsItAtOnce() throws KeySourceException {
		get("a");
		this.tasks.advance(REFETCH);
		this.issuer.publish("b");
		assertThat(get("b")).hasSize(1);
	}

	@Test
	void floodOfUnknownKeysCausesOneFetchPerInterval() throws KeySourceException {
		get("a");
		for (int second = 0; second < 100; second++) {
			for (int i = 0; i < 20; i++) {
				lookFor("junk-" + second + "-" + i);
			}
			this.tasks.advance(Duration.ofSeconds(1));
		}
		assertThat(this.issuer.getFetches()).isLessThanOrEqualTo(1 + 1 + 100 / 10);
	}

	@Test
	void rotationRightAfterAFloodIsFoundWithinTheInterval() throws KeySourceException {
		get("a");
		get("junk");
		this.issuer.publish("b");
		assertPutOff("b");
		this.tasks.advance(REFETCH);
		assertThat(get("b")).hasSize(1);
	}

	@Test
	void unknownKeyIsNotLookedForTwiceInARow() throws KeySourceException {
		get("a");
		get("junk");
		get("junk");
		this.tasks.advance(REFETCH.minusMillis(1));
		assertThat(this.issuer.getFetches()).isEqualTo(2);
		assertThat(this.keys.getState().unknownKeys()).isEqualTo(2);
	}

	@Test
	void getWhenKeyIsUnknownAndIssuerIsDownThenCannotTell() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		assertUnavailable("b");
		assertUnavailable("b");
		assertThat(get("a")).hasSize(1);
	}

	@Test
	void getWhenOthersWaitForUnknownKeysThenOnlySomeMayJoin() throws Exception {
		get("a");
		this.tasks.hold();
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Thread[] waiting = new Thread[16];
		for (int i = 0; i < waiting.length; i++) {
			String id = "junk-" + i;
			waiting[i] = new Thread(() -> {
				try {
					get(id);
				}
				catch (KeySourceException ex) {
					failure.set(ex);
				}
			});
			waiting[i].setDaemon(true);
			waiting[i].start();
		}
		while (!allWait(waiting)) {
			Thread.onSpinWait();
		}
		assertPutOff("one-too-many");
		this.tasks.release();
		for (Thread thread : waiting) {
			thread.join();
		}
		assertThat(failure.get()).isNull();
	}

	@Test
	void keyThatAnEarlierFetchDidNotBringIsLookedForAgain() throws Exception {
		get("a");
		this.tasks.hold();
		this.keys.refresh();
		this.tasks.advance(Duration.ofSeconds(1));
		Thread early = new Thread(() -> {
			try {
				get("b");
			}
			catch (KeySourceException ex) {
				throw new IllegalStateException(ex);
			}
		});
		early.start();
		while (!allWait(early)) {
			Thread.onSpinWait();
		}
		this.tasks.release();
		early.join();
		this.issuer.publish("b");
		assertThat(get("b")).hasSize(1);
	}

	private static boolean allWait(Thread... threads) {
		for (Thread thread : threads) {
			if (thread.getState() != Thread.State.TIMED_WAITING) {
				return false;
			}
		}
		return true;
	}

	@Test
	void suspectReplacementFetchesOncePerInterval() throws KeySourceException {
		get("a");
		this.keys.suspectReplacement();
		this.keys.suspectReplacement();
		assertThat(this.issuer.getFetches()).isEqualTo(2);
		this.tasks.advance(REFETCH);
		assertThat(this.issuer.getFetches()).isEqualTo(3);
	}

	@Test
	void emptySetNeverReplacesAFullOne() throws KeySourceException {
		get("a");
		this.issuer.setDocument("{\"keys\":[]}");
		this.keys.refresh();
		assertThat(get("a")).hasSize(1);
		assertThat(this.keys.getState().lastError()).contains("no usable key");
	}

	@Test
	void stateCountsWhatHappened() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.keys.refresh();
		get("a");
		KeySetState state = this.keys.getState();
		assertThat(state.fetches()).isOne();
		assertThat(state.failures()).isOne();
		assertThat(state.staleServes()).isOne();
		assertThat(state.age()).isEqualTo(Duration.ZERO);
	}

	private List<JWK> get(String id) throws KeySourceException {
		return this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), new SimpleSecurityContext());
	}

	private void lookFor(String id) {
		try {
			assertThat(get(id)).isEmpty();
		}
		catch (KeySourceException ex) {
			assertThat(ex).hasMessageContaining("put off");
		}
	}

	// nobody has looked for it, so that a token that it signed may be good
	private void assertPutOff(String id) {
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(id))
			.withMessage("no keys of https://issuer.example: looking for an unknown key is put off, since others were "
					+ "looked for");
	}

	private void assertUnavailable(String id) {
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(id));
	}

}
