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

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The documents by which an authorization server describes itself (RFC 8414, OpenID
 * Connect Discovery). Clients of earlier revisions of MCP look for them at the host of
 * the resource, and take anything but a 404 for one that is there.
 *
 * @author Identifiabl Contributors
 */
final class AuthorizationServerMetadata {

	private static final RequestMatcher MATCHER = new OrRequestMatcher(
			matcher("/.well-known/oauth-authorization-server/**"), matcher("/.well-known/openid-configuration/**"),
			matcher("/{path}/.well-known/openid-configuration"),
			matcher("/{path}/{rest}/.well-known/openid-configuration"));

	private AuthorizationServerMetadata() {
	}

	private static RequestMatcher matcher(String path) {
		return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
	}

	static boolean isAskedFor(HttpServletRequest request) {
		return MATCHER.matches(request);
	}

}
