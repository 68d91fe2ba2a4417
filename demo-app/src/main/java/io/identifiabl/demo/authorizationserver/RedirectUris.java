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

package io.identifiabl.demo.authorizationserver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a client may have codes sent to: to its own host over TLS, or to the user's own
 * machine (RFC 8252 section 7.3).
 *
 * @author Identifiabl Contributors
 */
final class RedirectUris {

	private static final String LOCALHOST = "localhost";

	private static final Set<String> LOOPBACK = Set.of(LOCALHOST, "127.0.0.1", "[::1]");

	private RedirectUris() {
	}

	/**
	 * Return whether a client may register the URI.
	 * @param value the URI
	 * @return whether it is one of HTTPS, or one of HTTP on a loopback interface
	 */
	static boolean isAllowed(String value) {
		URI uri = parse(value);
		return uri != null && ("https".equals(uri.getScheme())
				|| ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
	}

	static boolean isLoopback(URI uri) {
		return LOOPBACK.contains(uri.getHost());
	}

	/**
	 * Return whether both are the same URI on {@code localhost}, on whatever port. Spring
	 * Security ignores the port of loopback addresses, and native clients use the name
	 * just as much.
	 * @param requested the URI of an authorization request
	 * @param registered a URI of the client
	 * @return whether the client may have a code sent to the requested one
	 */
	static boolean isSameOnLocalhost(String requested, String registered) {
		URI one = parse(requested);
		URI other = parse(registered);
		return one != null && other != null && isOnLocalhost(one) && isOnLocalhost(other)
				&& Objects.equals(one.getRawPath(), other.getRawPath())
				&& Objects.equals(one.getRawQuery(), other.getRawQuery());
	}

	private static boolean isOnLocalhost(URI uri) {
		return "http".equals(uri.getScheme()) && LOCALHOST.equals(uri.getHost());
	}

	// strict, since browsers, Java and Spring disagree about everything that is not
	private static @Nullable URI parse(String value) {
		try {
			URI uri = new URI(value);
			return (uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
