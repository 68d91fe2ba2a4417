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

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Headers of verified tokens, so that what most tokens share is parsed once. What came
 * with a refused token is never kept. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class TokenHeaderCache {

	// several keys of several issuers
	private static final int MAX_HEADERS = 128;

	private final Cache<String, TokenHeader> verified = Caffeine.newBuilder().maximumSize(MAX_HEADERS).build();

	TokenHeader get(String encoded) {
		TokenHeader header = this.verified.getIfPresent(encoded);
		return (header != null) ? header : TokenHeader.parse(encoded);
	}

	void keep(TokenHeader header) {
		// a header that is there already is the same object, and need not be written
		// again
		if (this.verified.getIfPresent(header.getEncoded()) == null) {
			this.verified.put(header.getEncoded(), header);
		}
	}

}
