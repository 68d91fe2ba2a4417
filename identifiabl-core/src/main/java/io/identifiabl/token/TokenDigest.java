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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token's compact form, by which it is remembered. No other text has its
 * digest: what is not ASCII is digested as a question mark, which is in no token.
 * Immutable.
 * <p>
 * It names a text and not a token. Each part has one spelling only, but whoever holds an
 * ECDSA signature (r, s) can write down (r, n - s) as well, which is as good (and no less
 * usual, so that it cannot be refused). Such a text is verified and remembered on its
 * own. Whatever has to hold for a token in all its forms goes by its claims, as
 * revocations do, and never by this digest or another one.
 *
 * @author Identifiabl Contributors
 */
final class TokenDigest {

	private final long first;

	private final long second;

	private final long third;

	private final long fourth;

	private TokenDigest(ByteBuffer digest) {
		this.first = digest.getLong();
		this.second = digest.getLong();
		this.third = digest.getLong();
		this.fourth = digest.getLong();
	}

	static TokenDigest of(String token) {
		return new TokenDigest(ByteBuffer.wrap(sha256().digest(token.getBytes(StandardCharsets.US_ASCII))));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is missing", ex);
		}
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof TokenDigest other && this.first == other.first && this.second == other.second
				&& this.third == other.third && this.fourth == other.fourth;
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.first);
	}

}
