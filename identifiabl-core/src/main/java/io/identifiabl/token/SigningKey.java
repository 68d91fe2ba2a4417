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

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

import io.identifiabl.keys.RefreshableKeys;

/**
 * The key that signed a token, and the version of the keys that it was found in.
 * Immutable.
 *
 * @author Identifiabl Contributors
 * @param key the public key
 * @param source the keys it is one of, {@code null} if they have no versions
 * @param version their version when the key was looked for
 */
record SigningKey(JWK key, @Nullable RefreshableKeys source, long version) {

	// Whether the issuer's keys are the same as then and still to be trusted.
	boolean isStillTrusted() {
		return this.source != null && this.version != RefreshableKeys.NO_VERSION
				&& this.source.getVersion() == this.version;
	}

}
