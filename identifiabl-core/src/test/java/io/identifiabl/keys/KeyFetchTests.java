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

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyFetch}, and for {@link HeldKeys} that keeps what was fetched.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
class KeyFetchTests {

	private final HeldKeys held = new HeldKeys();

	private final KeySet keys = keySet("key-1");

	private static KeySet keySet(String id) {
		try {
			JWK key = new ECKeyGenerator(Curve.P_256).keyID(id).generate().toPublicJWK();
			return new KeySet(List.of(key), new IdentityHashMap<>(), 0);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void awaitWhenItIsCompleteThenReturnsKeys() throws KeySourceException {
		KeyFetch fetch = new KeyFetch(0, 0);
		fetch.complete(this.keys);
		assertThat(fetch.await(Duration.ZERO, 1)).isSameAs(this.keys);
	}

	// the patience of one counts from the start of the fetch, not from his own
	@Test
	void awaitWhenItHasHungForAWhileThenWaitsNoLonger() {
		KeyFetch fetch = new KeyFetch(0, 0);
		assertThatExceptionOfType(KeySourceException.class)
			.isThrownBy(() -> fetch.await(Duration.ofDays(1), Duration.ofDays(2).toNanos()))
			.withMessageContaining("not fetched within 86400000 ms");
	}

	@Test
	void awaitWhenThreadIsInterruptedThenFailsAndStaysSo() {
		KeyFetch fetch = new KeyFetch(0, 0);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> fetch.await(Duration.ofDays(1), 0))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void replaceWhenKeysWereDroppedMeanwhileThenHoldsNone() {
		this.held.drop();
		assertThat(this.held.getDrops()).isOne();
		assertThat(this.held.replace(this.keys, 0)).isFalse();
		assertThat(this.held.getKeySet()).isNull();
		assertThat(this.held.replace(this.keys, 1)).isTrue();
		assertThat(this.held.getKeySet()).isNotNull();
	}

	@Test
	void versionGrowsWithTheKeysAlone() {
		long first = version(this.keys);
		assertThat(version(this.keys)).isEqualTo(first);
		long second = version(keySet("key-2"));
		assertThat(second).isGreaterThan(first);
		assertThat(version(this.keys)).isGreaterThan(second);
		assertThat(first).isGreaterThan(RefreshableKeys.NO_VERSION);
	}

	private long version(KeySet keySet) {
		assertThat(this.held.replace(keySet, this.held.getDrops())).isTrue();
		KeySet current = this.held.getKeySet();
		return (current != null) ? current.getVersion() : -1;
	}

}
