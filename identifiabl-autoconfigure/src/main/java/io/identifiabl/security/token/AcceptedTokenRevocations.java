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

package io.identifiabl.security.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.identity.AuthenticationContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityBuilder;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.token.RevocationsUnavailableException;

/**
 * Whether a token has been revoked that verification refuses, or cannot verify now, and
 * the application's own decoder has accepted. What it says is what the token itself
 * carries, besides what that decoder made of it. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AcceptedTokenRevocations {

	private static final String NOBODY = "urn:identifiabl:no-subject";

	private static final List<String> CLIENT_CLAIMS = List.of("client_id", "azp", "appid", "cid");

	private final List<TokenRevocations> revocations;

	private final Function<String, ClaimMapper> mappers;

	AcceptedTokenRevocations(List<TokenRevocations> revocations, Function<String, ClaimMapper> mappers) {
		this.revocations = List.copyOf(revocations);
		this.mappers = mappers;
	}

	/**
	 * Whether a token has been revoked.
	 * @param token the token
	 * @param accepted what the application's decoder made of it, {@code null} if that
	 * cannot be seen
	 * @return whether it has
	 * @throws RevocationsUnavailableException if that is not known right now
	 */
	boolean isRevoked(String token, @Nullable Jwt accepted) {
		if (this.revocations.isEmpty()) {
			return false;
		}
		List<Map<String, Object>> all = new ArrayList<>();
		all.add(payload(token));
		if (accepted != null) {
			all.add(accepted.getClaims());
		}
		return all.stream().filter((claims) -> !claims.isEmpty()).anyMatch(this::isRevoked);
	}

	private boolean isRevoked(Map<String, Object> claims) {
		Instant issuedAt = instant(claims.get(JwtClaimNames.IAT));
		return identities(claims).stream()
			.anyMatch((identity) -> this.revocations.stream().anyMatch((known) -> ask(known, identity, issuedAt)));
	}

	private static boolean ask(TokenRevocations revocations, Identity identity, @Nullable Instant issuedAt) {
		try {
			return revocations.isRevoked(identity, issuedAt);
		}
		catch (RuntimeException ex) {
			throw new RevocationsUnavailableException(ex);
		}
	}

	// what is refused for a missing or odd claim has a token id, a client and an issuer
	// all the same
	private List<Identity> identities(Map<String, Object> claims) {
		List<Identity> identities = new ArrayList<>();
		Map<String, Object> named = new LinkedHashMap<>(claims);
		named.replaceAll((name, value) -> (value instanceof Instant time) ? (Object) time.getEpochSecond() : value);
		String issuer = Objects.toString(named.get(JwtClaimNames.ISS), TokenIdentityResolver.UNKNOWN_ISSUER);
		named.put(JwtClaimNames.ISS, issuer);
		Identity mapped = map(issuer, named);
		if (mapped != null) {
			identities.add(mapped);
		}
		for (String client : CLIENT_CLAIMS) {
			identities.add(byClaims(issuer, named, text(named.get(client))));
		}
		return identities;
	}

	private @Nullable Identity map(String issuer, Map<String, Object> claims) {
		try {
			return this.mappers.apply(issuer).map(ClaimSet.of(claims, Map.of()));
		}
		catch (RuntimeException ex) {
			// also of a mapper of the application, whose failure is told elsewhere
			return null;
		}
	}

	private static Identity byClaims(String issuer, Map<String, Object> claims, @Nullable String client) {
		String subject = text(claims.get(JwtClaimNames.SUB));
		AuthenticationContext session = new AuthenticationContext(text(claims.get("sid")), null, null, List.of());
		IdentityBuilder identity = builder(issuer, subject).tokenId(text(claims.get(JwtClaimNames.JTI)))
			.clientId(client)
			.authenticationContext(session);
		return identity.build();
	}

	// what no issuer and no user can be called is nobody's name
	private static IdentityBuilder builder(String issuer, @Nullable String subject) {
		for (String name : (subject != null) ? List.of(subject, NOBODY) : List.of(NOBODY)) {
			if (isUsable(issuer, name)) {
				return Identity.builder(issuer, name);
			}
		}
		return Identity.builder(TokenIdentityResolver.UNKNOWN_ISSUER, NOBODY);
	}

	private static boolean isUsable(String issuer, String name) {
		try {
			return !Identity.builder(issuer, name).build().getPrincipalKey().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value instanceof String text && !text.isBlank()) ? text : null;
	}

	private static @Nullable Instant instant(@Nullable Object value) {
		if (value instanceof Instant instant) {
			return instant;
		}
		return (value instanceof Number number) ? Instant.ofEpochSecond(number.longValue()) : null;
	}

	// of a signed token: the decoder that accepted it has seen these very octets
	private static Map<String, Object> payload(String token) {
		int start = token.indexOf('.') + 1;
		int end = token.indexOf('.', start);
		if (start == 0 || end < 0 || token.indexOf('.', end + 1) >= 0) {
			return Map.of();
		}
		try {
			Map<String, Object> payload = new Payload(new Base64URL(token.substring(start, end))).toJSONObject();
			return (payload != null) ? payload : Map.of();
		}
		catch (IllegalArgumentException ex) {
			return Map.of();
		}
	}

}
