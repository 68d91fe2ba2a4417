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

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.claims.PermissionMerge;
import io.identifiabl.identity.Issuer;
import io.identifiabl.keys.IssuerLocations;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.provider.TokenBinding;
import io.identifiabl.security.keys.KeyRetrievers;
import io.identifiabl.token.ProviderRegistration;

/**
 * Turns configured providers into registrations and refuses what could not be meant.
 *
 * @author Identifiabl Contributors
 */
final class ProviderRegistrations {

	private static final Log logger = LogFactory.getLog(ProviderRegistrations.class);

	private static final String KEYCLOAK = "keycloak";

	private final PermissionMerge permissionMerge;

	private final @Nullable ClaimMapper claimMapper;

	private final IdentityCustomizers customizers;

	private final List<String> sharedAudiences;

	private final KeyRetrievers retrievers;

	private final ProviderShorthand shorthand;

	private final Map<Issuer, String> claimedIssuers = new LinkedHashMap<>();

	// or only looking whether it could be done
	private final boolean binding;

	ProviderRegistrations(PermissionMerge permissionMerge, @Nullable ClaimMapper claimMapper,
			IdentityCustomizers customizers, List<String> sharedAudiences, KeyRetrievers retrievers,
			ProviderShorthand shorthand) {
		this(permissionMerge, claimMapper, customizers, sharedAudiences, retrievers, shorthand, true);
	}

	private ProviderRegistrations(PermissionMerge permissionMerge, @Nullable ClaimMapper claimMapper,
			IdentityCustomizers customizers, List<String> sharedAudiences, KeyRetrievers retrievers,
			ProviderShorthand shorthand, boolean binding) {
		this.binding = binding;
		this.shorthand = shorthand;
		this.retrievers = retrievers;
		this.customizers = customizers;
		this.sharedAudiences = sharedAudiences;
		this.permissionMerge = permissionMerge;
		this.claimMapper = claimMapper;
	}

	// without a trace: nothing is logged or opened, and no bean of the application asked
	static void validate(Map<String, ProviderProperties> providers, List<String> sharedAudiences,
			KeyRetrievers retrievers, ProviderShorthand shorthand) {
		new ProviderRegistrations(PermissionMerge.UNION, null, new IdentityCustomizers(List.of()), sharedAudiences,
				retrievers, shorthand, false)
			.create(providers);
	}

	List<ProviderRegistration> create(Map<String, ProviderProperties> providers) {
		List<ProviderRegistration> registrations = new ArrayList<>();
		providers.forEach((name, properties) -> {
			try {
				registrations.add(create(name, properties));
			}
			catch (InvalidIdentifiablConfigurationException ex) {
				throw shorthand(name).translate(ex);
			}
		});
		return registrations;
	}

	private ProviderShorthand shorthand(String name) {
		return name.equals(ProviderSettings.DEFAULT_PROVIDER) ? this.shorthand : ProviderShorthand.NONE;
	}

	private ProviderRegistration create(String name, ProviderProperties properties) {
		String issuer = properties.getIssuer();
		if (!StringUtils.hasText(issuer)) {
			throw ConfigurationFailures.noIssuer(name);
		}
		claimIssuer(name, issuer);
		properties.getAdditionalIssuers().forEach((additional) -> claimIssuer(name, additional));
		List<String> audiences = properties.getAudiences().isEmpty() ? this.sharedAudiences : properties.getAudiences();
		Provider provider = provider(name, properties.getType(), issuer);
		requireBinding(name, provider, properties, audiences);
		if (this.binding) {
			warnOfAudiences(name, provider, properties, audiences);
		}
		ProviderTenants tenants = ProviderTenants.of(name, provider, properties);
		ProviderRegistration.Builder registration = ProviderRegistration.withIssuer(issuer)
			.additionalIssuers(properties.getAdditionalIssuers())
			.audiences(audiences)
			.allowedClientIds(properties.getAllowedClientIds())
			.allowedOrigins(properties.getAllowedOrigins())
			.allowedTenants(tenants.allowed())
			.provider(provider)
			.requireHttps(properties.isRequireHttps())
			.claimMapper(this.customizers
				.applyTo((this.claimMapper != null) ? this.claimMapper : mapping(name, provider, properties)));
		setKeys(name, properties, provider, registration);
		return registration.build();
	}

	private static void warnOfAudiences(String name, Provider provider, ProviderProperties properties,
			List<String> audiences) {
		String property = properties.getAudiences().isEmpty() ? "identifiabl.audiences"
				: "identifiabl.providers." + name + ".audiences";
		AudienceHints.find(provider, String.valueOf(properties.getIssuer()), audiences)
			.forEach((hint) -> logger.warn("Provider '" + name + "': " + hint + " The property is " + property + "."));
	}

	// what a token has to have been issued for, or to, so that not every token is good
	// here
	private static void requireBinding(String name, Provider provider, ProviderProperties properties,
			List<String> audiences) {
		boolean byClient = provider.getTokenBindings().contains(TokenBinding.CLIENT_ID);
		boolean byOrigin = provider.getTokenBindings().contains(TokenBinding.ORIGIN);
		if (!byClient && !properties.getAllowedClientIds().isEmpty()) {
			throw ConfigurationFailures.unusableProperty(name, "allowed-client-ids",
					"tokens of type '" + provider + "' are bound by their audience");
		}
		if (!byOrigin && !properties.getAllowedOrigins().isEmpty()) {
			throw ConfigurationFailures.unusableProperty(name, "allowed-origins",
					"tokens of type '" + provider + "' are bound by their audience");
		}
		boolean bound = !audiences.isEmpty() || !properties.getAllowedClientIds().isEmpty()
				|| !properties.getAllowedOrigins().isEmpty() || isOfOneApplication(provider, properties);
		if (!bound || audiences.stream().anyMatch(String::isBlank)) {
			throw ConfigurationFailures.noAudience(name, provider);
		}
	}

	private static boolean isOfOneApplication(Provider provider, ProviderProperties properties) {
		String jwkSetUri = properties.getJwkSetUri();
		return (StringUtils.hasText(jwkSetUri) && provider.isOfOneApplication(jwkSetUri)) || Stream
			.concat(Stream.of(String.valueOf(properties.getIssuer())), properties.getAdditionalIssuers().stream())
			.allMatch(provider::isOfOneApplication);
	}

	private void claimIssuer(String name, String issuer) {
		if (Issuer.normalize(issuer).isBlank() || issuer.contains(" ") || issuer.contains("?")
				|| issuer.contains("#")) {
			throw ConfigurationFailures.unusableIssuer(name, issuer);
		}
		// with and without the slash it would be one issuer in every identity
		String owner = this.claimedIssuers.put(Issuer.of(issuer), name);
		if (owner != null) {
			throw owner.equals(name) ? ConfigurationFailures.duplicateIssuer(name, issuer)
					: ConfigurationFailures.contestedIssuer(issuer, owner, name);
		}
	}

	private Provider provider(String name, @Nullable String type, String issuer) {
		if (StringUtils.hasText(type)) {
			return Providers.forName(type).orElseThrow(() -> ConfigurationFailures.unknownType(name, type));
		}
		Provider detected = Providers.forIssuer(issuer);
		if (!this.binding) {
			return detected;
		}
		String hint = "Provider '" + name + "' with issuer " + issuer + " has no type and is taken for '" + detected
				+ "'; say so with " + shorthand(name).translate("identifiabl.providers." + name + ".type=" + detected)
				+ " to make sure";
		if (detected == Providers.generic()) {
			logger.warn(hint);
		}
		else {
			logger.info(hint);
		}
		return detected;
	}

	private void setKeys(String name, ProviderProperties properties, Provider provider,
			ProviderRegistration.Builder registration) {
		try {
			if (!properties.getJwsAlgorithms().isEmpty()) {
				registration.jwsAlgorithms(properties.getJwsAlgorithms());
			}
		}
		catch (IllegalArgumentException ex) {
			throw ConfigurationFailures.unusableProperty(name, "jws-algorithms", String.valueOf(ex.getMessage()));
		}
		if (StringUtils.hasText(properties.getSslBundle())) {
			this.retrievers.requireBundle(name, properties.getSslBundle());
			if (this.binding) {
				registration.resourceRetriever(this.retrievers.get(name, properties.getSslBundle()));
			}
		}
		if (StringUtils.hasText(properties.getJwkSetUri())) {
			registration.jwkSetUri(address(name, properties, "jwk-set-uri", properties.getJwkSetUri()));
			return;
		}
		requireAddress(name, properties, provider, "issuer", String.valueOf(properties.getIssuer()));
		properties.getAdditionalIssuers()
			.forEach((issuer) -> requireAddress(name, properties, provider, "additional-issuers", issuer));
	}

	// keys are discovered from issuers, which have to be URLs then, unless the type knows
	// where they are
	private static void requireAddress(String name, ProviderProperties properties, Provider provider, String property,
			String issuer) {
		if (provider.getJwkSetUri(issuer).isEmpty()) {
			address(name, properties, property, issuer);
		}
	}

	private static URI address(String name, ProviderProperties properties, String property, String address) {
		URI uri = parse(address);
		if (uri == null || uri.getHost() == null || !IssuerLocations.isHttp(uri)) {
			throw ConfigurationFailures.unusableProperty(name, property,
					"'" + address + "' is not an http URL with a valid host");
		}
		if (properties.isRequireHttps() && !IssuerLocations.isSecure(uri)) {
			throw ConfigurationFailures.insecureAddress(name, property, address);
		}
		return uri;
	}

	private static @Nullable URI parse(String address) {
		try {
			return URI.create(IssuerLocations.withoutPlace(address));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private ClaimMapping mapping(String name, Provider provider, ProviderProperties properties) {
		ClaimMapping.Builder mapping = provider.getClaimMapping().toBuilder().permissionMerge(this.permissionMerge);
		String namespace = properties.getRolesNamespace();
		if (StringUtils.hasText(namespace)) {
			mapping.alsoRead(IdentityAttribute.ROLES, namespace + "roles")
				.alsoRead(IdentityAttribute.PLAN, namespace + "plan");
		}
		ClaimOverrides.apply(name, properties.getClaims(), mapping);
		readRolesOfClients(name, provider, properties.getClients(), mapping);
		return mapping.build();
	}

	// configured like the claims, hence in addition to them
	private static void readRolesOfClients(String name, Provider provider, List<String> clients,
			ClaimMapping.Builder mapping) {
		if (!clients.isEmpty() && !provider.getName().equals(KEYCLOAK)) {
			throw ConfigurationFailures.unusableProperty(name, "clients",
					"only tokens of type 'keycloak' have roles of clients, not those of type '" + provider + "'");
		}
		for (String client : clients) {
			if (client.isBlank()) {
				throw ConfigurationFailures.unusableProperty(name, "clients", "a client id must not be blank");
			}
			mapping.alsoRead(IdentityAttribute.ROLES, ClaimPath.of("resource_access", client, "roles"));
		}
	}

}
