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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The resources of an application: the application itself, and endpoints that are
 * resources of their own. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ProtectedResources {

	private final ProtectedResource main;

	private final List<Endpoint> endpoints;

	private ProtectedResources(ProtectedResource main, List<Endpoint> endpoints) {
		this.main = main;
		this.endpoints = endpoints;
	}

	/**
	 * Return the resources.
	 * @param main what the application is as a whole
	 * @param endpoints the endpoints that are resources of their own
	 * @return the resources
	 */
	public static ProtectedResources of(ProtectedResource main, List<ProtectedEndpoint> endpoints) {
		return new ProtectedResources(main, endpoints.stream().map(Endpoint::of).toList());
	}

	/**
	 * Return what the application is as a whole.
	 * @return the main resource
	 */
	public ProtectedResource getMain() {
		return this.main;
	}

	/**
	 * Return the resource that a request is for.
	 * @param request the request
	 * @return the resource
	 */
	public ProtectedResource find(HttpServletRequest request) {
		for (Endpoint endpoint : this.endpoints) {
			if (endpoint.matcher.matches(request)) {
				return endpoint.resource;
			}
		}
		return this.main;
	}

	// RFC 9728 section 3.1, and the root that clients fall back to
	@Nullable ProtectedResource findByMetadataPath(String path) {
		if (!path.startsWith(ProtectedResource.WELL_KNOWN_PATH)) {
			return null;
		}
		String suffix = path.substring(ProtectedResource.WELL_KNOWN_PATH.length());
		for (Endpoint endpoint : this.endpoints) {
			boolean root = suffix.isEmpty() && isMain(endpoint.resource);
			if (root || suffix.equals(endpoint.path) || isAt(endpoint.resource, suffix)) {
				return identified(endpoint.resource);
			}
		}
		return (suffix.isEmpty() || isAt(this.main, suffix)) ? identified(this.main) : null;
	}

	private boolean isMain(ProtectedResource resource) {
		return Objects.equals(resource.getIdentifier(), this.main.getIdentifier());
	}

	// the path of a whole origin is the root
	private boolean isAt(ProtectedResource resource, String suffix) {
		return !suffix.isEmpty() && suffix.equals(resource.getPath());
	}

	private static @Nullable ProtectedResource identified(ProtectedResource resource) {
		return (resource.getIdentifier() != null) ? resource : null;
	}

	void forEach(Consumer<ProtectedResource> action) {
		List<ProtectedResource> all = new ArrayList<>(List.of(this.main));
		this.endpoints.forEach((endpoint) -> all.add(endpoint.resource));
		all.forEach(action);
	}

	private record Endpoint(String path, RequestMatcher matcher, ProtectedResource resource) {

		static Endpoint of(ProtectedEndpoint endpoint) {
			return new Endpoint(endpoint.path(), endpoint.matcher(), endpoint.resource());
		}

	}

}
