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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * The usable keys of an issuer at one time, and the issuers that its document names for
 * some of them. Immutable.
 *
 * @author Identifiabl Contributors
 */
final class KeySet {

	private final JWKSet keys;

	private final Map<JWK, String> issuers;

	private final long fetchedAt;

	private final long version;

	// the map has to be one by identity
	KeySet(List<JWK> keys, Map<JWK, String> issuers, long fetchedAt) {
		this(new JWKSet(keys), issuers, fetchedAt, RefreshableKeys.NO_VERSION);
	}

	private KeySet(JWKSet keys, Map<JWK, String> issuers, long fetchedAt, long version) {
		this.keys = keys;
		this.issuers = issuers;
		this.fetchedAt = fetchedAt;
		this.version = version;
	}

	KeySet withVersion(long version) {
		return new KeySet(this.keys, this.issuers, this.fetchedAt, version);
	}

	// Whether the other set has the same keys for the same issuers, in whatever order.
	boolean hasSameKeysAs(KeySet other) {
		return this.keys.size() == other.keys.size() && describe().equals(other.describe());
	}

	private Set<List<Object>> describe() {
		Set<List<Object>> keys = new HashSet<>();
		this.keys.getKeys().forEach((key) -> keys.add(List.of(key, this.issuers.getOrDefault(key, ""))));
		return keys;
	}

	long getVersion() {
		return this.version;
	}

	List<JWK> select(JWKSelector selector, @Nullable String issuer, BiPredicate<String, String> keyIssuers) {
		List<JWK> selected = selector.select(this.keys);
		if (this.issuers.isEmpty() || issuer == null) {
			return selected;
		}
		return selected.stream().filter((key) -> {
			String keyIssuer = this.issuers.get(key);
			return keyIssuer == null || keyIssuers.test(keyIssuer, issuer);
		}).toList();
	}

	List<String> getKeyIds() {
		return this.keys.getKeys().stream().map((key) -> String.valueOf(key.getKeyID())).toList();
	}

	// nanoseconds on the clock of whoever fetched it
	long getFetchedAt() {
		return this.fetchedAt;
	}

}
