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

package io.identifiabl.mcp;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The origins whose pages may call the endpoint, and the names it may be called by.
 * Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AllowedOrigins {

	private static final String ANY = "*";

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

	private final Set<String> origins = new LinkedHashSet<>();

	private final Set<String> hosts = new LinkedHashSet<>();

	private AllowedOrigins(Collection<String> origins, Collection<String> hosts) {
		origins.forEach((origin) -> this.origins.add(withoutSlash(origin.toLowerCase(Locale.ROOT))));
		hosts.forEach((host) -> this.hosts.add(normalize(host)));
	}

	// of a resource whose URL is not known, any name is as good as another
	static AllowedOrigins of(@Nullable String resource, Collection<String> origins, Collection<String> hosts) {
		AllowedOrigins allowed = new AllowedOrigins(origins, hosts);
		if (resource != null) {
			URI uri = URI.create(resource);
			allowed.origins.add((uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT));
			allowed.hosts.add(normalize(uri.getHost()));
		}
		else if (hosts.isEmpty()) {
			allowed.hosts.add(ANY);
		}
		allowed.hosts.addAll(LOOPBACK);
		return allowed;
	}

	private static String withoutSlash(String origin) {
		return origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
	}

	private static String normalize(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return (name.startsWith("[") && name.endsWith("]")) ? name.substring(1, name.length() - 1) : name;
	}

	boolean isOriginAllowed(String origin) {
		return this.origins.contains(ANY) || this.origins.contains(origin.toLowerCase(Locale.ROOT));
	}

	boolean isHostAllowed(@Nullable String host) {
		return this.hosts.contains(ANY) || (host != null && this.hosts.contains(normalize(host)));
	}

	// a token is sent by a script, never by the browser itself, so no credentials
	CorsConfiguration toCorsConfiguration() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.copyOf(this.origins));
		configuration
			.setAllowedMethods(List.of(HttpMethod.GET.name(), HttpMethod.POST.name(), HttpMethod.DELETE.name()));
		configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		configuration.setExposedHeaders(List.of(HttpHeaders.WWW_AUTHENTICATE, McpGateFilter.SESSION_ID));
		configuration.setMaxAge(3600L);
		return configuration;
	}

}
