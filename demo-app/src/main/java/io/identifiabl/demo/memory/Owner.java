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

package io.identifiabl.demo.memory;

import org.springframework.security.access.AccessDeniedException;

import io.identifiabl.identity.Identity;

/**
 * Whose memories. A user id means nothing without the issuer that gave it.
 *
 * @author Identifiabl Contributors
 * @param issuer the issuer
 * @param userId the user's id at this issuer
 */
record Owner(String issuer, String userId) {

	static Owner of(Identity identity) {
		String userId = identity.getUserId();
		if (userId == null) {
			throw new AccessDeniedException("A service has no memories");
		}
		return new Owner(identity.getIssuer(), userId);
	}

}
