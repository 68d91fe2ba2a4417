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

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.resource.OAuth2ProtectedResourceMetadata;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Publishes the metadata of the configured resource (RFC 9728) and of no other. Left
 * alone, Spring Security's filter describes whatever resource a path and a {@code Host}
 * header name, without its authorization servers, and claims that tokens are bound to
 * certificates.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ResourceMetadataFilter extends OncePerRequestFilter {

	// the same paths as Spring Security's, so that none of them gets to it
	private final RequestMatcher requestMatcher = PathPatternRequestMatcher.withDefaults()
		.matcher(HttpMethod.GET, ProtectedResource.WELL_KNOWN_PATH + "/**");

	private final Map<ProtectedResource, OAuth2ProtectedResourceMetadataFilter> documents = new HashMap<>();

	private final ProtectedResources resources;

	private final boolean refusesOthers;

	private ResourceMetadataFilter(ProtectedResources resources, boolean refusesOthers) {
		this.resources = resources;
		this.refusesOthers = refusesOthers;
		resources.forEach((resource) -> this.documents.put(resource, document(resource)));
	}

	// for a filter chain, whose own metadata filter would describe anything
	static ResourceMetadataFilter exclusive(ProtectedResources resources) {
		return new ResourceMetadataFilter(resources, true);
	}

	/**
	 * Create a filter for the container, since a challenge of any chain points to paths
	 * that may belong to another one.
	 * @param resources the resources to describe
	 * @return the filter; it lets requests for anything else pass
	 */
	public static ResourceMetadataFilter shared(ProtectedResources resources) {
		return new ResourceMetadataFilter(resources, false);
	}

	private static OAuth2ProtectedResourceMetadataFilter document(ProtectedResource resource) {
		OAuth2ProtectedResourceMetadataFilter document = new OAuth2ProtectedResourceMetadataFilter();
		document.setProtectedResourceMetadataCustomizer((builder) -> describe(resource, builder));
		return document;
	}

	private static void describe(ProtectedResource resource, OAuth2ProtectedResourceMetadata.Builder document) {
		String identifier = resource.getIdentifier();
		if (identifier != null) {
			document.resource(identifier)
				.claims((claims) -> claims.remove("tls_client_certificate_bound_access_tokens"));
			resource.getAuthorizationServers().forEach(document::authorizationServer);
			resource.getSupportedScopes().forEach(document::scope);
			resource.getDescriptions().forEach(document::claim);
		}
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		if (!this.requestMatcher.matches(request)) {
			chain.doFilter(request, response);
			return;
		}
		ProtectedResource resource = this.resources.findByMetadataPath(path);
		OAuth2ProtectedResourceMetadataFilter document = (resource != null) ? this.documents.get(resource) : null;
		if (document != null) {
			document.doFilter(request, response, chain);
		}
		else if (this.refusesOthers) {
			response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
