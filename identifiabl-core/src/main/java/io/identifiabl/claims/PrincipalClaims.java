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

package io.identifiabl.claims;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.PrincipalIds;

/**
 * Reads what a principal key is made of. A text that is no id is refused and not passed
 * over for the next claim, which would make somebody else of it.
 *
 * @author Identifiabl Contributors
 */
final class PrincipalClaims {

	private static final int MAX_SUBJECT_LENGTH = 255;

	private static final ClaimPath ISS = ClaimPath.of("iss");

	private static final ClaimPath SUB = ClaimPath.of("sub");

	private PrincipalClaims() {
	}

	static String issuer(ClaimSet claims) {
		// introspection delivers the issuer as a URL; a trailing slash will be dropped
		Object issuer = ISS.resolve(claims.getClaims());
		if (issuer == null || issuer.toString().replace('/', ' ').isBlank()
				|| !PrincipalIds.isAuthority(issuer.toString())) {
			throw new InvalidClaimException("untrusted_issuer");
		}
		return issuer.toString();
	}

	// the substitute is for tokens that have no subject
	static String subject(ClaimSet claims, @Nullable String substitute) {
		Object subject = SUB.resolve(claims.getClaims());
		if (subject == null) {
			subject = substitute;
		}
		if (subject == null || (subject instanceof String text && text.isBlank())) {
			throw new InvalidClaimException("missing_subject");
		}
		return id(subject, MAX_SUBJECT_LENGTH);
	}

	static String userId(ClaimSet claims, List<ClaimPath> paths, List<String> derived) {
		for (ClaimPath path : paths) {
			if (path.resolve(claims.getClaims()) instanceof String text && !text.isBlank()) {
				return id(text, SafeText.MAX_LENGTH);
			}
		}
		if (derived.isEmpty()) {
			throw new InvalidClaimException("missing_subject");
		}
		return id(derived.get(0), SafeText.MAX_LENGTH);
	}

	private static String id(Object value, int maxLength) {
		if (!(value instanceof String text) || text.length() > maxLength || !PrincipalIds.isValid(text)) {
			throw new InvalidClaimException("invalid_claim");
		}
		return text;
	}

}
