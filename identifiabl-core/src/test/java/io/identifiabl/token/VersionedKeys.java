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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;

/**
 * An issuer's keys, which change when the test says so, and count how often somebody
 * thinks that they did.
 *
 * @author Identifiabl Contributors
 */
final class VersionedKeys implements JWKSource<SecurityContext>, RefreshableKeys {

	private volatile JWKSet keys;

	private final AtomicLong version = new AtomicLong(1);

	private final AtomicInteger suspicions = new AtomicInteger();

	VersionedKeys(JWK... keys) {
		this.keys = publicSet(keys);
	}

	private static JWKSet publicSet(JWK... keys) {
		return new JWKSet(List.of(keys)).toPublicJWKSet();
	}

	void change(JWK... keys) {
		this.keys = publicSet(keys);
		this.version.incrementAndGet();
	}

	void lose() {
		this.version.set(NO_VERSION);
	}

	int getSuspicions() {
		return this.suspicions.get();
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		if (getVersion() == NO_VERSION) {
			throw new RemoteKeySourceException("too old", null);
		}
		return selector.select(this.keys);
	}

	@Override
	public long getVersion() {
		return this.version.get();
	}

	@Override
	public void suspectReplacement() {
		this.suspicions.incrementAndGet();
	}

	@Override
	public void refresh() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void drop() {
		throw new UnsupportedOperationException();
	}

	@Override
	public KeySetState getState() {
		throw new UnsupportedOperationException();
	}

}
