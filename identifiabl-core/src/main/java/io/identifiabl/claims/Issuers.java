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

package io.identifiabl.claims;

import java.net.URI;
import java.util.Arrays;
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

	private Issuers() {
	}

	// Whether the host is one of the given ones, or below it where it starts with a dot.
	static Predicate<String> host(String... hosts) {
		return matching((host, path) -> Arrays.stream(hosts)
			.anyMatch((expected) -> expected.startsWith(".") ? host.endsWith(expected) : host.equals(expected)));
	}

	private static Predicate<String> matching(BiPredicate<String, String> hostAndPath) {
		return (issuer) -> {
			URI uri = parse(issuer);
			return uri != null && uri.getHost() != null
					&& hostAndPath.test(uri.getHost().toLowerCase(Locale.ROOT), uri.getPath());
		};
	}

	// the first segment of the issuer's path, empty if there is none
	static String firstPathSegment(String issuer) {
		URI uri = parse(issuer);
		if (uri == null || uri.getPath() == null || uri.getPath().length() < 2) {
			return "";
		}
		String path = uri.getPath();
		int end = path.indexOf('/', 1);
		return (end < 0) ? path.substring(1) : path.substring(1, end);
	}

	private static @Nullable URI parse(String issuer) {
		try {
			return URI.create(issuer);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
