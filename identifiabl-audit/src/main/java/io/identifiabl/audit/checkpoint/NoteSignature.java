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

package io.identifiabl.audit.checkpoint;

import java.util.Base64;

/**
 * A signature line of a note: whose it claims to be, and its bytes.
 *
 * @param name the name of the key
 * @param keyId the first four bytes of the key's hash
 * @param signature the signature in Base64, without the key id
 * @author Identifiabl Contributors
 */
record NoteSignature(String name, int keyId, String signature) {

	static NoteSignature of(String name, int keyId, byte[] signature) {
		return new NoteSignature(name, keyId, Base64.getEncoder().encodeToString(signature));
	}

	boolean isOfSameKey(NoteSignature other) {
		return this.keyId == other.keyId && this.name.equals(other.name);
	}

	byte[] getBytes() {
		return Base64.getDecoder().decode(this.signature);
	}

}
