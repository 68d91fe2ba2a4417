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

package io.identifiabl.security.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.token.TokenSettings;

/**
 * Configuration properties for the tokens of all providers.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.token")
public class TokenProperties {

	/**
	 * Difference between the clocks of issuer and application to tolerate, at most five
	 * minutes.
	 */
	private Duration clockSkew = Duration.ofSeconds(60);

	/**
	 * Longest accepted time from issue to expiry, inclusive.
	 */
	private Duration maxLifetime = Duration.ofHours(24);

	/**
	 * Longest accepted token.
	 */
	private DataSize maxSize = DataSize.ofKilobytes(16);

	/**
	 * How to treat a trailing slash when issuers are compared.
	 */
	private TrailingSlash issuerTrailingSlash = TrailingSlash.EXACT;

	/**
	 * Name of the JCA provider that verifies signatures, for example
	 * AmazonCorrettoCryptoProvider. Those of the platform if not set.
	 */
	private @Nullable String signatureProvider;

	public Duration getClockSkew() {
		return this.clockSkew;
	}

	public void setClockSkew(Duration clockSkew) {
		this.clockSkew = clockSkew;
	}

	public Duration getMaxLifetime() {
		return this.maxLifetime;
	}

	public void setMaxLifetime(Duration maxLifetime) {
		this.maxLifetime = maxLifetime;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	public TrailingSlash getIssuerTrailingSlash() {
		return this.issuerTrailingSlash;
	}

	public void setIssuerTrailingSlash(TrailingSlash issuerTrailingSlash) {
		this.issuerTrailingSlash = issuerTrailingSlash;
	}

	public @Nullable String getSignatureProvider() {
		return this.signatureProvider;
	}

	public void setSignatureProvider(@Nullable String signatureProvider) {
		this.signatureProvider = signatureProvider;
	}

	TokenSettings toSettings() {
		TokenSettings settings = ConfigurationFailures.apply(TokenSettings.defaults(), "identifiabl.token.clock-skew",
				this.clockSkew, TokenSettings::withClockSkew);
		settings = ConfigurationFailures.apply(settings, "identifiabl.token.max-lifetime", this.maxLifetime,
				TokenSettings::withMaxLifetime);
		settings = ConfigurationFailures.apply(settings, "identifiabl.token.max-size", this.maxSize,
				(target, size) -> target.withMaxSize(Math.toIntExact(size.toBytes())));
		return settings.withTrailingSlashIgnored(this.issuerTrailingSlash == TrailingSlash.LENIENT);
	}

	/**
	 * How to treat a trailing slash when issuers are compared.
	 */
	public enum TrailingSlash {

		/**
		 * With and without are two issuers.
		 */
		EXACT,

		/**
		 * With and without are the same issuer.
		 */
		LENIENT

	}

}
