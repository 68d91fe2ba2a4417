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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.PermissionMerge;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.token.ProviderRegistration;

/**
 * The trusted providers of the application, none of them where it authenticates in
 * another way.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityProviders {

	private static final String GOOGLE_IAP = "google-iap";

	private final List<ProviderRegistration> registrations;

	private final @Nullable ClaimMapper claimMapper;

	private final Map<Provider, ClaimMapper> presets = new HashMap<>();

	IdentityProviders(List<ProviderRegistration> registrations, @Nullable ClaimMapper claimMapper,
			IdentityCustomizers customizers, PermissionMerge permissionMerge) {
		this.registrations = List.copyOf(registrations);
		this.claimMapper = (claimMapper != null) ? customizers.applyTo(claimMapper) : null;
		for (Provider preset : Providers.all()) {
			this.presets.put(preset,
					customizers.applyTo(preset.getClaimMapping().toBuilder().permissionMerge(permissionMerge).build()));
		}
	}

	/**
	 * Return the registrations.
	 * @return an unmodifiable list
	 */
	public List<ProviderRegistration> getRegistrations() {
		return this.registrations;
	}

	/**
	 * Return all issuers, in the order of their configuration and exactly as there.
	 * @return an unmodifiable list
	 */
	public List<String> getIssuers() {
		return this.registrations.stream().flatMap((registration) -> registration.getIssuers().stream()).toList();
	}

	/**
	 * Return the issuers of Google's Identity-Aware Proxy, whose tokens come in a header
	 * of their own.
	 * @return an unmodifiable set, empty if there is no such provider
	 */
	public Set<String> getIapIssuers() {
		return this.registrations.stream()
			.filter((registration) -> registration.getProvider().getName().equals(GOOGLE_IAP))
			.flatMap((registration) -> registration.getIssuers().stream())
			.collect(Collectors.toUnmodifiableSet());
	}

	// for tokens that others verified the preset may come from the verified issuer
	ClaimMapper getClaimMapper(String issuer) {
		if (this.claimMapper != null) {
			return this.claimMapper;
		}
		return this.registrations.stream()
			.filter((registration) -> registration.hasIssuer(issuer))
			.map(ProviderRegistration::getClaimMapper)
			.findFirst()
			.orElseGet(() -> Objects.requireNonNull(this.presets.get(Providers.forIssuer(issuer))));
	}

}
