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

package io.identifiabl.identity;

import org.jspecify.annotations.Nullable;

/**
 * Forms principal keys. An authority is a URI without query and fragment (RFC 8414
 * section 2), so that the first {@code #} ends it whatever the id holds, and no user can
 * choose an id that reads like a service's key.
 *
 * @author Identifiabl Contributors
 */
final class PrincipalKeys {

	private PrincipalKeys() {
	}

	static String of(String authority, PrincipalType type, String subject, @Nullable String userId) {
		if (!PrincipalIds.isAuthority(authority)) {
			throw new IllegalArgumentException("authority must be a URI without query and fragment");
		}
		if (!PrincipalIds.isValid(subject) || (userId != null && !PrincipalIds.isValid(userId))) {
			throw new IllegalArgumentException(
					"subject and user id must neither begin nor end with a blank nor have an invisible character");
		}
		if (type == PrincipalType.SERVICE) {
			return authority + "?service#" + subject;
		}
		return authority + "#" + ((userId != null) ? userId : subject);
	}

}
