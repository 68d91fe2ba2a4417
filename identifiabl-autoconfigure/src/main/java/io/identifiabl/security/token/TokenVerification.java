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

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.identifiabl.token.CachingJwtDecoder;
import io.identifiabl.token.IdentityJwtDecoder;
import io.identifiabl.token.TokenCacheSettings;
import io.identifiabl.token.TokenCacheStatistics;

/**
 * Verifies what does not depend on the request. It is no {@link JwtDecoder} itself, since
 * an application has one of them, which checks the rest as well.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenVerification {

	private final JwtDecoder decoder;

	private final @Nullable CachingJwtDecoder cache;

	private TokenVerification(JwtDecoder decoder, @Nullable CachingJwtDecoder cache) {
		this.decoder = decoder;
		this.cache = cache;
	}

	static TokenVerification everyTime(IdentityJwtDecoder decoder) {
		return new TokenVerification(decoder, null);
	}

	static TokenVerification remembering(IdentityJwtDecoder decoder, TokenCacheSettings settings) {
		CachingJwtDecoder cache = new CachingJwtDecoder(decoder, settings);
		return new TokenVerification(cache, cache);
	}

	JwtDecoder getDecoder() {
		return this.decoder;
	}

	/**
	 * Return what is remembered and how often that helped.
	 * @return the figures at this moment, empty if tokens are verified every time
	 */
	public Optional<TokenCacheStatistics> getCacheStatistics() {
		return Optional.ofNullable(this.cache).map(CachingJwtDecoder::getStatistics);
	}

}
