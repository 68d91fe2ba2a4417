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

package io.identifiabl.provider;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Google Identity-Aware Proxy. Its assertion comes in the header
 * {@code x-goog-iap-jwt-assertion} and is signed with ES256.
 *
 * @author Identifiabl Contributors
 * @see <a href="https://cloud.google.com/iap/docs/signed-headers-howto">Securing your app
 * with signed headers</a>
 * @see <a href= "https://cloud.google.com/iap/docs/external-identities">External
 * identities</a>
 */
final class GoogleIapProvider {

	/**
	 * Before the ids of Google's own users; those of other identity providers, whose
	 * addresses nobody may have verified, start with the provider.
	 */
	private static final String GOOGLE = "accounts.google.com:";

	private GoogleIapProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("google-iap")
			.read(IdentityAttribute.USER_ID)
			.derive(IdentityAttribute.USER_ID, ClaimReaders.withoutPrefix(GOOGLE, ClaimPath.of("sub")))
			.read(IdentityAttribute.CLIENT_ID)
			.read(IdentityAttribute.ORG_ID, "hd")
			.read(IdentityAttribute.SCOPES)
			.service(ClaimRules.startsWith("sub", GOOGLE).and(ClaimRules.endsWith("email", ".gserviceaccount.com")))
			.build();
		return new Provider("google-iap", "https://cloud.google.com/iap"::equals, mapping).withJwsAlgorithms("ES256")
			.withJwkSetUri((issuer) -> "https://www.gstatic.com/iap/verify/public_key-jwk");
	}

}
