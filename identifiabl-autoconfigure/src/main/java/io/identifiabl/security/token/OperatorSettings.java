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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.identity.Issuer;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.token.ProviderRegistration;

/**
 * Who the operators of an application are, as configured: whoever is named, else the only
 * tenant of the only provider, else nobody.
 *
 * @author Identifiabl Contributors
 */
final class OperatorSettings {

	private static final Log logger = LogFactory.getLog(OperatorSettings.class);

	private static final String DEPRECATED = "identifiabl.audit.operator-issuers";

	private static final String ANY = "*";

	private OperatorSettings() {
	}

	static Operators operators(IdentifiablProperties properties, Environment environment,
			List<ProviderRegistration> registrations, IdentityResolver identityResolver) {
		Set<Issuer> named = named(properties, environment);
		Set<String> tenants = Set.copyOf(properties.getOperatorTenants());
		if (tenants.stream().anyMatch(String::isBlank)) {
			throw ConfigurationFailures.unusableOperators("a tenant must not be blank");
		}
		if (named.isEmpty() && !tenants.isEmpty() && registrations.size() != 1) {
			throw ConfigurationFailures.operatorTenantsWithoutIssuers();
		}
		if (!registrations.isEmpty()) {
			named.forEach((issuer) -> warnIfUntrusted(issuer, registrations));
		}
		boolean only = named.isEmpty() && registrations.size() == 1;
		return new Operators(identityResolver, only ? issuers(registrations.get(0), tenants) : named, tenants,
				!named.isEmpty() || !tenants.isEmpty());
	}

	// of the only provider, unless it serves several organizations
	private static Set<Issuer> issuers(ProviderRegistration only, Set<String> operatorTenants) {
		if (!tellsTenants(only)) {
			return first(only, operatorTenants);
		}
		if (!operatorTenants.isEmpty()) {
			return issuers(only.getIssuers());
		}
		Set<String> tenants = tenants(only);
		String tenant = tenants.iterator().next();
		if (tenants.size() > 1 || tenant.equals(ANY)) {
			logger.warn("Tokens of several tenants of one provider are accepted, and nothing says which of them may "
					+ "make somebody an operator, so that nobody is an operator: scopes such as actuator:read and "
					+ "audit:verify count in no token. Set identifiabl.operator-tenants=<the tenant of your own "
					+ "staff>.");
			return Set.of();
		}
		return issuers(only.getIssuers().stream().map((issuer) -> issuer.replace(Issuer.TENANT, tenant)).toList());
	}

	// where an issuer does not say whose it is, two of them may be two organizations',
	// such as two realms of one server, and each writes what it likes into its tokens
	private static boolean tellsTenants(ProviderRegistration registration) {
		return registration.getIssuers()
			.stream()
			.allMatch((issuer) -> registration.getProvider().getTenant(issuer).isPresent());
	}

	private static Set<Issuer> first(ProviderRegistration only, Set<String> operatorTenants) {
		String first = only.getIssuers().iterator().next();
		if (only.getIssuers().size() == 1) {
			return issuers(List.of(first));
		}
		if (!operatorTenants.isEmpty()) {
			throw ConfigurationFailures.operatorTenantsWithoutIssuers();
		}
		boolean several = Issuer.of(first).isTemplate();
		logger.warn("Tokens of several issuers of one provider are accepted, and nothing says which of them may "
				+ "make somebody an operator, so that "
				+ (several ? "nobody is an operator" : "only " + first + " does")
				+ ". Set identifiabl.operator-issuers=<the issuers of your own staff>.");
		return several ? Set.of() : issuers(List.of(first));
	}

	private static Set<String> tenants(ProviderRegistration registration) {
		Set<String> tenants = new LinkedHashSet<>(registration.getAllowedTenants());
		registration.getIssuers()
			.forEach((issuer) -> registration.getProvider()
				.getTenant(issuer)
				.filter((tenant) -> !tenant.equals(Issuer.TENANT))
				.map((tenant) -> tenant.toLowerCase(Locale.ROOT))
				.ifPresent(tenants::add));
		return tenants;
	}

	private static Set<Issuer> named(IdentifiablProperties properties, Environment environment) {
		Set<Issuer> named = issuers(properties.getOperatorIssuers());
		Set<Issuer> deprecated = issuers(
				Binder.get(environment).bind(DEPRECATED, Bindable.listOf(String.class)).orElseGet(List::of));
		if (!named.isEmpty() && !deprecated.isEmpty() && !named.equals(deprecated)) {
			throw ConfigurationFailures.contradictoryOperators();
		}
		return named.isEmpty() ? deprecated : named;
	}

	private static Set<Issuer> issuers(Collection<String> names) {
		try {
			return names.stream().map(Issuer::of).collect(Collectors.toCollection(LinkedHashSet::new));
		}
		catch (IllegalArgumentException ex) {
			throw ConfigurationFailures.unusableOperators(String.valueOf(ex.getMessage()));
		}
	}

	// none of its tokens gets as far as to be an operator's
	private static void warnIfUntrusted(Issuer issuer, List<ProviderRegistration> registrations) {
		boolean trusted = registrations.stream()
			.flatMap((registration) -> registration.getIssuers().stream())
			.map(Issuer::of)
			.anyMatch((configured) -> configured.includes(issuer));
		if (!trusted) {
			logger.warn("identifiabl.operator-issuers names " + issuer
					+ ", which is the issuer of no provider, so that nobody is an operator by it. Correct it, or "
					+ "configure a provider with that issuer.");
		}
	}

}
