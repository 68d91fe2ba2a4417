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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.identity.AuthenticationContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.revocation.Revocation.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class InMemoryTokenRevocationsTests {

	private static final String ISSUER = "https://idp.example.com";

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private static final Duration LIFETIME = Duration.ofHours(24);

	private static final Duration SKEW = Duration.ofSeconds(60);

	private final ManualClock clock = new ManualClock(NOW);

	private final InMemoryTokenRevocations revocations = new InMemoryTokenRevocations(LIFETIME, SKEW, this.clock);

	private final Identity alice = Identity.builder(ISSUER + "/", "alice@example.com")
		.userId("u1")
		.clientId("app")
		.tokenId("t1")
		.authenticationContext(new AuthenticationContext("s1", null, null, List.of()))
		.build();

	private final Identity bob = Identity.builder(ISSUER, "bob").build();

	@Test
	void nothingIsRevokedAtFirst() {
		assertThat(isRevoked(this.alice, null)).isFalse();
	}

	@Test
	void tokenIdHitsTheTokenWheneverItWasIssued() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW));
		assertThat(isRevoked(this.alice, NOW.plusSeconds(30))).isTrue();
	}

	@Test
	void tokenIdHitsNoOtherToken() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW));
		assertThat(isRevoked(this.alice.toBuilder().tokenId("t2").build(), NOW)).isFalse();
	}

	@Test
	void subjectHitsTheSubject() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "alice@example.com", NOW));
		assertThat(isRevoked(this.alice, NOW)).isTrue();
	}

	@Test
	void subjectHitsTheUserIdWhereItDiffers() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW));
		assertThat(isRevoked(this.alice, NOW)).isTrue();
	}

	@Test
	void subjectHitsNobodyElse() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW));
		assertThat(isRevoked(this.bob, NOW)).isFalse();
	}

	@Test
	void subjectIsComparedWithItsCase() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "U1", NOW));
		assertThat(isRevoked(this.alice, NOW)).isFalse();
	}

	@Test
	void sessionHitsItsTokens() {
		this.revocations.revoke(Revocation.ofSession(ISSUER, "s1", NOW));
		assertThat(isRevoked(this.alice, NOW)).isTrue();
		assertThat(isRevoked(this.bob, NOW)).isFalse();
	}

	@Test
	void clientHitsWhatItObtained() {
		this.revocations.revoke(Revocation.ofClient(ISSUER, "app", NOW));
		assertThat(isRevoked(this.alice, NOW)).isTrue();
		assertThat(isRevoked(this.bob, NOW)).isFalse();
	}

	@Test
	void issuerHitsEverythingItIssued() {
		this.revocations.revoke(Revocation.ofIssuer(ISSUER, NOW));
		assertThat(isRevoked(this.alice, NOW)).isTrue();
		assertThat(isRevoked(this.bob, NOW)).isTrue();
	}

	@Test
	void nothingHitsTokensOfAnotherIssuer() {
		for (Kind kind : Kind.values()) {
			for (String value : List.of("t1", "s1", "u1", "alice@example.com", "app")) {
				this.revocations.revoke(Revocation.of(kind, "https://other.example.com", value, NOW));
			}
		}
		assertThat(isRevoked(this.alice, NOW)).isFalse();
	}

	@Test
	void valueOfOneKindHitsNoOtherKind() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "app", NOW));
		this.revocations.revoke(Revocation.ofClient(ISSUER, "u1", NOW));
		this.revocations.revoke(Revocation.ofSession(ISSUER, "t1", NOW));
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "s1", NOW));
		assertThat(isRevoked(this.alice, NOW)).isFalse();
	}

	@Test
	void whoSignsInAgainGetsIn() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW.plusMillis(500)));
		assertThat(isRevoked(this.alice, NOW.plusSeconds(1))).isFalse();
	}

	@Test
	void tokenOfTheSameSecondIsRefused() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW.plusMillis(500)));
		assertThat(isRevoked(this.alice, NOW)).isTrue();
	}

	@Test
	void tokenWithoutTimeOfIssueCountsAsIssuedBefore() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW));
		assertThat(isRevoked(this.alice, null)).isTrue();
	}

	@Test
	void laterRevocationCounts() {
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW.plusSeconds(5)));
		this.revocations.revoke(Revocation.ofSubject(ISSUER, "u1", NOW));
		assertThat(isRevoked(this.alice, NOW.plusSeconds(5))).isTrue();
	}

	@Test
	void revocationHoldsAsLongAsAnyTokenCanBeValid() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW));
		this.clock.move(LIFETIME.plus(SKEW).plus(SKEW));
		assertThat(isRevoked(this.alice, null)).isTrue();
	}

	@Test
	void revocationHoldsNoLonger() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW));
		this.clock.move(LIFETIME.plus(SKEW).plus(SKEW).plusSeconds(2));
		assertThat(isRevoked(this.alice, null)).isFalse();
	}

	@Test
	void revocationThatIsReportedLateHoldsAsLong() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW.minus(LIFETIME)));
		this.clock.move(LIFETIME);
		assertThat(isRevoked(this.alice, null)).isTrue();
	}

	@Test
	void revocationOfTheFutureHoldsUntilItsTokensAreExpired() {
		this.revocations.revoke(Revocation.ofClient(ISSUER, "app", NOW.plus(LIFETIME)));
		this.clock.move(LIFETIME.multipliedBy(2));
		assertThat(isRevoked(this.alice, NOW.plus(LIFETIME))).isTrue();
	}

	@Test
	void revocationHoldsInItsLastSecond() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW), NOW.plusSeconds(10));
		this.clock.move(Duration.ofSeconds(10));
		assertThat(isRevoked(this.alice, null)).isTrue();
		this.clock.move(Duration.ofSeconds(1));
		assertThat(isRevoked(this.alice, null)).isFalse();
	}

	@Test
	void revocationThatIsMadeAgainHoldsUntilTheLaterTime() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW), NOW.plusSeconds(10));
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW), NOW.plusSeconds(5));
		this.clock.move(Duration.ofSeconds(10));
		assertThat(isRevoked(this.alice, null)).isTrue();
	}

	@Test
	void expiredRevocationIsForgottenAfterAnHourAndOnceAMinute() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW), NOW.plusSeconds(10));
		this.clock.move(Duration.ofHours(1).plusSeconds(10));
		revokeAnother("t2");
		assertThat(this.revocations.size()).as("an hour after its expiry").isEqualTo(2);
		this.clock.move(Duration.ofSeconds(59));
		revokeAnother("t3");
		assertThat(this.revocations.size()).as("less than a minute since it was looked at").isEqualTo(3);
		this.clock.move(Duration.ofSeconds(1));
		revokeAnother("t4");
		assertThat(this.revocations.size()).as("a minute later").isEqualTo(3);
	}

	private void revokeAnother(String tokenId) {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, tokenId, this.clock.instant()));
	}

	@Test
	void expiredRevocationsAreForgotten() {
		IntStream.range(0, 1000).forEach((i) -> this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t" + i, NOW)));
		this.clock.move(LIFETIME.plusHours(2));
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "new", this.clock.instant()));
		assertThat(this.revocations.size()).isEqualTo(1);
	}

	@Test
	void revocationIsBackWhenTheClockIsSetBack() {
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t1", NOW));
		this.clock.move(LIFETIME.plusMinutes(30));
		this.revocations.revoke(Revocation.ofTokenId(ISSUER, "t2", NOW));
		this.clock.move(Duration.ofHours(-1));
		assertThat(isRevoked(this.alice, null)).isTrue();
	}

	@Test
	void nothingGetsThroughOnceRevokeHasReturned() throws Exception {
		InMemoryTokenRevocations shared = new InMemoryTokenRevocations(LIFETIME, SKEW, Clock.systemUTC());
		int tokens = 20_000;
		AtomicInteger revoked = new AtomicInteger();
		CountDownLatch started = new CountDownLatch(4);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Future<Integer>> accepted = IntStream.range(0, 4)
			.mapToObj((thread) -> threads.submit(() -> hammer(shared, revoked, tokens, started)))
			.toList();
		started.await();
		for (int token = 0; token < tokens; token++) {
			shared.revoke(Revocation.ofTokenId(ISSUER, "t" + token, Instant.now()));
			revoked.set(token + 1);
		}
		for (Future<Integer> result : accepted) {
			assertThat(result.get()).as("tokens that were accepted after their revocation").isZero();
		}
		threads.shutdown();
	}

	// asks for the token that was revoked last, again and again
	private int hammer(InMemoryTokenRevocations shared, AtomicInteger revoked, int tokens, CountDownLatch started) {
		started.countDown();
		int accepted = 0;
		int known;
		do {
			known = revoked.get();
			if (known > 0 && !shared.isRevoked(this.bob.toBuilder().tokenId("t" + (known - 1)).build(), null)) {
				accepted++;
			}
		}
		while (known < tokens);
		return accepted;
	}

	private boolean isRevoked(Identity identity, @Nullable Instant issuedAt) {
		return this.revocations.isRevoked(identity, issuedAt);
	}

}
