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

import org.jspecify.annotations.Nullable;

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

	private final @Nullable String metadataUri;

	private final String path;

	private ProtectedResource(@Nullable String identifier, List<String> authorizationServers) {
		URI uri = (identifier != null) ? URI.create(identifier) : null;
		this.identifier = identifier;
		this.authorizationServers = List.copyOf(authorizationServers);
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
				issuers.stream().filter(ProtectedResource::isUrl).map(IssuerLocations::withoutPlace).toList());
	}

	private static boolean isUrl(String issuer) {
		return issuer.startsWith("https://") || issuer.startsWith("http://");
	}

	/**
	 * Return a resource whose URL is not known, so that it has no metadata.
	 * @return the resource
	 */
	public static ProtectedResource unidentified() {
		return new ProtectedResource(null, List.of());
	}

	/**
	 * Return the resource's identifier.
	 * @return its URL, {@code null} if it is not known
	 */
	public @Nullable String getIdentifier() {
		return this.identifier;
	}

	List<String> getAuthorizationServers() {
		return this.authorizationServers;
	}

	@Nullable String getMetadataUri() {
		return this.metadataUri;
	}

	// RFC 9728 section 3.1, and the root that clients fall back to
	boolean hasMetadataAt(String requestPath) {
		return this.metadataUri != null
				&& (requestPath.equals(WELL_KNOWN_PATH) || requestPath.equals(WELL_KNOWN_PATH + this.path));
	}

}
