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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import io.identifiabl.fuzz.Deadline;
import io.identifiabl.fuzz.FuzzInput;
import io.identifiabl.identity.Actor;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalIds;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.identity.Scopes;
import io.identifiabl.identity.TokenError;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.token.IdentityVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target: whatever a token claims, every preset makes a sound identity of it or
 * refuses it by name.
 *
 * @author Identifiabl Contributors
 */
public final class ClaimMappingFuzz {

	private static final List<Map<String, Object>> SAMPLES = samples();

	// what any preset reads, as far as the samples have it, and what RFCs define besides
	private static final List<String> NAMES = Stream
		.concat(SAMPLES.stream().flatMap(ClaimMappingFuzz::names),
				Stream.of("act", "cnf", "may_act", "nonce", "auth_time", "method", "id", "gty", "idtyp", "__proto__"))
		.distinct()
		.sorted()
		.limit(256)
		.toList();

	private ClaimMappingFuzz() {
	}

	/**
	 * Map claims that are those of a sample, with changes.
	 * @param input the choices of sample and changes
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		FuzzInput choices = new FuzzInput(input);
		Map<String, @Nullable Object> claims = new LinkedHashMap<>(choices.choose(SAMPLES));
		while (!choices.isEmpty()) {
			claims.put(choices.choose(NAMES), choices.value(NAMES));
		}
		@SuppressWarnings("unchecked")
		ClaimSet claimSet = ClaimSet.of((Map<String, Object>) (Map<String, ?>) claims,
				Map.of("typ", "JWT", "alg", "RS256"));
		Providers.all().forEach((provider) -> map(provider, claimSet));
	}

	private static void map(Provider provider, ClaimSet claims) {
		Identity identity = Deadline.meet(() -> {
			try {
				provider.refuseForeignUse(claims);
				return provider.getClaimMapping().map(claims);
			}
			catch (InvalidClaimException ex) {
				assertThat(TokenError.forCode(ex.getCode())).isPresent();
				return null;
			}
		});
		if (identity != null) {
			assertSound(identity);
		}
	}

	private static void assertSound(Identity identity) {
		assertThat(identity.getSubject()).isNotBlank().hasSizeLessThanOrEqualTo(255);
		assertThat(identity.getIssuer()).matches(PrincipalIds::isAuthority);
		assertThat(identity.getSubject()).matches(PrincipalIds::isValid);
		assertThat(identity.getUserId()).matches((userId) -> userId == null || PrincipalIds.isValid(userId));
		for (Actor actor = identity.getActor(); actor != null; actor = actor.prior()) {
			assertThat(SafeText.isSafe(actor.subject())).as(actor.subject()).isTrue();
		}
		assertThat(identity.getUserId() != null).isEqualTo(identity.getPrincipalType() == PrincipalType.USER);
		Stream
			.of(identity.getSubject(), identity.getUserId(), identity.getTenant(), identity.getOrgId(),
					identity.getClientId(), identity.getPlan(), identity.getEmail(), identity.getName(),
					identity.getUsername(), identity.getTokenId(), identity.getAuthenticationContext().sessionId(),
					identity.getAuthenticationContext().acr())
			.filter(Objects::nonNull)
			.forEach(ClaimMappingFuzz::assertSafe);
		Stream
			.of(identity.getRoles(), identity.getPermissions(), identity.getGroups(),
					identity.getAuthenticationContext().amr())
			.flatMap(Collection::stream)
			.forEach(ClaimMappingFuzz::assertSafe);
		// a permission with blanks may count as a scope
		assertThat(identity.getScopes())
			.allMatch((scope) -> Scopes.isScopeToken(scope) || identity.getPermissions().contains(scope));
		assertThat(identity.getOauthScopes()).allMatch(Scopes::isScopeToken);
	}

	private static void assertSafe(String text) {
		assertThat(SafeText.isSafe(text)).as(text).isTrue();
	}

	private static Stream<String> names(@Nullable Object value) {
		if (value instanceof Map<?, ?> object) {
			return Stream.concat(object.keySet().stream().map(String::valueOf),
					object.values().stream().flatMap(ClaimMappingFuzz::names));
		}
		return Stream.empty();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> samples() {
		try (InputStream file = IdentityVerifier.class.getResourceAsStream("samples.json")) {
			String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
			return Arrays.stream(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "samples"))
				.filter((sample) -> sample.containsKey("payload"))
				.map((sample) -> (Map<String, Object>) Objects.requireNonNull(sample.get("payload")))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
