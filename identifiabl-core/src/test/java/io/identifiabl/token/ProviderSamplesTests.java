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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Actor;
import io.identifiabl.identity.AuthenticationContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.provider.TokenBinding;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderSamplesTests {

	@ParameterizedTest
	@MethodSource("goodSamples")
	void verifyWhenSampleIsGoodThenReturnsItsIdentity(Sample sample) {
		VerificationResult result = sample.verify();
		assertThat(result.getError()).isNull();
		Map<String, @Nullable Object> actual = describe(result.getIdentity());
		actual.keySet().retainAll(sample.identity().keySet());
		assertThat(actual).isEqualTo(sample.identity());
	}

	@ParameterizedTest
	@MethodSource("badSamples")
	void verifyWhenSampleIsBadThenNamesTheError(Sample sample) {
		assertThat(sample.verify()).hasToString((String) sample.content().get("error"));
	}

	private static Map<String, @Nullable Object> describe(Identity identity) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		values.put("subject", identity.getSubject());
		values.put("userId", identity.getUserId());
		values.put("principalType", identity.getPrincipalType().getValue());
		values.put("issuer", identity.getIssuer());
		values.put("tenant", identity.getTenant());
		values.put("orgId", identity.getOrgId());
		values.put("clientId", identity.getClientId());
		values.put("roles", List.copyOf(identity.getRoles()));
		values.put("permissions", List.copyOf(identity.getPermissions()));
		values.put("groups", List.copyOf(identity.getGroups()));
		values.put("scopes", identity.getScopes().stream().toList());
		values.put("plan", identity.getPlan());
		values.put("email", identity.getEmail());
		values.put("name", identity.getName());
		describeContext(identity, values);
		return values;
	}

	private static void describeContext(Identity identity, Map<String, @Nullable Object> values) {
		AuthenticationContext context = identity.getAuthenticationContext();
		Actor actor = identity.getActor();
		values.put("tokenId", identity.getTokenId());
		values.put("username", identity.getUsername());
		values.put("oauthScopes", identity.getOauthScopes().stream().toList());
		values.put("sessionId", context.sessionId());
		values.put("authTime", (context.authTime() != null) ? context.authTime().getEpochSecond() : null);
		values.put("acr", context.acr());
		values.put("actor", (actor != null) ? actor.subject() : null);
		values.put("priorActors", (actor != null) ? actor.priorSubjects() : List.of());
		values.put("amr", context.amr());
		values.put("emailVerified", identity.isEmailVerified());
		values.put("agent", identity.getTraits().contains(IdentityTrait.AGENT));
		values.put("impersonated", identity.getTraits().contains(IdentityTrait.IMPERSONATED));
		values.put("anonymous", identity.getTraits().contains(IdentityTrait.ANONYMOUS));
	}

	@Test
	void samplesAreComplete() {
		assertThat(samples()).hasSize(51).doesNotHaveDuplicates();
	}

	static Stream<Sample> goodSamples() {
		return samples().filter((sample) -> sample.content().containsKey("identity"));
	}

	static Stream<Sample> badSamples() {
		return samples().filter((sample) -> sample.content().containsKey("error"));
	}

	private static Stream<Sample> samples() {
		try (InputStream file = ProviderSamplesTests.class.getResourceAsStream("samples.json")) {
			assertThat(file).isNotNull();
			String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
			return Arrays.stream(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "samples"))
				.map(Sample::new);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record Sample(Map<String, Object> content) {

		// longer than any sample's, some of which are valid for months
		private static final Duration MAX_LIFETIME = Duration.ofDays(366);

		Map<String, Object> identity() {
			return object("identity");
		}

		VerificationResult verify() {
			Map<String, Object> header = object("header");
			TokenSettings settings = TestTokens.settingsAt(((Number) value("at")).longValue())
				.withMaxLifetime(MAX_LIFETIME);
			if (!this.content.containsKey("payload")) {
				String encrypted = TestTokens.encode(TestTokens.json(header)) + "..AAAA.AAAA.AAAA";
				return TestTokens.verifier().verify(encrypted);
			}
			Map<String, Object> payload = object("payload");
			JWK key = TestTokens.key(header);
			ProviderRegistration registration = registration(payload).jwkSource(TestTokens.keys(key)).build();
			String token = TestTokens.signed(key, TestTokens.json(header), TestTokens.json(payload));
			return IdentityVerifier.of(List.of(registration), settings).verify(token);
		}

		private ProviderRegistration.Builder registration(Map<String, Object> payload) {
			ProviderRegistration.Builder registration = ProviderRegistration.withIssuer((String) value(payload, "iss"))
				.provider(provider())
				.claimMapper(mapping());
			if (payload.containsKey("aud")) {
				return registration.audiences(audiences(value(payload, "aud")));
			}
			Set<TokenBinding> bindings = provider().getTokenBindings();
			if (bindings.contains(TokenBinding.CLIENT_ID) && payload.containsKey("client_id")) {
				registration.allowedClientIds(List.of((String) value(payload, "client_id")));
			}
			if (bindings.contains(TokenBinding.ORIGIN) && payload.containsKey("azp")) {
				registration.allowedOrigins(List.of((String) value(payload, "azp")));
			}
			return registration;
		}

		private static List<String> audiences(Object audience) {
			return (audience instanceof Collection<?> values) ? values.stream().map(String::valueOf).toList()
					: List.of(audience.toString());
		}

		private Provider provider() {
			return Providers.forName((String) value("provider")).orElseThrow();
		}

		private ClaimMapping mapping() {
			ClaimMapping.Builder mapping = provider().getClaimMapping().toBuilder();
			if (this.content.containsKey("options")) {
				object("options").forEach((name, value) -> apply(mapping, name, value));
			}
			return mapping.build();
		}

		private static void apply(ClaimMapping.Builder mapping, String option, Object value) {
			switch (option) {
				case "groupsClaim" -> mapping.read(IdentityAttribute.GROUPS, value.toString());
				case "namespace" -> mapping.alsoRead(IdentityAttribute.ROLES, value + "roles")
					.alsoRead(IdentityAttribute.PLAN, value + "plan");
				case "resourceClients" -> ((List<?>) value).forEach((client) -> mapping
					.alsoRead(IdentityAttribute.ROLES, ClaimPath.of("resource_access", client.toString(), "roles")));
				default -> throw new IllegalArgumentException(option);
			}
		}

		@SuppressWarnings("unchecked")
		private Map<String, Object> object(String name) {
			return (Map<String, Object>) value(name);
		}

		private Object value(String name) {
			return value(this.content, name);
		}

		private static Object value(Map<String, Object> object, String name) {
			Object value = object.get(name);
			if (value == null) {
				throw new IllegalStateException("no " + name);
			}
			return value;
		}

		@Override
		public String toString() {
			return value("name").toString();
		}

	}

}
