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

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.identifiabl.identity.TokenError;

/**
 * Remembers verified tokens, so that a token that comes again is neither parsed nor
 * verified nor mapped again. Thread-safe; threads that bring the same new token at the
 * same time verify it once, and none of them waits for another one without a limit.
 * <p>
 * Only what passed every check is remembered, by the SHA-256 of the token, and never what
 * was refused. It is forgotten when the token or its key expires, when the keys of its
 * issuer change or can no longer be trusted, after the time to live, and for lack of
 * room. A wall clock that is set back does not bring it back. Tokens whose keys come from
 * a source without versions are verified every time.
 * <p>
 * It belongs in front of what does not depend on the request: whatever does (revocation,
 * tokens that are bound to a key or a certificate) has to be checked on the outside.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CachingJwtDecoder implements JwtDecoder {

	/**
	 * How long a thread waits for another one that verifies the same token: longer than
	 * keys take to arrive or to be given up.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ConcurrentMap<TokenDigest, Verification> running = new ConcurrentHashMap<>();

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder evictions = new LongAdder();

	private final IdentityJwtDecoder delegate;

	private final TokenSettings settings;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final Duration patience;

	private final Cache<TokenDigest, RememberedToken> remembered;

	/**
	 * Create a decoder.
	 * @param delegate verifies tokens that are not remembered
	 * @param settings how much is remembered, and for how long
	 */
	public CachingJwtDecoder(IdentityJwtDecoder delegate, TokenCacheSettings settings) {
		this(delegate, settings, System::nanoTime);
	}

	CachingJwtDecoder(IdentityJwtDecoder delegate, TokenCacheSettings settings, LongSupplier nanoTime) {
		this(delegate, settings, nanoTime, PATIENCE);
	}

	CachingJwtDecoder(IdentityJwtDecoder delegate, TokenCacheSettings settings, LongSupplier nanoTime,
			Duration patience) {
		this.delegate = delegate;
		this.patience = patience;
		this.settings = delegate.getSettings();
		this.clock = this.settings.getClock();
		this.nanoTime = nanoTime;
		this.remembered = Caffeine.newBuilder()
			.maximumWeight(settings.maximumWeight())
			.weigher((TokenDigest digest, RememberedToken token) -> token.getWeight())
			.expireAfterWrite(settings.timeToLive())
			.ticker(nanoTime::getAsLong)
			.executor(Runnable::run)
			.evictionListener((digest, token, cause) -> count(cause))
			.build();
	}

	private void count(RemovalCause cause) {
		if (cause == RemovalCause.SIZE) {
			this.evictions.increment();
		}
	}

	/**
	 * Verify a token, or remember that it was verified.
	 * @param token the token in compact form
	 * @return the verified token
	 * @throws TokenRefusedException if the token is not good
	 * @throws KeysUnavailableException if the issuer's keys cannot be had, or another
	 * thread has been verifying the same token for too long
	 * @throws IdentityMappingException if a mapper or a customizer of the application
	 * failed, which it does if it decodes the very token that it maps
	 */
	@Override
	public IdentityJwt decode(String token) {
		if (token.length() > this.settings.getMaxSize()) {
			throw new TokenRefusedException(TokenError.TOKEN_TOO_LARGE);
		}
		TokenDigest digest = TokenDigest.of(token);
		RememberedToken known = this.remembered.getIfPresent(digest);
		if (known != null && known.isCurrent(this.clock.millis())) {
			if (known.isOver(this.nanoTime.getAsLong())) {
				throw new TokenRefusedException(TokenError.EXPIRED_TOKEN,
						() -> "exp " + known.getPrincipal().getExpiresAt() + " has passed since it was verified");
			}
			this.hits.increment();
			return known.getPrincipal();
		}
		this.misses.increment();
		return verifyOnce(digest, token);
	}

	private IdentityJwt verifyOnce(TokenDigest digest, String token) {
		CompletableFuture<IdentityJwt> outcome = new CompletableFuture<>();
		Verification other = this.running.putIfAbsent(digest, new Verification(Thread.currentThread(), outcome));
		if (other != null) {
			return await(other);
		}
		// whoever comes after the outcome is known must not be told a failure of before
		try {
			IdentityJwt principal = verify(digest, token);
			this.running.remove(digest);
			outcome.complete(principal);
			return principal;
		}
		catch (RuntimeException | Error ex) {
			this.running.remove(digest);
			outcome.completeExceptionally(ex);
			throw ex;
		}
	}

	// The other thread waits for keys within narrow bounds, but then runs code of the
	// application, which may take any time, or wait for this very thread.
	private IdentityJwt await(Verification other) {
		if (other.thread().equals(Thread.currentThread())) {
			throw new IdentityMappingException(new IllegalStateException("A mapper or a customizer decodes the token "
					+ "that it maps while it is being decoded; what it needs is in the claims it is given"));
		}
		try {
			return other.outcome().get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new CompletionException(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new KeysUnavailableException(new TimeoutException("another thread has been verifying the same token "
					+ "for " + this.patience.toMillis() + " ms; a mapper or a customizer may be slow, or wait for it"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KeysUnavailableException(ex);
		}
	}

	private IdentityJwt verify(TokenDigest digest, String token) {
		RememberedToken known = this.remembered.getIfPresent(digest);
		long now = this.clock.millis();
		if (known != null && known.isCurrent(now)) {
			// another thread was faster by a hair
			return known.getPrincipal();
		}
		VerifiedToken verified = this.delegate.verify(token);
		if (verified.key().isStillTrusted()) {
			this.remembered.put(digest,
					new RememberedToken(verified, this.settings.getClockSkew(), now, this.nanoTime.getAsLong()));
		}
		return verified.principal();
	}

	/**
	 * Return what happened so far.
	 * @return the figures at this moment
	 */
	public TokenCacheStatistics getStatistics() {
		long weight = this.remembered.policy()
			.eviction()
			.map((eviction) -> eviction.weightedSize().orElse(0))
			.orElse(0L);
		return new TokenCacheStatistics(this.hits.sum(), this.misses.sum(), this.evictions.sum(),
				this.remembered.estimatedSize(), weight);
	}

	/**
	 * A verification that is going on.
	 *
	 * @param thread the thread that verifies
	 * @param outcome what it will come to
	 */
	private record Verification(Thread thread, CompletableFuture<IdentityJwt> outcome) {

	}

}
