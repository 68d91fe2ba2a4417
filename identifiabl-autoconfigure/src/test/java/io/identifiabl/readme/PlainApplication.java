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

package io.identifiabl.readme;

import io.identifiabl.token.IdentityVerifier;
import io.identifiabl.token.VerificationResult;

/**
 * A main program without Spring Boot.
 *
 * @author Identifiabl Contributors
 */
final class PlainApplication {

	private PlainApplication() {
	}

	static VerificationResult run(String token) {
		IdentityVerifier verifier = IdentityVerifier.withIssuer("https://dev-123.us.auth0.com/")
			.audience("https://inner-api")
			.build();
		VerificationResult result = verifier.verify(token);
		System.out.println(result.isVerified() ? result.getIdentity().getPrincipalKey() : result.getError());
		return result;
	}

}
