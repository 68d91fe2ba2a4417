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

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerKeys;

/**
 * Verifies the tokens of one issuer. The signature comes last since it costs most.
 *
 * @author Identifiabl Contributors
 */
final class IssuerVerifier {

	private final String issuer;

	private final List<TokenCheck> checks;

	private final SignatureCheck signatureCheck;

	private final ClaimMapper claimMapper;

	private final ScopeHierarchy scopeHierarchy;

	IssuerVerifier(String issuer, ProviderRegistration registration, TokenSettings settings, IssuerKeys keys) {
		this.issuer = issuer;
		this.checks = List.of(new TypeCheck(), new ClaimTypeCheck(), (token) -> Confirmation.of(token.getClaims()),
				new ForeignUseCheck(registration.getProvider()), registration.getAudienceCheck(issuer),
				new TimeCheck(settings));
		this.signatureCheck = new SignatureCheck(registration.getJwsAlgorithms(), registration.getKeys(issuer, keys),
				settings);
		this.claimMapper = registration.getClaimMapper();
		this.scopeHierarchy = settings.getScopeHierarchy();
	}

	// as configured
	String getIssuer() {
		return this.issuer;
	}

	VerifiedToken verify(CompactToken token) {
		for (TokenCheck check : this.checks) {
			check.check(token);
		}
		SigningKey key = this.signatureCheck.check(token);
		return new VerifiedToken(principal(token, identity(token)), key);
	}

	private Identity identity(CompactToken token) {
		try {
			return this.claimMapper.map(token.getClaimSet());
		}
		catch (InvalidClaimException ex) {
			throw new TokenRefusedException(TokenError.forCode(ex.getCode()).orElse(TokenError.INVALID_CLAIM));
		}
		catch (RuntimeException ex) {
			throw new IdentityMappingException(ex);
		}
	}

	// the Java types that users of Spring Security's Jwt expect; unlike the stock
	// converter it does not invent a time of issue
	private IdentityJwt principal(CompactToken token, Identity identity) {
		Map<String, Object> claims = new LinkedHashMap<>(token.getClaims());
		Instant issuedAt = putInstant(claims, "iat");
		Instant expiresAt = putInstant(claims, "exp");
		putInstant(claims, "nbf");
		if (claims.get("aud") instanceof String audience) {
			claims.put("aud", List.of(audience));
		}
		return new IdentityJwt(token.getValue(), issuedAt, expiresAt, token.getHeader().getParameters(),
				Collections.unmodifiableMap(claims), identity, this.scopeHierarchy);
	}

	private static @Nullable Instant putInstant(Map<String, Object> claims, String name) {
		Instant instant = NumericDates.read(claims, name);
		if (instant != null) {
			claims.put(name, instant);
		}
		return instant;
	}

}
