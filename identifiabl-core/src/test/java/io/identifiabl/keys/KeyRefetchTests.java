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
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When keys are fetched again, and what callers are told who cannot have any.
 *
 * @author Identifiabl Contributors
 */
class KeyRefetchTests {

	private static final String ISSUER = "https://issuer.example";

	private static final Duration REFRESH = Duration.ofMinutes(15);

	private static final Duration STALE = Duration.ofHours(4);

	private static final Duration REFETCH = Duration.ofSeconds(10);

	private final ManualKeyTasks tasks = new ManualKeyTasks();

	private final PublishingIssuer issuer = new PublishingIssuer();

	private final RefreshingKeySource keys = new RefreshingKeySource(ISSUER,
			new KeySetFetcher(ISSUER, URI.create("https://issuer.example/jwks"), true, this.issuer),
			(keyIssuer, tokenIssuer) -> true, KeySettings.defaults(), this.tasks);

	@Test
	void keyThatIsKnownToBeMissingIsNotLookedForLater() throws KeySourceException {
		get("a");
		get("junk");
		get("junk");
		this.tasks.advance(REFETCH);
		assertThat(this.issuer.getFetches()).isEqualTo(2);
	}

	@Test
	void keyThatWasMissingIsLookedForAgainAfterARefresh() throws KeySourceException {
		get("a");
		get("junk");
		this.keys.refresh();
		assertUnavailable("junk");
		this.tasks.advance(REFETCH);
		assertThat(this.issuer.getFetches()).isEqualTo(4);
	}

	@Test
	void unknownKeysAreLookedForAfterEachInterval() throws KeySourceException {
		get("a");
		get("junk-1");
		assertUnavailable("junk-2");
		this.tasks.advance(REFETCH);
		assertThat(this.issuer.getFetches()).isEqualTo(3);
		assertUnavailable("junk-3");
		this.tasks.advance(REFETCH);
		assertThat(this.issuer.getFetches()).isEqualTo(4);
	}

	@Test
	void callerThatLookedForAKeyMakesRoomForTheNextOne() throws KeySourceException {
		get("a");
		for (int i = 0; i < 20; i++) {
			assertThat(get("junk-" + i)).isEmpty();
			this.tasks.advance(REFETCH);
		}
		this.issuer.publish("b");
		assertThat(get("b")).hasSize(1);
	}

	@Test
	void issuerThatFailsWhileKeysAreUsableIsAskedOncePerInterval() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.tasks.advance(REFRESH);
		int fetches = this.issuer.getFetches();
		this.tasks.advance(REFETCH.minusMillis(1));
		assertThat(this.issuer.getFetches()).isEqualTo(fetches);
		this.tasks.advance(Duration.ofMillis(1));
		assertThat(this.issuer.getFetches()).isEqualTo(fetches + 1);
	}

	@Test
	void issuerThatFailsWhileKeysAreTooOldIsAskedEverySecond() throws KeySourceException {
		get("a");
		this.issuer.setDown(true);
		this.tasks.advance(REFRESH.plus(STALE).plusMinutes(1));
		this.issuer.setDown(false);
		this.tasks.advance(Duration.ofSeconds(1));
		assertThat(this.keys.getState().status()).isEqualTo(KeySetStatus.FRESH);
	}

	@Test
	void callerThatWaitedIsToldWhyTheFetchFailed() {
		this.issuer.setDown(true);
		assertUnavailable("a").withMessageContaining("down").withMessageNotContaining("within");
	}

	@Test
	void callerThatDoesNotWaitIsToldTheLastReasonAndTheIssuerOnce() {
		this.issuer.setDown(true);
		assertUnavailable("a");
		assertUnavailable("a").withMessageMatching("no keys of https://issuer\\.example(?!.*no keys of).*down.*");
	}

	@Test
	void callerIsToldThatKeysAreNotFetchedAnyMore() {
		this.tasks.close();
		assertUnavailable("a").withMessageContaining("keys are not fetched any more");
		assertUnavailable("a").withMessage("no keys of https://issuer.example: keys are not fetched any more");
	}

	private List<JWK> get(String id) throws KeySourceException {
		return this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), new SimpleSecurityContext());
	}

	private ThrowableAssertAlternative<KeySourceException> assertUnavailable(String id) {
		return assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(id));
	}

}
