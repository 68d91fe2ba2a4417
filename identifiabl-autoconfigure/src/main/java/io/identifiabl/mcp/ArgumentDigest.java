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

package io.identifiabl.mcp;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recognizes arguments without keeping them: HMAC-SHA-256 of their JSON with sorted keys
 * and no blanks, in Base64 (URL alphabet, no padding). Whoever has the key and the
 * arguments of a call can tell whether those were recorded, and nobody else. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ArgumentDigest {

	private static final String ALGORITHM = "HmacSHA256";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private final SecretKey key;

	/**
	 * Create a digest.
	 * @param key the key
	 */
	public ArgumentDigest(SecretKey key) {
		this.key = key;
	}

	/**
	 * Calculate the digest.
	 * @param arguments the arguments of a call
	 * @return the digest
	 */
	public String digest(Map<String, ?> arguments) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(mac.doFinal(JSON.writeValueAsBytes(arguments)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
