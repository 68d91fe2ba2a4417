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

package io.identifiabl.provider;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.InvalidClaimException;
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

	// made anew for each test, since the presets that everybody shares are made only
	// once: a
	// fault in what makes them would show in the first test, or in none
	private static final Map<String, Supplier<Provider>> PRESETS = Map.ofEntries(
			Map.entry("auth0", Auth0Provider::create), Map.entry("okta", OktaProvider::create),
			Map.entry("entra", EntraProvider::create), Map.entry("entra-b2c", EntraB2cProvider::create),
			Map.entry("keycloak", KeycloakProvider::create), Map.entry("cognito", CognitoProvider::create),
			Map.entry("google", GoogleProvider::create), Map.entry("google-iap", GoogleIapProvider::create),
			Map.entry("firebase", FirebaseProvider::create), Map.entry("stytch", StytchProvider::create),
			Map.entry("workos", WorkosProvider::create), Map.entry("clerk", ClerkProvider::create),
			Map.entry("descope", DescopeProvider::create), Map.entry("pingone", PingOneProvider::create),
			Map.entry("spring-as", SpringAsProvider::create), Map.entry("ory-hydra", OryHydraProvider::create),
			Map.entry("zitadel", ZitadelProvider::create), Map.entry("fusionauth", FusionAuthProvider::create),
			Map.entry("supabase", SupabaseProvider::create), Map.entry("generic", GenericProvider::create));

	private final Provider provider;

	private final Map<String, Object> typical;

	PresetClaims(String provider, Map<String, Object> typical) {
		this.provider = Objects.requireNonNull(PRESETS.get(provider)).get();
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
