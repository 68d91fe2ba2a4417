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

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A retriever that needs a key of the set that it fetches, as an HTTP client with an
 * interceptor of the application may. The time limit is there for what would wait for
 * ever, and is no measure.
 *
 * @author Identifiabl Contributors
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReentrantFetchTests {

	private static final KeySettings SETTINGS = KeySettings.defaults()
		.withConnectTimeout(Duration.ofMillis(5))
		.withReadTimeout(Duration.ofMillis(5));

	@Test
	void fetchWhenRetrieverAsksForTheKeysItFetchesThenItIsToldThatThereAreNone() throws Exception {
		JWK key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
		AtomicReference<JWKSource<SecurityContext>> source = new AtomicReference<>();
		CompletableFuture<Exception> told = new CompletableFuture<>();
		try (IssuerKeys keys = new IssuerKeys(SETTINGS, reentrant(key, source, told))) {
			source.set(keys.of("https://issuer.example.com", URI.create("https://issuer.example.com/keys"), true,
					(keyIssuer, issuer) -> true));
			keys.refresh();
			assertThat(told.get()).isInstanceOf(KeySourceException.class);
			List<JWK> found = get(Objects.requireNonNull(source.get()));
			while (found.isEmpty()) {
				Thread.onSpinWait();
				found = get(Objects.requireNonNull(source.get()));
			}
			assertThat(found).extracting(JWK::getKeyID).containsExactly("key-1");
		}
	}

	private static ResourceRetriever reentrant(JWK key, AtomicReference<JWKSource<SecurityContext>> source,
			CompletableFuture<Exception> told) {
		return (url) -> {
			try {
				select(Objects.requireNonNull(source.get()));
				told.completeExceptionally(new IOException("there were keys"));
			}
			catch (KeySourceException ex) {
				told.complete(ex);
			}
			return new Resource(new JWKSet(key).toString(true), "application/json");
		};
	}

	private static List<JWK> get(JWKSource<SecurityContext> source) {
		try {
			return select(source);
		}
		catch (KeySourceException ex) {
			return List.of();
		}
	}

	private static List<JWK> select(JWKSource<SecurityContext> source) throws KeySourceException {
		return source.get(new JWKSelector(new JWKMatcher.Builder().keyID("key-1").build()),
				new IssuerContext("https://issuer.example.com"));
	}

}
