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

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens to keys while fetches hang, fail or overtake one another.
 *
 * @author Identifiabl Contributors
 */
@Timeout(20)
class RefreshingKeySourceTroubleTests {

	private static final Duration REFRESH = Duration.ofMinutes(15);

	private static final Duration REFETCH = Duration.ofSeconds(10);

	private final ManualKeyTasks tasks = new ManualKeyTasks();

	private final PublishingIssuer issuer = new PublishingIssuer();

	private final RefreshingKeySource keys = new RefreshingKeySource("https://issuer.example",
			new KeySetFetcher("https://issuer.example", URI.create("https://issuer.example/jwks"), true, this.issuer),
			(keyIssuer, tokenIssuer) -> true, KeySettings.defaults(), this.tasks);

	@Test
	void dropForgetsTheKeys() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.keys.drop();
		assertUnavailable("a");
	}

	@Test
	void dropFetchesThemAnew() throws KeySourceException {
		get("a");
		this.issuer.publish("b");
		this.keys.drop();
		assertThat(get("b")).hasSize(1);
		assertThat(this.issuer.getFetches()).isEqualTo(2);
	}

	@Test
	void dropWhenFetchIsGoingOnThenItsKeysStayDropped() throws KeySourceException {
		get("a");
		this.tasks.hold();
		this.keys.refresh();
		this.keys.drop();
		this.tasks.releaseFirst();
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.NEVER_LOADED);
		this.tasks.release();
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.FRESH);
	}

	@Test
	void dropWhenFetchThatWasGoingOnFailsThenItIsNoFailureOfTheNextOne() throws KeySourceException {
		get("a");
		this.tasks.hold();
		this.keys.refresh();
		this.keys.drop();
		this.issuer.setDown(true);
		this.tasks.releaseFirst();
		this.issuer.setDown(false);
		assertThat(this.keys.getState().lastError()).isNull();
		this.tasks.release();
		assertThat(get("a")).hasSize(1);
	}

	@Test
	void dropWhenFetchIsGoingOnThenRefreshesGoOnAfterwards() throws KeySourceException {
		get("a");
		this.tasks.hold();
		this.keys.refresh();
		this.keys.drop();
		this.tasks.release();
		int before = this.issuer.getFetches();
		this.tasks.advance(REFRESH);
		assertThat(this.issuer.getFetches()).isEqualTo(before + 1);
	}

	@Test
	void getWhenFirstFetchHasBeenRunningForASecondThenNobodyWaits() {
		this.tasks.hold();
		this.keys.refresh();
		this.tasks.advance(Duration.ofSeconds(1));
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get("a"))
			.withMessage("no keys: not fetched within 1000 ms");
	}

	@Test
	void getWhenFirstFetchCompletesLateThenServes() throws KeySourceException {
		this.tasks.hold();
		this.keys.refresh();
		this.tasks.advance(Duration.ofSeconds(2));
		assertUnavailable("a");
		this.tasks.release();
		assertThat(get("a")).hasSize(1);
	}

	@Test
	void getWhenKeyIsUnknownAndRefreshHangsThenNobodyWaitsAnyMore() throws KeySourceException {
		get("a");
		this.tasks.hold();
		this.keys.refresh();
		this.tasks.advance(Duration.ofSeconds(3));
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get("b"))
			.withMessage("no keys: not fetched within 3000 ms");
	}

	@Test
	void getWhenThreadsAreGoneThenFailsAtOnce() {
		this.tasks.close();
		assertUnavailable("a");
		assertUnavailable("a");
		assertThat(this.issuer.getFetches()).isEqualTo(0);
	}

	@Test
	void errorInsideOfAFetchIsAFailureThatIsTriedAgain() throws KeySourceException {
		get("a");
		this.issuer.setError(new StackOverflowError());
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(this.keys::refresh);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.STALE);
		this.issuer.setError(null);
		this.tasks.advance(REFETCH);
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.FRESH);
	}

	@Test
	void lastErrorIsOneShortPrintableLine() {
		this.issuer.setFailure("\u001b[31m\r\n" + "x".repeat(1000));
		this.issuer.setDown(true);
		assertUnavailable("a");
		assertThat(this.keys.getState().lastError()).isNotNull().matches("[ -~]{1,300}");
	}

	@Test
	void getWhenIssuerIsBackThenTheFirstRequestFetchesAndWaits() throws KeySourceException {
		this.issuer.setDown(true);
		assertUnavailable("a");
		this.tasks.advance(Duration.ofSeconds(10));
		this.issuer.setDown(false);
		this.tasks.advance(Duration.ofMillis(250));
		int fetches = this.issuer.getFetches();
		assertThat(get("a")).hasSize(1);
		assertThat(this.issuer.getFetches()).isEqualTo(fetches + 1);
	}

	@Test
	void getWhenIssuerHungThenNobodyWaitsForTheNextAttempt() {
		this.issuer.setDown(true);
		for (int i = 0; i < 3; i++) {
			this.tasks.hold();
			this.keys.refresh();
			this.tasks.advance(Duration.ofSeconds(2));
			this.tasks.release();
		}
		this.tasks.advance(Duration.ofMillis(250));
		int fetches = this.issuer.getFetches();
		this.issuer.setDown(false);
		this.tasks.hold();
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get("a")).withMessageContaining("down");
		this.tasks.release();
		assertThat(this.issuer.getFetches()).isEqualTo(fetches + 1);
	}

	@Test
	void sameIdWithAnotherKeyIsFoundWithinTheInterval() throws KeySourceException {
		JWK before = get("a").get(0);
		this.keys.suspectReplacement();
		this.issuer.publish("a");
		this.keys.suspectReplacement();
		this.tasks.advance(REFETCH);
		assertThat(get("a").get(0)).isNotEqualTo(before);
	}

	@Test
	void rotationIsFoundWithinTheIntervalAlthoughTheFloodGoesOn() throws KeySourceException {
		get("a");
		get("junk");
		this.issuer.publish("b");
		for (int second = 0; second < 10; second++) {
			assertUnavailable("junk-again-" + second);
			this.tasks.advance(Duration.ofSeconds(1));
		}
		this.issuer.setDown(true);
		assertThat(get("b")).hasSize(1);
	}

	private List<JWK> get(String id) throws KeySourceException {
		return this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), new SimpleSecurityContext());
	}

	private void assertUnavailable(String id) {
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(id));
	}

}
