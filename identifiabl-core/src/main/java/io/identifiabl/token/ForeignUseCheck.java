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

import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.TokenError;
import io.identifiabl.provider.Provider;

/**
 * Tokens that the provider issues for another purpose. Some of them are signed so that
 * only their addressee can verify them, hence it comes before the signature.
 *
 * @author Identifiabl Contributors
 */
final class ForeignUseCheck implements TokenCheck {

	private final Provider provider;

	ForeignUseCheck(Provider provider) {
		this.provider = provider;
	}

	@Override
	public void check(CompactToken token) {
		try {
			this.provider.refuseForeignUse(token.getClaimSet());
		}
		catch (InvalidClaimException ex) {
			throw new TokenRefusedException(TokenError.forCode(ex.getCode()).orElse(TokenError.INVALID_CLAIM));
		}
	}

}
