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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.identity.TokenError;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CachingJwtDecoderTests {

	private static final Duration SKEW = Duration.ofSeconds(60);

	private static final Duration LIFETIME = Duration.ofHours(1);

	private static final TokenCacheSettings LONG = TokenCacheSettings.defaults().withTimeToLive(Duration.ofDays(1));

	private static final String TOKEN = TestTokens.signed(TestTokens.claims());

	private final TestClock clock = new TestClock(Instant.ofEpochSecond(TestTokens.NOW));

	private final VersionedKeys keys = new VersionedKeys(TestTokens.KEY);

	private final AtomicInteger verifications = new AtomicInteger();

	private final CachingJwtDecoder decoder = decoder(LONG, (claims) -> {
		this.verifications.incrementAndGet();
		return Providers.generic().getClaimMapping().map(claims);
	});

	@Test
	void decodeWhenTokenComesAgainThenVerifiesItOnce() {
		IdentityJwt first = this.decoder.decode(TOKEN);
		assertThat(this.decoder.decode("" + TOKEN)).isSameAs(first);
		assertThat(this.verifications).hasValue(1);
	}

	@Test
	void decodeWhenTokensDifferThenKeepsThemApart() {
		IdentityJwt first = this.decoder.decode(TOKEN);
		IdentityJwt other = this.decoder.decode(token("sub", "user-2"));
		assertThat(first.getName()).isEqualTo("user-1");
		assertThat(other.getName()).isEqualTo("user-2");
	}

	@Test
	void decodeWhenForgedThenRemembersNothing() {
		String forged = TestTokens.signed(TestTokens.OTHER_KEY, TestTokens.json(TestTokens.header()),
				TestTokens.json(TestTokens.claims()));
		assertRefused(TokenError.INVALID_SIGNATURE, forged);
		assertRefused(TokenError.INVALID_SIGNATURE, forged);
		assertThat(this.decoder.getStatistics().tokens()).isZero();
	}

	@Test
	void decodeWhenMapperFailsThenRemembersNothing() {
		CachingJwtDecoder failing = decoder(LONG, (claims) -> {
			throw new IllegalStateException("no database");
		});
		assertThatExceptionOfType(IdentityMappingException.class).isThrownBy(() -> failing.decode(TOKEN));
		assertThat(failing.getStatistics().tokens()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "=", "~", " ", "\u00e9", "A" })
	void decodeWhenAnotherSpellingIsRememberedThenRefuses(String suffix) {
		this.decoder.decode(TOKEN);
		assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(() -> this.decoder.decode(TOKEN + suffix));
	}

	@Test
	void decodeWhenTooLargeThenRefuses() {
		assertRefused(TokenError.TOKEN_TOO_LARGE, "a".repeat(TestTokens.settings().getMaxSize() + 1));
	}

	@Test
	void decodeWhenAsLargeAsAllowedThenReadsIt() {
		assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT, "a".repeat(TestTokens.settings().getMaxSize()));
	}

	@Test
	void decodeWhenRememberedUntilTheEndOfTheSkewThenAccepts() {
		this.decoder.decode(TOKEN);
		this.clock.advance(LIFETIME.plus(SKEW).minusMillis(1));
		assertThat(this.decoder.decode(TOKEN).getName()).isEqualTo("user-1");
		assertThat(this.verifications).hasValue(1);
	}

	@Test
	void decodeWhenRememberedTokenExpiresThenRefuses() {
		this.decoder.decode(TOKEN);
		this.clock.advance(LIFETIME.plus(SKEW));
		assertRefused(TokenError.EXPIRED_TOKEN, TOKEN);
	}

	@Test
	void decodeWhenWallClockStandsStillThenExpiresAllTheSame() {
		this.decoder.decode(TOKEN);
		this.clock.advanceNanoTime(LIFETIME.plus(SKEW));
		assertRefused(TokenError.EXPIRED_TOKEN, TOKEN);
	}

	@Test
	void decodeWhenWallClockIsSetBackThenExpiredTokenStaysExpired() {
		this.decoder.decode(TOKEN);
		this.clock.advance(LIFETIME.plus(SKEW));
		assertRefused(TokenError.EXPIRED_TOKEN, TOKEN);
		this.clock.setBack(Duration.ofHours(1));
		assertRefused(TokenError.EXPIRED_TOKEN, TOKEN);
	}

	@Test
	void decodeWhenWallClockJumpsForwardThenRefusesAtOnce() {
		this.decoder.decode(TOKEN);
		this.clock.setForward(LIFETIME.plus(SKEW));
		assertRefused(TokenError.EXPIRED_TOKEN, TOKEN);
	}

	@Test
	void decodeWhenWallClockIsSetBackBeforeTheTokenThenIsNotYetValid() {
		this.decoder.decode(TOKEN);
		this.clock.setBack(SKEW.plusSeconds(1));
		assertRefused(TokenError.TOKEN_NOT_YET_VALID, TOKEN);
	}

	@Test
	void decodeWhenWallClockIsSetBackThenFreshTokensAreAccepted() {
		this.decoder.decode(TOKEN);
		this.clock.setBack(Duration.ofHours(1));
		long now = this.clock.instant().getEpochSecond();
		Map<String, @Nullable Object> claims = TestTokens.claims("iat", now);
		claims.put("exp", now + 600);
		assertThat(this.decoder.decode(TestTokens.signed(claims)).getName()).isEqualTo("user-1");
	}

	@Test
	void decodeWhenNotBeforeIsLaterThanIssueThenCounts() {
		String token = token("nbf", TestTokens.NOW + 30);
		this.decoder.decode(token);
		this.clock.setBack(Duration.ofSeconds(31));
		assertRefused(TokenError.TOKEN_NOT_YET_VALID, token);
	}

	@Test
	void decodeWhenTimeToLiveIsOverThenVerifiesAgain() {
		CachingJwtDecoder shortLived = decoder(LONG.withTimeToLive(Duration.ofMinutes(5)), counting());
		shortLived.decode(TOKEN);
		this.clock.advance(Duration.ofMinutes(5));
		shortLived.decode(TOKEN);
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void decodeWhenKeysChangeThenVerifiesAgain() {
		this.decoder.decode(TOKEN);
		this.keys.change(TestTokens.KEY, TestTokens.OTHER_KEY);
		this.decoder.decode(TOKEN);
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void decodeWhenKeyIsGoneThenRefuses() {
		this.decoder.decode(TOKEN);
		this.keys.change(TestTokens.OTHER_KEY);
		assertRefused(TokenError.UNKNOWN_KEY, TOKEN);
	}

	@Test
	void decodeWhenKeysAreTooOldThenIsUnavailable() {
		this.decoder.decode(TOKEN);
		this.keys.lose();
		assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> this.decoder.decode(TOKEN));
	}

	@Test
	void decodeWhenKeyExpiresThenRefuses() {
		Instant expiry = this.clock.instant().plusSeconds(600);
		this.keys.change(new RSAKey.Builder(TestTokens.KEY).expirationTime(Date.from(expiry)).build());
		this.decoder.decode(TOKEN);
		this.clock.advance(Duration.ofMinutes(10));
		assertRefused(TokenError.UNKNOWN_KEY, TOKEN);
	}

	@Test
	void decodeWhenKeysHaveNoVersionThenVerifiesEveryTime() {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER).claimMapper(counting()).build();
		CachingJwtDecoder unversioned = new CachingJwtDecoder(
				new IdentityJwtDecoder(List.of(registration), TestTokens.settings(), TestTokens.KEYS), LONG);
		unversioned.decode(TOKEN);
		unversioned.decode(TOKEN);
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void decodeWhenSeveralThreadsBringOneNewTokenThenVerifiesItOnce() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger mappings = new AtomicInteger();
		CachingJwtDecoder slow = decoder(LONG, (claims) -> {
			mappings.incrementAndGet();
			awaitUninterruptibly(release);
			return Providers.generic().getClaimMapping().map(claims);
		});
		List<IdentityJwt> principals = together(slow, release);
		assertThat(principals).hasSize(8).allSatisfy((principal) -> assertThat(principal).isSameAs(principals.get(0)));
		assertThat(mappings).hasValue(1);
	}

	@Test
	void decodeWhenSeveralThreadsWaitForAFailureThenItIsNotKept() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger mappings = new AtomicInteger();
		CachingJwtDecoder failing = decoder(LONG, (claims) -> {
			awaitUninterruptibly(release);
			if (mappings.incrementAndGet() == 1) {
				throw new IllegalStateException("no database");
			}
			return Providers.generic().getClaimMapping().map(claims);
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> together(failing, release))
			.withCauseInstanceOf(IdentityMappingException.class);
		assertThat(failing.decode(TOKEN).getName()).isEqualTo("user-1");
	}

	@Test
	void decodeWhenThereIsNoRoomThenForgetsTokens() {
		CachingJwtDecoder small = decoder(LONG.withMaximumWeight(20_000), counting());
		IntStream.range(0, 100).forEach((i) -> small.decode(token("sub", "user-" + i)));
		TokenCacheStatistics statistics = small.getStatistics();
		assertThat(statistics.weight()).isBetween(1L, 20_000L);
		assertThat(statistics.tokens() + statistics.evictions()).isEqualTo(100);
	}

	@Test
	void weightGrowsWithTheTokenAndItsAuthorities() {
		long none = weight(token("scope", ""));
		long two = weight(token("scope", "a b"));
		long characters = (long) token("scope", "a b").length() - token("scope", "").length();
		assertThat(none).isGreaterThan(4L * token("scope", "").length());
		assertThat(two - none).isEqualTo(4 * characters + 2 * 200);
	}

	private long weight(String token) {
		CachingJwtDecoder empty = decoder(LONG, counting());
		empty.decode(token);
		return empty.getStatistics().weight();
	}

	@Test
	void tokensThatGetTooOldAreNoEvictions() {
		CachingJwtDecoder shortLived = decoder(LONG.withTimeToLive(Duration.ofMinutes(5)), counting());
		IntStream.range(0, 10).forEach((i) -> shortLived.decode(token("sub", "user-" + i)));
		this.clock.advance(Duration.ofMinutes(5));
		IntStream.range(0, 10).forEach((i) -> shortLived.decode(token("sub", "other-" + i)));
		assertThat(shortLived.getStatistics().tokens()).isEqualTo(10);
		assertThat(shortLived.getStatistics().evictions()).isZero();
	}

	@Test
	void decodeWhenExpiredThenIsNeitherHitNorMiss() {
		this.decoder.decode(TOKEN);
		this.clock.advanceNanoTime(LIFETIME.plus(SKEW));
		assertRefused(TokenError.EXPIRED_TOKEN, TOKEN);
		assertThat(this.decoder.getStatistics().hits()).isZero();
		assertThat(this.decoder.getStatistics().misses()).isOne();
	}

	@Test
	void decodeWhenVerificationDiesThenTheNextOneStartsAnew() {
		AtomicInteger mappings = new AtomicInteger();
		CachingJwtDecoder exhausted = decoder(LONG, (claims) -> {
			if (mappings.incrementAndGet() == 1) {
				throw new OutOfMemoryError("simulated");
			}
			return Providers.generic().getClaimMapping().map(claims);
		});
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> exhausted.decode(TOKEN));
		assertThat(exhausted.decode(TOKEN).getName()).isEqualTo("user-1");
	}

	@Test
	void statisticsTellHitsFromMisses() {
		this.decoder.decode(TOKEN);
		this.decoder.decode(TOKEN);
		this.decoder.decode(TOKEN);
		TokenCacheStatistics statistics = this.decoder.getStatistics();
		assertThat(statistics.hits()).isEqualTo(2);
		assertThat(statistics.misses()).isEqualTo(1);
	}

	private ClaimMapper counting() {
		return (claims) -> {
			this.verifications.incrementAndGet();
			return Providers.generic().getClaimMapping().map(claims);
		};
	}

	private CachingJwtDecoder decoder(TokenCacheSettings settings, ClaimMapper mapper) {
		ProviderRegistration registration = TestTokens.registration(TestTokens.ISSUER)
			.jwkSource(this.keys)
			.claimMapper(mapper)
			.build();
		return new CachingJwtDecoder(new IdentityJwtDecoder(List.of(registration),
				TokenSettings.defaults().withClock(this.clock), TestTokens.KEYS), settings, this.clock::nanoTime);
	}

	private void assertRefused(TokenError error, String token) {
		TestTokens.assertRefused(error, () -> this.decoder.decode(token));
	}

	private static String token(String name, Object value) {
		return TestTokens.signed(TestTokens.claims(name, value));
	}

	// eight threads, of which seven wait for the first
	private static List<IdentityJwt> together(CachingJwtDecoder decoder, CountDownLatch release) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<IdentityJwt>> outcomes = IntStream.range(0, 8)
				.mapToObj((i) -> threads.submit(() -> decoder.decode(TOKEN)))
				.toList();
			while (decoder.getStatistics().misses() < 8) {
				Thread.onSpinWait();
			}
			release.countDown();
			List<IdentityJwt> principals = new ArrayList<>();
			for (Future<IdentityJwt> outcome : outcomes) {
				principals.add(outcome.get());
			}
			return principals;
		}
		finally {
			release.countDown();
			threads.shutdownNow();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
