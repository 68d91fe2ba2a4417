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

package io.identifiabl.autoconfigure;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.provider.TokenBinding;

/**
 * The ways in which a configuration can be wrong, each with what to write instead.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ConfigurationFailures {

	private ConfigurationFailures() {
	}

	public static InvalidIdentifiablConfigurationException noIssuer() {
		return failure("No identity provider is configured, so that no token could be verified.", """
				Say whose tokens to trust, and for which audience they have to be:

				identifiabl:
				  issuer: https://your-tenant.example.com/
				  audiences: https://your-api

				An application that brings a JwtDecoder or an OpaqueTokenIntrospector of its own needs no issuer. \
				Set identifiabl.enabled=false to go without the identity layer.""");
	}

	public static InvalidIdentifiablConfigurationException noIssuer(String provider) {
		return failure("Provider '" + provider + "' has no issuer.",
				"Set identifiabl.providers." + provider + ".issuer to the value of the iss claim in its tokens.");
	}

	public static InvalidIdentifiablConfigurationException noIssuerOfBoot() {
		return failure(
				"spring.security.oauth2.resourceserver.jwt.jwk-set-uri is set without an issuer, so that a token of "
						+ "anybody with a key in that set would be good here.",
				"Set spring.security.oauth2.resourceserver.jwt.issuer-uri to the value of the iss claim in the tokens. "
						+ "Keys still come from the jwk-set-uri.");
	}

	public static InvalidIdentifiablConfigurationException noAudience(String provider, Provider type) {
		String prefix = "identifiabl.providers." + provider;
		Set<TokenBinding> bindings = type.getTokenBindings();
		String action = "Set identifiabl.audiences (or " + prefix
				+ ".audiences) to the value of the aud claim in tokens for this API."
				+ (bindings.contains(TokenBinding.CLIENT_ID)
						? " Tokens without an aud claim need " + prefix + ".allowed-client-ids." : "")
				+ (bindings.contains(TokenBinding.ORIGIN)
						? " Session tokens without an aud claim need " + prefix + ".allowed-origins." : "")
				+ (bindings.contains(TokenBinding.ISSUER) ? " Session tokens without an aud claim need an issuer or "
						+ prefix + ".jwk-set-uri with the id of the one project or client they are for." : "");
		return failure("Provider '" + provider
				+ "' has no audience, so that a token it issued for any other API would be good here.", action);
	}

	public static InvalidIdentifiablConfigurationException noTenants(String provider) {
		return failure(
				"Provider '" + provider + "': the issuer has a place for the tenant but no tenant is allowed; users of "
						+ "every tenant there is could get a token that is good here.",
				"List the ids of the tenants in identifiabl.providers." + provider
						+ ".allowed-tenants, or set it to \"*\" if users of any tenant may call this application.");
	}

	public static InvalidIdentifiablConfigurationException shorthandAndDefaultProvider(boolean typed) {
		return failure("Both identifiabl.issuer and identifiabl.providers.default are set, but they are the same.",
				"Remove identifiabl.issuer and set identifiabl.providers.default.issuer." + (typed
						? " Remove identifiabl.type as well and set identifiabl.providers.default.type." : ""));
	}

	public static InvalidIdentifiablConfigurationException typeWithoutIssuer(List<String> providers) {
		return failure(
				"identifiabl.type is set without identifiabl.issuer, and belongs to none of the providers "
						+ String.join(", ", providers) + ".",
				"Remove identifiabl.type and set " + providers.stream()
					.map((provider) -> "identifiabl.providers." + provider + ".type")
					.collect(Collectors.joining(" or ")) + ".");
	}

	public static InvalidIdentifiablConfigurationException insecureAddress(String provider, String property,
			String address) {
		return failure("Provider '" + provider + "': " + property + " '" + address
				+ "' is neither https nor on a loopback address, so that anybody on the way could replace its keys.",
				"Use https. For a provider inside the cluster, set identifiabl.providers." + provider
						+ ".require-https=false.");
	}

	public static InvalidIdentifiablConfigurationException unusableIssuer(String provider, String issuer) {
		return failure(
				"Provider '" + provider + "': issuer '" + issuer
						+ "' is not usable: an issuer has no blanks, no query and no fragment (RFC 8414).",
				"Set identifiabl.providers." + provider
						+ ".issuer to the value of the iss claim in the provider's tokens.");
	}

	public static InvalidIdentifiablConfigurationException unknownType(String provider, String type) {
		String types = Providers.all().stream().map(Provider::getName).collect(Collectors.joining(", "));
		return failure("Provider '" + provider + "' has the unknown type '" + type + "'.",
				"Set identifiabl.providers." + provider + ".type to one of: " + types + ".");
	}

	public static InvalidIdentifiablConfigurationException unusableProperty(String provider, String property,
			String reason) {
		return failure("Provider '" + provider + "': " + property + " is not usable: " + reason + ".",
				"Correct identifiabl.providers." + provider + "." + property + ".");
	}

	public static InvalidIdentifiablConfigurationException duplicateIssuer(String provider, String issuer) {
		return failure("Provider '" + provider + "' lists the issuer '" + issuer + "' twice.",
				"Remove one of them from identifiabl.providers." + provider + ".");
	}

	public static InvalidIdentifiablConfigurationException contestedIssuer(String issuer, String provider,
			String other) {
		return failure(
				"The providers '" + provider + "' and '" + other + "' both claim the issuer '" + issuer
						+ "', so that it is undecided how its tokens are to be read.",
				"Leave the issuer with one of identifiabl.providers." + provider + " and identifiabl.providers." + other
						+ ".");
	}

	public static InvalidIdentifiablConfigurationException unusableResource(String property, String resource) {
		return failure(
				property + " '" + resource
						+ "' is not the URL of a resource server: it must be https (or http on a loopback address), "
						+ "without query and fragment (RFC 9728).",
				"Set " + property + " to the URL under which clients call it, for example https://api.example.com"
						+ (property.endsWith(".mcp.resource") ? "/mcp" : "") + ".");
	}

	public static InvalidIdentifiablConfigurationException unusableScopeHierarchy(String reason) {
		return failure("identifiabl.scopes.hierarchy is not usable: " + reason + ".",
				"Write chains in which every scope implies those to its right, for example "
						+ "\"admin > memories:write > memories:read\".");
	}

	/**
	 * Apply one property to settings.
	 * @param <S> the type of the settings
	 * @param <V> the type of the value
	 * @param settings the settings
	 * @param property the name of the property
	 * @param value its value
	 * @param with makes settings with that value
	 * @return the settings with the value
	 */
	public static <S, V> S apply(S settings, String property, V value, BiFunction<S, V, S> with) {
		try {
			return with.apply(settings, value);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw failure(property + " '" + value + "' is not usable: " + ex.getMessage() + ".",
					"Correct " + property + ".");
		}
	}

	public static InvalidIdentifiablConfigurationException unusableSignatureProvider(String name) {
		return failure(
				"identifiabl.token.signature-provider '" + name
						+ "' is not a JCA provider of this JVM that verifies RSA signatures.",
				"Install it, or for AmazonCorrettoCryptoProvider add the dependency "
						+ "software.amazon.cryptools:AmazonCorrettoCryptoProvider with the classifier of the platform, "
						+ "for example linux-x86_64. Without the property the platform's own providers are used.");
	}

	public static InvalidIdentifiablConfigurationException unknownSslBundle(String provider, String bundle,
			List<String> known) {
		return failure(
				"Provider '" + provider + "': there is no SSL bundle '" + bundle + "'"
						+ (known.isEmpty() ? "." : ", only " + String.join(", ", known) + "."),
				"Configure spring.ssl.bundle.pem." + bundle + " (or .jks), or correct identifiabl.providers." + provider
						+ ".ssl-bundle.");
	}

	public static InvalidIdentifiablConfigurationException sslBundleWithOwnRetriever(String provider) {
		return failure(
				"Provider '" + provider
						+ "' has an ssl-bundle, which would do nothing, since the application fetches keys with a "
						+ "ResourceRetriever bean of its own.",
				"Remove identifiabl.providers." + provider
						+ ".ssl-bundle and have the ResourceRetriever trust the provider, or remove that bean.");
	}

	public static InvalidIdentifiablConfigurationException operatorTenantsWithoutIssuers() {
		return failure(
				"identifiabl.operator-tenants is set without identifiabl.operator-issuers, but there are several "
						+ "providers or issuers, and any of them could name a tenant like that.",
				"Set identifiabl.operator-issuers to the issuer of these tenants.");
	}

	public static InvalidIdentifiablConfigurationException contradictoryOperators() {
		return failure("identifiabl.audit.operator-issuers, which is deprecated, names other issuers than "
				+ "identifiabl.operator-issuers.", "Remove identifiabl.audit.operator-issuers.");
	}

	public static InvalidIdentifiablConfigurationException unusableOperators(String reason) {
		return failure("identifiabl.operator-issuers and identifiabl.operator-tenants are not usable: " + reason + ".",
				"List issuers as in the iss claim of tokens, and tenants as in their claims.");
	}

	public static InvalidIdentifiablConfigurationException unusableReportPeriod(@Nullable LocalDate until,
			LocalDate today, LocalDate latest) {
		String state = (until != null)
				? "identifiabl.web.report-until " + until
						+ (until.isBefore(today) ? " has passed." : " is more than 90 days ahead.")
				: "identifiabl.web.mode is report, and nothing says until when.";
		return failure(state, "Set identifiabl.web.report-until to a day between " + today + " and " + latest
				+ ", or identifiabl.web.mode=enforce.");
	}

	public static InvalidIdentifiablConfigurationException reportModeWithoutProvider() {
		return failure(
				"identifiabl.web.mode is report, but no identity provider is configured, so that there would be "
						+ "nothing to report.",
				"Set identifiabl.issuer and identifiabl.audiences to what tokens for this API have, or remove "
						+ "identifiabl.web.mode.");
	}

	public static InvalidIdentifiablConfigurationException reportModeWithoutChain() {
		return failure(
				"identifiabl.web.mode is report, but the application has no SecurityFilterChain of its own that "
						+ "could accept a request.",
				"Set identifiabl.web.mode=enforce: the filter chain of this library has no caller yet whom it could "
						+ "lock out.");
	}

	public static InvalidIdentifiablConfigurationException reportModeWithoutDecoder() {
		return failure(
				"identifiabl.web.mode is report, but the application has no JwtDecoder of its own that could accept "
						+ "a token.",
				"Keep its JwtDecoder bean, or spring.security.oauth2.resourceserver.jwt.issuer-uri from which Spring "
						+ "Boot makes one; otherwise set identifiabl.web.mode=enforce.");
	}

	public static InvalidIdentifiablConfigurationException reportModeWithResolver(String bean) {
		return failure(
				"identifiabl.web.mode is report, but the IdentityResolver '" + bean
						+ "' of the application would give identities to callers whose tokens are not verified.",
				"Remove that bean while refusals are only reported, or set identifiabl.web.mode=enforce.");
	}

	private static InvalidIdentifiablConfigurationException failure(String description, String action) {
		return new InvalidIdentifiablConfigurationException(description, action);
	}

}
