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

package io.identifiabl.keys;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Issuer;

/**
 * The well-known locations of an issuer's metadata and the rules for addresses.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IssuerLocations {

	/**
	 * The place for a tenant in the name of an issuer.
	 */
	public static final String TENANT = Issuer.TENANT;

	private IssuerLocations() {
	}

	/**
	 * Return an issuer without a place for the tenant: with {@code common} in it, under
	 * which Entra ID has what all tenants share.
	 * @param issuer the issuer
	 * @return the issuer, unchanged if it has no such place
	 */
	public static String withoutPlace(String issuer) {
		return issuer.replace(TENANT, "common");
	}

	/**
	 * Return the address of an issuer.
	 * @param issuer the issuer, which may have a place for the tenant
	 * @return the address, without a slash at its end
	 * @throws IllegalArgumentException if the issuer is not a URL
	 */
	public static URI address(String issuer) {
		String address = withoutPlace(issuer);
		return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
	}

	// OpenID Connect Discovery section 4, then both readings of RFC 8414 section 3.1
	static List<URI> metadata(String issuer) {
		URI uri = address(issuer);
		String base = uri.toString();
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		String origin = base.substring(0, base.length() - path.length());
		return Stream
			.of(base + "/.well-known/openid-configuration", origin + "/.well-known/openid-configuration" + path,
					origin + "/.well-known/oauth-authorization-server" + path)
			.distinct()
			.map(URI::create)
			.toList();
	}

	/**
	 * Whether an address is one that HTTP reaches.
	 * @param address the address
	 * @return whether its scheme is {@code http} or {@code https}
	 */
	public static boolean isHttp(URI address) {
		return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
	}

	/**
	 * Whether keys may be fetched from an address: over TLS, or without it from this very
	 * machine.
	 * @param address the address
	 * @return whether it is {@code https}, or {@code http} on a loopback host
	 */
	public static boolean isSecure(URI address) {
		return "https".equalsIgnoreCase(address.getScheme())
				|| ("http".equalsIgnoreCase(address.getScheme()) && isLoopback(address.getHost()));
	}

	private static boolean isLoopback(@Nullable String host) {
		if (host == null) {
			return false;
		}
		return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
	}

}
