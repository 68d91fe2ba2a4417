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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The presets.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Providers {

	private static final Provider GENERIC = GenericProvider.create();

	private static final List<Provider> PRESETS = List.of(Auth0Provider.create(), OktaProvider.create(),
			EntraProvider.create(), EntraB2cProvider.create(), KeycloakProvider.create(), CognitoProvider.create(),
			GoogleProvider.create(), GoogleIapProvider.create(), FirebaseProvider.create(), StytchProvider.create(),
			WorkosProvider.create(), ClerkProvider.create(), DescopeProvider.create(), PingOneProvider.create(),
			SpringAsProvider.create(), OryHydraProvider.create(), ZitadelProvider.create(), FusionAuthProvider.create(),
			SupabaseProvider.create(), GENERIC);

	/**
	 * Keycloak is told by the path alone, so that its rule comes after all that know the
	 * host.
	 */
	private static final String BY_PATH = "keycloak";

	private Providers() {
	}

	/**
	 * Return all presets.
	 * @return an unmodifiable list, the generic one last
	 */
	public static List<Provider> all() {
		return PRESETS;
	}

	/**
	 * Return the preset for any issuer that follows RFC 9068 and OpenID Connect.
	 * @return the generic preset
	 */
	public static Provider generic() {
		return GENERIC;
	}

	/**
	 * Return the preset of a name.
	 * @param name the name, for example {@code okta}
	 * @return the preset, empty if there is none of that name
	 */
	public static Optional<Provider> forName(String name) {
		return PRESETS.stream().filter((preset) -> preset.getName().equals(name)).findFirst();
	}

	/**
	 * Return the preset for an issuer.
	 * @param issuer the issuer from the configuration, never one from a token
	 * @return the preset, the generic one if the issuer is not recognized
	 */
	public static Provider forIssuer(String issuer) {
		return PRESETS.stream()
			.filter((preset) -> preset.hasIssuer(issuer))
			.min(Comparator.comparing((preset) -> preset.getName().equals(BY_PATH)))
			.orElse(GENERIC);
	}

}
