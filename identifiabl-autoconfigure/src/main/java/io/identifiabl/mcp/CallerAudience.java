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

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

import io.identifiabl.security.token.CallerToken;

/**
 * For which resources the credentials of a caller were issued. Only a token says so: a
 * JWT wherever an application's converter has put it, or what an authorization server
 * answers about an opaque one. Of any other caller it is not known, and that is not taken
 * for consent, but explained once.
 *
 * @author Identifiabl Contributors
 */
final class CallerAudience {

	private static final Log logger = LogFactory.getLog(CallerAudience.class);

	private static final String AUDIENCE = "aud";

	// where an authorization server that knows no other audience names the resource of
	// RFC 8707
	private static final String RESOURCE = "resource";

	// names of classes, of which an application has a few
	private static final Set<String> explained = ConcurrentHashMap.newKeySet();

	private CallerAudience() {
	}

	static boolean includes(Authentication caller, String resource) {
		Map<String, Object> claims = CallerToken.claims(caller);
		if (claims == null || (!claims.containsKey(AUDIENCE) && !claims.containsKey(RESOURCE))) {
			explain(caller);
			return false;
		}
		return names(claims.get(claims.containsKey(AUDIENCE) ? AUDIENCE : RESOURCE), resource);
	}

	private static void explain(Authentication caller) {
		Object principal = caller.getPrincipal();
		String type = caller.getClass().getName() + " with "
				+ ((principal != null) ? "a principal of the type " + principal.getClass().getName() : "no principal");
		if (explained.add(type)) {
			logger.warn("A caller of the MCP endpoint is refused because it is not known for which resource it was "
					+ "authenticated: a " + type
					+ " has no audience. Let a converter keep the token (a JwtAuthenticationToken, or the Jwt as principal or credentials) and "
					+ "an introspector the claim aud, or remove the resource of the endpoint from the audiences. This "
					+ "is logged once for each type.");
		}
	}

	private static boolean names(@Nullable Object claim, String resource) {
		return resource.equals(claim) || (claim instanceof Collection<?> resources && resources.contains(resource));
	}

}
