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

package io.identifiabl.security.context;

import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The headers that tell an application who calls. Only the identity layer may set them,
 * so they are removed from every request, and each name is logged once. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class IdentityHeaders {

	/**
	 * What is always removed, since this library or the services around it give it a
	 * meaning.
	 */
	static final List<String> ALWAYS = List.of("x-user-id", "x-user-uid", "x-user-email", "x-user-roles",
			"x-user-scopes", "x-org-id", "x-tenant", "x-principal-key", "x-identity", "x-gateway-sig",
			"identity-context", "txn-token");

	private static final String TRAILERS_MAY_FOLLOW = "transfer-encoding";

	private final Log logger = LogFactory.getLog(getClass());

	private final HeaderNames removed;

	private final HeaderNames noticed;

	private final Set<String> logged = ConcurrentHashMap.newKeySet();

	/**
	 * Create the headers to remove.
	 * @param further names of headers to remove in addition, in any spelling
	 */
	IdentityHeaders(Collection<String> further) {
		List<String> all = Stream.concat(ALWAYS.stream(), further.stream()).toList();
		this.removed = new HeaderNames(all);
		this.noticed = new HeaderNames(Stream.concat(all.stream(), Stream.of(TRAILERS_MAY_FOLLOW)).toList());
	}

	/**
	 * Return a request as the application may see it.
	 * @param request the request
	 * @param response its response
	 * @return a request without these headers, the request itself if it cannot have any
	 */
	HttpServletRequest removeFrom(HttpServletRequest request, ServletResponse response) {
		return mayHaveAny(request) ? new StrippedRequest(request, response, this) : request;
	}

	private boolean mayHaveAny(HttpServletRequest request) {
		Enumeration<String> names = request.getHeaderNames();
		// HTTP/2 does not announce trailers
		boolean any = names == null || !request.getProtocol().startsWith("HTTP/1.");
		while (names != null && names.hasMoreElements()) {
			String name = names.nextElement();
			if (this.noticed.contains(name)) {
				any = true;
				removes(name);
			}
		}
		return any;
	}

	/**
	 * Return whether a header is hidden from the application.
	 * @param name a name in any spelling
	 * @return whether it is
	 */
	boolean contain(String name) {
		return this.removed.contains(name);
	}

	/**
	 * Return whether a header that came with a request is hidden from the application,
	 * and log that it was removed if this is the first one of its name.
	 * @param name the name that the client sent, in any spelling
	 * @return whether it is hidden
	 */
	boolean removes(String name) {
		boolean removes = contain(name);
		// the names are those of the configuration, so neither many nor a caller's text
		if (removes && this.logged.add(HeaderNames.normalize(name))) {
			this.logger.warn("The header " + HeaderNames.normalize(name) + " of a request was removed. It says who "
					+ "calls, which a client must not tell the application; use @CurrentIdentity or IdentityHolder. "
					+ "This is logged once for each name.");
		}
		return removes;
	}

}
