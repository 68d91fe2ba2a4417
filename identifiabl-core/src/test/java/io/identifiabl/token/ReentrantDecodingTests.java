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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Mappers that decode a token while one is being decoded: on the same thread, on another
 * one that they wait for, and crosswise. The time limit is there for what used to wait
 * for ever, and is no measure.
 *
 * @author Identifiabl Contributors
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReentrantDecodingTests {

	private static final String ALICE = TestTokens.signed(TestTokens.claims("sub", "alice"));

	private static final String BOB = TestTokens.signed(TestTokens.claims("sub", "bob"));

	private static final ClaimMapper MAPPING = Providers.generic().getClaimMapping();

	private static final Duration AT_ONCE = Duration.ofMillis(1);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicReference<CachingJwtDecoder> decoder = new AtomicReference<>();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void decodeWhenMapperDecodesItsOwnTokenThenFailsAtOnce() {
		start(LONG, (claims) -> decode(ALICE).getIdentity());
		assertThatExceptionOfType(IdentityMappingException.class).isThrownBy(() -> decode(ALICE))
			.withRootCauseInstanceOf(IllegalStateException.class)
			.havingRootCause()
			.withMessageContaining("while it is being decoded");
	}

	@Test
	void decodeWhenMapperFailedThatWayThenTheTokenIsNotLostForGood() {
		AtomicBoolean again = new AtomicBoolean(true);
		start(LONG, (claims) -> again.getAndSet(false) ? decode(ALICE).getIdentity() : MAPPING.map(claims));
		assertThatExceptionOfType(IdentityMappingException.class).isThrownBy(() -> decode(ALICE));
		assertThat(decode(ALICE).getName()).isEqualTo("alice");
	}

	@Test
	void decodeWhenMapperDecodesAnotherTokenThenMapsBoth() {
		start(LONG, (claims) -> {
			if ("alice".equals(claims.getClaims().get("sub"))) {
				decode(BOB);
			}
			return MAPPING.map(claims);
		});
		assertThat(decode(ALICE).getName()).isEqualTo("alice");
	}

	@Test
	void decodeWhenMappersOfTwoTokensDecodeEachOtherThenFailsAtOnce() {
		start(LONG, (claims) -> decode("alice".equals(claims.getClaims().get("sub")) ? BOB : ALICE).getIdentity());
		assertThatExceptionOfType(IdentityMappingException.class).isThrownBy(() -> decode(ALICE));
	}

	@Test
	void decodeWhenMapperWaitsForAnotherThreadWithItsTokenThenFails() {
		start(AT_ONCE,
				(claims) -> CompletableFuture.supplyAsync(() -> decode(ALICE), this.threads).join().getIdentity());
		assertThatExceptionOfType(IdentityMappingException.class).isThrownBy(() -> decode(ALICE))
			.havingCause()
			.isInstanceOf(CompletionException.class)
			.withCauseInstanceOf(KeysUnavailableException.class)
			.withRootCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void decodeWhenTwoThreadsWaitForEachOtherThenNeitherWaitsForEver() {
		CyclicBarrier both = new CyclicBarrier(2);
		start(AT_ONCE, (claims) -> {
			await(both);
			return decode("alice".equals(claims.getClaims().get("sub")) ? BOB : ALICE).getIdentity();
		});
		List<Future<IdentityJwt>> outcomes = List.of(this.threads.submit(() -> decode(ALICE)),
				this.threads.submit(() -> decode(BOB)));
		assertThat(outcomes)
			.allSatisfy((outcome) -> assertThatExceptionOfType(ExecutionException.class).isThrownBy(outcome::get)
				.withCauseInstanceOf(IdentityMappingException.class));
	}

	@Test
	void decodeWhenMapperHangsThenOthersAreToldThatItMayBeGood() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		start(AT_ONCE, (claims) -> {
			begun.countDown();
			await(release);
			return MAPPING.map(claims);
		});
		Future<IdentityJwt> slow = this.threads.submit(() -> decode(ALICE));
		begun.await();
		assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> decode(ALICE))
			.withCauseInstanceOf(TimeoutException.class);
		release.countDown();
		IdentityJwt decoded = slow.get();
		assertThat(decode(ALICE)).isSameAs(decoded);
	}

	@Test
	void decodeWhenInterruptedWhileAnotherThreadDecodesThenStopsWaiting() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		start(LONG, (claims) -> {
			begun.countDown();
			await(release);
			return MAPPING.map(claims);
		});
		Future<IdentityJwt> slow = this.threads.submit(() -> decode(ALICE));
		begun.await();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> decode(ALICE));
		assertThat(Thread.interrupted()).isTrue();
		release.countDown();
		assertThat(slow.get().getName()).isEqualTo("alice");
	}

	private IdentityJwt decode(String token) {
		return Objects.requireNonNull(this.decoder.get()).decode(token);
	}

	private void start(Duration patience, ClaimMapper mapper) {
		TestClock clock = new TestClock(Instant.ofEpochSecond(TestTokens.NOW));
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER)
			.jwkSource(new VersionedKeys(TestTokens.KEY))
			.claimMapper(mapper)
			.build();
		this.decoder.set(new CachingJwtDecoder(new IdentityJwtDecoder(List.of(registration),
				TokenSettings.defaults().withClock(clock), TestTokens.KEYS), TokenCacheSettings.defaults(),
				clock::nanoTime, patience));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
