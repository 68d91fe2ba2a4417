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

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.identifiabl.authorization.ScopeHierarchy;

/**
 * What holds for the tokens of all providers. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenSettings {

	private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

	private static final TokenSettings DEFAULTS = new TokenSettings(Duration.ofSeconds(60), Duration.ofHours(24),
			16 * 1024, false, Clock.systemUTC(), null, ScopeHierarchy.none());

	private final Duration clockSkew;

	private final Duration maxLifetime;

	private final int maxSize;

	private final boolean trailingSlashIgnored;

	private final Clock clock;

	private final @Nullable Provider signatureProvider;

	private final ScopeHierarchy scopeHierarchy;

	private TokenSettings(Duration clockSkew, Duration maxLifetime, int maxSize, boolean trailingSlashIgnored,
			Clock clock, @Nullable Provider signatureProvider, ScopeHierarchy scopeHierarchy) {
		this.clockSkew = clockSkew;
		this.maxLifetime = maxLifetime;
		this.maxSize = maxSize;
		this.trailingSlashIgnored = trailingSlashIgnored;
		this.clock = clock;
		this.signatureProvider = signatureProvider;
		this.scopeHierarchy = scopeHierarchy;
	}

	/**
	 * Return the defaults: 60 seconds of clock skew, 24 hours of lifetime, 16 KB, exact
	 * comparison of issuers, the system's clock.
	 * @return the defaults
	 */
	public static TokenSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Return these settings with another clock skew.
	 * @param clockSkew the difference of clocks to tolerate, up to five minutes
	 * @return the settings
	 * @throws IllegalArgumentException if the skew is negative or above five minutes
	 */
	public TokenSettings withClockSkew(Duration clockSkew) {
		if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
			throw new IllegalArgumentException("clock skew must be between 0 and 5 minutes");
		}
		return new TokenSettings(clockSkew, this.maxLifetime, this.maxSize, this.trailingSlashIgnored, this.clock,
				this.signatureProvider, this.scopeHierarchy);
	}

	/**
	 * Return these settings with another maximum lifetime.
	 * @param maxLifetime the longest time from issue to expiry, inclusive
	 * @return the settings
	 * @throws IllegalArgumentException if the lifetime is not positive
	 */
	public TokenSettings withMaxLifetime(Duration maxLifetime) {
		if (maxLifetime.isNegative() || maxLifetime.isZero()) {
			throw new IllegalArgumentException("maximum lifetime must be positive");
		}
		return new TokenSettings(this.clockSkew, maxLifetime, this.maxSize, this.trailingSlashIgnored, this.clock,
				this.signatureProvider, this.scopeHierarchy);
	}

	/**
	 * Return these settings with another maximum size.
	 * @param maxSize the longest compact form, in bytes
	 * @return the settings
	 * @throws IllegalArgumentException if the size is not positive
	 */
	public TokenSettings withMaxSize(int maxSize) {
		if (maxSize <= 0) {
			throw new IllegalArgumentException("maximum size must be positive");
		}
		return new TokenSettings(this.clockSkew, this.maxLifetime, maxSize, this.trailingSlashIgnored, this.clock,
				this.signatureProvider, this.scopeHierarchy);
	}

	/**
	 * Return these settings with or without leniency for a trailing slash of an issuer.
	 * @param ignored whether {@code https://a} and {@code https://a/} are one issuer
	 * @return the settings
	 */
	public TokenSettings withTrailingSlashIgnored(boolean ignored) {
		return new TokenSettings(this.clockSkew, this.maxLifetime, this.maxSize, ignored, this.clock,
				this.signatureProvider, this.scopeHierarchy);
	}

	/**
	 * Return these settings with another clock.
	 * @param clock the clock that tokens expire by
	 * @return the settings
	 */
	public TokenSettings withClock(Clock clock) {
		return new TokenSettings(this.clockSkew, this.maxLifetime, this.maxSize, this.trailingSlashIgnored, clock,
				this.signatureProvider, this.scopeHierarchy);
	}

	/**
	 * Return these settings with another provider of signatures.
	 * @param signatureProvider the JCA provider that verifies RSA and ECDSA signatures,
	 * {@code null} for the platform's choice; what it does not know is left to the
	 * platform
	 * @return the settings
	 */
	public TokenSettings withSignatureProvider(@Nullable Provider signatureProvider) {
		return new TokenSettings(this.clockSkew, this.maxLifetime, this.maxSize, this.trailingSlashIgnored, this.clock,
				signatureProvider, this.scopeHierarchy);
	}

	/**
	 * Return these settings with another hierarchy of scopes.
	 * @param scopeHierarchy which scopes imply which others, for the authorities that a
	 * token grants
	 * @return the settings
	 */
	public TokenSettings withScopeHierarchy(ScopeHierarchy scopeHierarchy) {
		return new TokenSettings(this.clockSkew, this.maxLifetime, this.maxSize, this.trailingSlashIgnored, this.clock,
				this.signatureProvider, scopeHierarchy);
	}

	/**
	 * Return the tolerated difference of clocks.
	 * @return the clock skew
	 */
	public Duration getClockSkew() {
		return this.clockSkew;
	}

	/**
	 * Return the longest accepted lifetime.
	 * @return the lifetime, inclusive
	 */
	public Duration getMaxLifetime() {
		return this.maxLifetime;
	}

	/**
	 * Return the longest accepted compact form.
	 * @return the size in bytes
	 */
	public int getMaxSize() {
		return this.maxSize;
	}

	/**
	 * Return whether a trailing slash of an issuer is ignored.
	 * @return whether it is ignored
	 */
	public boolean isTrailingSlashIgnored() {
		return this.trailingSlashIgnored;
	}

	/**
	 * Return the clock.
	 * @return the clock that tokens expire by
	 */
	public Clock getClock() {
		return this.clock;
	}

	/**
	 * Return the provider of signatures.
	 * @return the JCA provider, {@code null} for the platform's choice
	 */
	public @Nullable Provider getSignatureProvider() {
		return this.signatureProvider;
	}

	/**
	 * Return the hierarchy of scopes.
	 * @return which scopes imply which others
	 */
	public ScopeHierarchy getScopeHierarchy() {
		return this.scopeHierarchy;
	}

}
