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

package io.identifiabl.security.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Scopes;
import io.identifiabl.keys.IssuerLocations;

/**
 * The protected resource as its metadata describes it (RFC 9728): its identifier comes
 * from the configuration, never from a request.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ProtectedResource {

	/**
	 * The path below which the metadata of resources is published.
	 */
	public static final String WELL_KNOWN_PATH = "/.well-known/oauth-protected-resource";

	private final @Nullable String identifier;

	private final List<String> authorizationServers;

	private final Scopes scopes;

	private final Supplier<Scopes> supportedScopes;

	private final Map<String, String> descriptions;

	private final @Nullable String metadataUri;

	private final String path;

	private ProtectedResource(@Nullable String identifier, List<String> authorizationServers, Scopes scopes,
			Supplier<Scopes> supportedScopes, Map<String, String> descriptions) {
		URI uri = (identifier != null) ? URI.create(identifier) : null;
		this.identifier = identifier;
		this.authorizationServers = List.copyOf(authorizationServers);
		this.scopes = scopes;
		this.supportedScopes = supportedScopes;
		this.descriptions = descriptions;
		this.path = (uri != null && !"/".equals(uri.getRawPath())) ? uri.getRawPath() : "";
		this.metadataUri = (uri != null) ? uri.getScheme() + "://" + uri.getRawAuthority() + WELL_KNOWN_PATH + this.path
				: null;
	}

	/**
	 * Return the resource with an identifier.
	 * @param identifier the resource's URL
	 * @param issuers the trusted issuers, preferred first; those that are URLs become the
	 * authorization servers, with Entra's {@code common} in the place for a tenant
	 * @return the resource
	 * @throws IllegalArgumentException if the identifier is not a URI
	 */
	public static ProtectedResource of(String identifier, List<String> issuers) {
		return new ProtectedResource(identifier,
				issuers.stream().filter(ProtectedResource::isUrl).map(IssuerLocations::withoutPlace).toList(),
				Scopes.none(), Scopes::none, Map.of());
	}

	private static boolean isUrl(String issuer) {
		return issuer.startsWith("https://") || issuer.startsWith("http://");
	}

	/**
	 * Return a resource whose URL is not known, so that it has no metadata.
	 * @return the resource
	 */
	public static ProtectedResource unidentified() {
		return new ProtectedResource(null, List.of(), Scopes.none(), Scopes::none, Map.of());
	}

	/**
	 * Return this resource with scopes that clients are advised to ask for.
	 * @param scopes the scopes for basic use: the scope of a challenge for a request
	 * without a token
	 * @return the resource
	 */
	public ProtectedResource withScopes(Scopes scopes) {
		return new ProtectedResource(this.identifier, this.authorizationServers, scopes, this.supportedScopes,
				this.descriptions);
	}

	/**
	 * Return this resource with scopes that its metadata lists.
	 * @param supportedScopes the value of {@code scopes_supported}, which may change
	 * while the application runs
	 * @return the resource
	 */
	public ProtectedResource withSupportedScopes(Supplier<Scopes> supportedScopes) {
		return new ProtectedResource(this.identifier, this.authorizationServers, this.scopes, supportedScopes,
				this.descriptions);
	}

	/**
	 * Return this resource with descriptions for humans.
	 * @param descriptions metadata members such as {@code resource_name} (RFC 9728
	 * section 2) and their values
	 * @return the resource
	 */
	public ProtectedResource withDescriptions(Map<String, String> descriptions) {
		return new ProtectedResource(this.identifier, this.authorizationServers, this.scopes, this.supportedScopes,
				Map.copyOf(descriptions));
	}

	/**
	 * Return the resource's identifier.
	 * @return its URL, {@code null} if it is not known
	 */
	public @Nullable String getIdentifier() {
		return this.identifier;
	}

	/**
	 * Return the scopes that clients are advised to ask for.
	 * @return the scopes for basic use
	 */
	public Scopes getScopes() {
		return this.scopes;
	}

	// what scopes_supported lists at this moment
	Scopes getSupportedScopes() {
		return this.supportedScopes.get();
	}

	/**
	 * Return where the resource is described.
	 * @return the URL of its metadata, {@code null} if the resource is not known
	 */
	public @Nullable String getMetadataUri() {
		return this.metadataUri;
	}

	List<String> getAuthorizationServers() {
		return this.authorizationServers;
	}

	Map<String, String> getDescriptions() {
		return this.descriptions;
	}

	// of the URL, empty for a whole origin
	String getPath() {
		return this.path;
	}

}
