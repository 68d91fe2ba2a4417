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

package io.identifiabl.keys;

import java.util.List;
import java.util.function.BiPredicate;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * Keeps issuers that share a set of keys, such as the directories of Entra ID, to those
 * keys that are theirs.
 *
 * @author Identifiabl Contributors
 */
final class IssuerKeySource implements JWKSource<SecurityContext> {

	private final JWKSource<SecurityContext> keys;

	private final IssuerKeySetSource keySets;

	private final BiPredicate<String, String> keyIssuers;

	IssuerKeySource(JWKSource<SecurityContext> keys, IssuerKeySetSource keySets,
			BiPredicate<String, String> keyIssuers) {
		this.keys = keys;
		this.keySets = keySets;
		this.keyIssuers = keyIssuers;
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		List<JWK> selected = this.keys.get(selector, context);
		if (!(context instanceof IssuerContext token)) {
			return selected;
		}
		return selected.stream().filter((key) -> mayVerify(key, token.issuer())).toList();
	}

	private boolean mayVerify(JWK key, String issuer) {
		String keyIssuer = this.keySets.getIssuer(key);
		return keyIssuer == null || this.keyIssuers.test(keyIssuer, issuer);
	}

}
