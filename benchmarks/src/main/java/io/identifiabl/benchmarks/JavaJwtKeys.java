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

package io.identifiabl.benchmarks;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;

import com.auth0.jwt.interfaces.RSAKeyProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys by id, as java-jwt wants to be given them.
 *
 * @author Identifiabl Contributors
 */
final class JavaJwtKeys implements RSAKeyProvider {

	private final Map<String, RSAPublicKey> keys;

	JavaJwtKeys(Map<String, RSAPublicKey> keys) {
		this.keys = keys;
	}

	@Override
	public @Nullable RSAPublicKey getPublicKeyById(String keyId) {
		return this.keys.get(keyId);
	}

	@Override
	public @Nullable RSAPrivateKey getPrivateKey() {
		return null;
	}

	@Override
	public @Nullable String getPrivateKeyId() {
		return null;
	}

}
