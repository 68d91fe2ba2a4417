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

package io.identifiabl.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.identifiabl.identity.Issuer;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.token.ProviderRegistration;

/**
 * Actuator endpoint {@code identifiabl}: whose tokens are trusted and how their keys are,
 * and a way to have keys fetched or forgotten at once, on this node.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@Endpoint(id = "identifiabl")
public final class IdentifiablEndpoint {

	private final Supplier<List<ProviderRegistration>> providers;

	private final IssuerKeys keys;

	private final Operators operators;

	/**
	 * Create the endpoint.
	 * @param providers the trusted providers
	 * @param keys their keys
	 * @param operators whose tokens may see and change them
	 */
	public IdentifiablEndpoint(Supplier<List<ProviderRegistration>> providers, IssuerKeys keys, Operators operators) {
		this.providers = providers;
		this.keys = keys;
		this.operators = operators;
	}

	/**
	 * Return the providers and the state of the keys.
	 * @return {@code providers} and {@code keys}
	 */
	@ReadOperation
	public Map<String, Object> read() {
		this.operators.refuseOtherTokens();
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("providers", this.providers.get().stream().map(IdentifiablEndpoint::describe).toList());
		description.put("keys",
				this.keys.getAll().stream().map(RefreshableKeys::getState).map(IdentifiablEndpoint::describe).toList());
		return description;
	}

	/**
	 * Fetch keys now, without waiting for them.
	 * @param action {@code refresh} to keep those that are there until then, {@code drop}
	 * to trust none of them any more
	 * @param issuer the issuer as configured, {@code null} for all
	 * @throws InvalidEndpointRequestException if there are no keys of that issuer, so
	 * that nobody believes to have dropped keys that are still in use
	 */
	@WriteOperation
	public void change(KeysAction action, @Nullable String issuer) {
		this.operators.refuseOtherTokens();
		List<RefreshableKeys> chosen = this.keys.getAll()
			.stream()
			.filter((keySet) -> issuer == null || Issuer.isSame(keySet.getState().issuer(), issuer))
			.toList();
		if (issuer != null && chosen.isEmpty()) {
			throw new InvalidEndpointRequestException("No keys of issuer '" + issuer + "'",
					"No keys of that issuer, which has to be one that is configured");
		}
		chosen.forEach(action::applyTo);
	}

	private static Map<String, Object> describe(ProviderRegistration provider) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("type", provider.getProvider().getName());
		description.put("issuers", provider.getIssuers());
		description.put("audiences", provider.getAudiences());
		return description;
	}

	private static Map<String, @Nullable Object> describe(KeySetState state) {
		Map<String, @Nullable Object> description = new LinkedHashMap<>();
		description.put("issuer", state.issuer());
		description.put("status", state.status().name().toLowerCase(Locale.ROOT));
		description.put("keyIds", state.keyIds());
		description.put("age", (state.age() != null) ? state.age().toString() : null);
		description.put("lastError", state.lastError());
		description.put("faults", state.faults());
		description.put("fetches", state.fetches());
		description.put("failures", state.failures());
		description.put("staleServes", state.staleServes());
		description.put("unknownKeys", state.unknownKeys());
		return description;
	}

}
