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

import java.io.Serial;

import com.nimbusds.jose.util.Base64URL;

/**
 * A signature that has been decoded already, for verifiers that take it encoded and
 * decode it themselves.
 *
 * @author Identifiabl Contributors
 */
final class DecodedSignature extends Base64URL {

	@Serial
	private static final long serialVersionUID = 1L;

	private final byte[] decoded;

	DecodedSignature(String encoded) {
		super(encoded);
		this.decoded = CanonicalBase64Url.decode(encoded);
	}

	// not copied, since verifiers only read it
	@Override
	public byte[] decode() {
		return this.decoded;
	}

}
