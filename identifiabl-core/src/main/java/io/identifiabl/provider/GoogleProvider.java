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

import java.util.Set;
import java.util.function.Predicate;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Google ID tokens, which are what callers of an API sign in with: Google's access tokens
 * are opaque. Only {@code hd} says that a user belongs to an organization, never the
 * address.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload">An
 * ID token's payload</a>
 * @see <a href="https://cloud.google.com/docs/authentication/token-types">Token types</a>
 */
final class GoogleProvider {

	private GoogleProvider() {
	}

	static Provider create() {
		Predicate<ClaimSet> verified = ClaimRules.isTrue("email_verified").or(ClaimRules.is("email_verified", "true"));
		ClaimMapping mapping = ClaimMapping.builder("google")
			.issuerAlias("accounts.google.com", "https://accounts.google.com")
			.read(IdentityAttribute.CLIENT_ID, "azp")
			.read(IdentityAttribute.ORG_ID, "hd")
			.read(IdentityAttribute.SCOPES)
			.emailVerified(verified)
			.service(ClaimRules.endsWith("email", ".gserviceaccount.com").and(verified))
			.build();
		return new Provider("google", Set.of("https://accounts.google.com", "accounts.google.com")::contains, mapping)
			.withJwkSetUri((issuer) -> "https://www.googleapis.com/oauth2/v3/certs");
	}

}
