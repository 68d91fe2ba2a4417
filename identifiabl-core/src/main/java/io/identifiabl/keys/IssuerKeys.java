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
import java.util.function.BiPredicate;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Creates the sources of issuers' keys.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IssuerKeys {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

	private static final int MAX_SIZE = 512 * 1024;

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);

	private static final Duration STALE_WINDOW = Duration.ofHours(4);

	private IssuerKeys() {
	}

	/**
	 * Return a source that fetches an issuer's keys when they are first needed, caches
	 * them, and serves the last usable ones while the issuer cannot be reached. Weak
	 * keys, keys for something else and keys that should not be public are left out.
	 * @param issuer the issuer exactly as in its tokens, or with a
	 * {@link IssuerLocations#TENANT place} for the tenant
	 * @param jwkSetUri where its key set is, {@code null} to discover it
	 * @param requireHttps whether keys may only come over TLS or from this machine
	 * @param keyIssuers for keys that name their issuer: whether one of that issuer, the
	 * first argument, may sign tokens of the issuer in the {@link IssuerContext}, the
	 * second one
	 * @return a thread-safe source; it throws a
	 * {@link com.nimbusds.jose.KeySourceException} if there are no keys to be had
	 */
	public static JWKSource<SecurityContext> remote(String issuer, @Nullable URI jwkSetUri, boolean requireHttps,
			BiPredicate<String, String> keyIssuers) {
		HttpResourceRetriever retriever = new HttpResourceRetriever(CONNECT_TIMEOUT, READ_TIMEOUT, MAX_SIZE);
		IssuerKeySetSource source = new IssuerKeySetSource(issuer, jwkSetUri, requireHttps, retriever);
		JWKSource<SecurityContext> keys = JWKSourceBuilder.create(source)
			.cache(TIME_TO_LIVE.toMillis(), READ_TIMEOUT.toMillis())
			.refreshAheadCache(false)
			.rateLimited(false)
			.outageTolerant(STALE_WINDOW.toMillis())
			.build();
		return new IssuerKeySource(keys, source, keyIssuers);
	}

}
