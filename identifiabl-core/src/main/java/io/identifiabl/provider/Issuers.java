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

package io.identifiabl.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes the issuers of providers by host and path.
 *
 * @author Identifiabl Contributors
 */
final class Issuers {

	private static final int HTTPS_PORT = 443;

	private Issuers() {
	}

	// Whether the host is one of the given ones, or below it where it starts with a dot.
	static Predicate<String> host(String... hosts) {
		return matching((host, path) -> Arrays.stream(hosts)
			.anyMatch((expected) -> expected.startsWith(".") ? host.endsWith(expected) : host.equals(expected)));
	}

	// Whether the host is one of the given ones, and the issuer cannot be anybody else:
	// over
	// TLS, at the usual port.
	static Predicate<String> trustedHost(String... hosts) {
		return host(hosts).and((issuer) -> {
			URI uri = parse(issuer);
			return uri != null && "https".equalsIgnoreCase(uri.getScheme())
					&& (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT);
		});
	}

	// Whether the host is one label between the prefix and the suffix, say a region.
	static Predicate<String> hostBetween(String prefix, String suffix) {
		return matching((host, path) -> {
			int end = host.length() - suffix.length();
			return host.startsWith(prefix) && host.endsWith(suffix) && end > prefix.length()
					&& host.indexOf('.', prefix.length()) == end;
		});
	}

	static Predicate<String> hostStartsWith(String prefix) {
		return matching((host, path) -> host.startsWith(prefix));
	}

	static Predicate<String> pathIs(String expected) {
		return matching((host, path) -> path.equals(expected) || path.equals(expected + "/"));
	}

	static Predicate<String> pathEndsWith(String suffix) {
		return matching((host, path) -> path.endsWith(suffix));
	}

	// Whether the path has that segment and another one after it.
	static Predicate<String> pathContains(String segment) {
		String infix = "/" + segment + "/";
		return matching((host, path) -> path.contains(infix) && !path.endsWith(infix));
	}

	private static Predicate<String> matching(BiPredicate<String, String> hostAndPath) {
		return (issuer) -> {
			URI uri = parse(issuer);
			return uri != null && uri.getHost() != null && uri.getPath() != null
					&& hostAndPath.test(uri.getHost().toLowerCase(Locale.ROOT), uri.getPath());
		};
	}

	// the first segment of the issuer's path, empty if there is none
	static String firstPathSegment(String issuer) {
		List<String> segments = pathSegments(issuer);
		return segments.isEmpty() ? "" : segments.get(0);
	}

	// the segments of the issuer's path
	static List<String> pathSegments(String issuer) {
		URI uri = parse(issuer);
		if (uri == null || uri.getPath() == null || uri.getPath().length() < 2) {
			return List.of();
		}
		return List.of(uri.getPath().substring(1).split("/"));
	}

	private static @Nullable URI parse(String issuer) {
		try {
			// no URI could have a place for the tenant
			return URI.create(issuer.replace("{tenantid}", "common"));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
