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

import java.net.URI;
import java.util.Set;

import io.identifiabl.identity.Issuer;
import io.identifiabl.identity.PrincipalIds;
import io.identifiabl.keys.IssuerLocations;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.TokenBinding;

/**
 * What a registration must not leave open, so that not every token of an issuer is good
 * here and no key can be foisted on us.
 *
 * @author Identifiabl Contributors
 */
final class RegistrationRules {

	private final ProviderRegistration registration;

	private final Provider provider;

	RegistrationRules(ProviderRegistration registration) {
		this.registration = registration;
		this.provider = registration.getProvider();
	}

	void check() {
		this.registration.getIssuers().forEach(this::refuseAmbiguousIssuer);
		refuseUnboundTokens();
		this.registration.getIssuers().forEach(this::refuseMisplacedTenant);
		refuseUnknownTenants();
		this.registration.getIssuers().forEach(this::refuseUnusableAddress);
	}

	private void refuseUnboundTokens() {
		Set<TokenBinding> bindings = this.provider.getTokenBindings();
		Set<String> clientIds = this.registration.getAllowedClientIds();
		Set<String> origins = this.registration.getAllowedOrigins();
		if (!clientIds.isEmpty() && !bindings.contains(TokenBinding.CLIENT_ID)) {
			throw refused("is of type '" + this.provider + "', which takes no allowed client ids");
		}
		if (!origins.isEmpty() && !bindings.contains(TokenBinding.ORIGIN)) {
			throw refused("is of type '" + this.provider + "', which takes no allowed origins");
		}
		boolean bound = !this.registration.getAudiences().isEmpty() || !clientIds.isEmpty() || !origins.isEmpty()
				|| this.registration.getIssuers().stream().allMatch(this.registration::isOfOneApplication);
		if (!bound) {
			throw refused(
					"has no audience" + (bindings.contains(TokenBinding.CLIENT_ID) ? ", no allowed client id" : "")
							+ (bindings.contains(TokenBinding.ORIGIN) ? ", no allowed origin" : "")
							+ (bindings.contains(TokenBinding.ISSUER) ? ", no issuer of one application" : ""));
		}
	}

	// it becomes a part of principal keys, up to the first of these characters
	private void refuseAmbiguousIssuer(String issuer) {
		if (!PrincipalIds.isAuthority(issuer)) {
			throw refused("has a blank, a query, a fragment or an invisible character in '" + issuer + "'");
		}
	}

	private void refuseMisplacedTenant(String issuer) {
		boolean tenanted = this.provider.getTenant(issuer).filter(IssuerLocations.TENANT::equals).isPresent();
		if (IssuerTemplate.isTemplate(issuer) && !tenanted) {
			throw refused(
					"is of type '" + this.provider + "', which has no " + IssuerLocations.TENANT + " in that place");
		}
	}

	private void refuseUnknownTenants() {
		Set<String> tenants = this.registration.getAllowedTenants();
		boolean template = this.registration.getIssuers().stream().anyMatch(IssuerTemplate::isTemplate);
		if (template && tenants.isEmpty()) {
			throw refused("has no allowed tenant");
		}
		if (!template && !tenants.isEmpty()) {
			throw refused("takes no allowed tenants, since it has no place " + IssuerLocations.TENANT + " for them");
		}
		for (String tenant : tenants) {
			if (!tenant.equals(IssuerTemplate.ANY_TENANT) && !Issuer.isTenant(tenant)) {
				throw refused("allows '" + tenant + "', which is not the id of a tenant in lower case");
			}
		}
	}

	private void refuseUnusableAddress(String issuer) {
		URI address = this.registration.getKeyAddress(issuer);
		if (address == null) {
			return;
		}
		if (address.getHost() == null || !IssuerLocations.isHttp(address)) {
			throw new IllegalArgumentException("'" + address + "' is not an http URL with a valid host");
		}
		if (this.registration.isHttpsRequired() && !IssuerLocations.isSecure(address)) {
			throw new IllegalArgumentException("'" + address + "' is neither https nor on a loopback host");
		}
	}

	private IllegalArgumentException refused(String reason) {
		return new IllegalArgumentException(
				"provider of issuer '" + this.registration.getIssuers().get(0) + "' " + reason);
	}

}
