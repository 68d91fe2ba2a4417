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

import java.util.List;
import java.util.Set;

/**
 * Audience (RFC 9068 section 4): one of the configured values, compared exactly.
 *
 * @author Identifiabl Contributors
 */
final class AudienceCheck implements TokenCheck {

	private final Set<String> audiences;

	AudienceCheck(Set<String> audiences) {
		this.audiences = audiences;
	}

	@Override
	public void check(CompactToken token) {
		Object audience = token.getClaims().get("aud");
		boolean intended = (audience instanceof List<?> values) ? values.stream().anyMatch(this.audiences::contains)
				: audience != null && this.audiences.contains(audience);
		if (!intended) {
			throw new TokenRefusedException(TokenError.INVALID_AUDIENCE);
		}
	}

}
