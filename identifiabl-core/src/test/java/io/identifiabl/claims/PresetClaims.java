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

import java.util.HashMap;
import java.util.Map;

import io.identifiabl.identity.Identity;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Maps and refuses variations of a preset's typical claims.
 *
 * @author Identifiabl Contributors
 */
final class PresetClaims {

	/**
	 * Stands for a claim that is left out.
	 */
	static final Object ABSENT = new Object();

	private final Provider provider;

	private final Map<String, Object> typical;

	PresetClaims(String provider, Map<String, Object> typical) {
		this.provider = Providers.forName(provider).orElseThrow();
		this.typical = typical;
	}

	Identity map(Map<String, Object> changes) {
		return this.provider.getClaimMapping().map(claims(changes));
	}

	ClaimSet claims(Map<String, Object> changes) {
		Map<String, Object> claims = new HashMap<>(this.typical);
		claims.putAll(changes);
		claims.values().removeIf(ABSENT::equals);
		return ClaimSet.of(claims);
	}

	void assertAccepted(Map<String, Object> changes) {
		assertThatNoException().isThrownBy(() -> this.provider.refuseForeignUse(claims(changes)));
	}

	void assertRefused(String code, Map<String, Object> changes) {
		assertRefused(code, claims(changes));
	}

	void assertRefused(String code, ClaimSet claims) {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> this.provider.refuseForeignUse(claims))
			.extracting(InvalidClaimException::getCode)
			.isEqualTo(code);
	}

}
