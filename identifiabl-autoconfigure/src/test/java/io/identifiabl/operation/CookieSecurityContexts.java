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

package io.identifiabl.operation;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * A cookie that is as good as a session, in a test.
 *
 * @author Identifiabl Contributors
 */
@SuppressWarnings("deprecation")
final class CookieSecurityContexts implements SecurityContextRepository {

	@Override
	public SecurityContext loadContext(HttpRequestResponseHolder holder) {
		return load(holder.getRequest());
	}

	private static SecurityContext load(HttpServletRequest request) {
		SecurityContext context = new SecurityContextImpl();
		if (containsContextOf(request)) {
			context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated("alice", null, List.of()));
		}
		return context;
	}

	private static boolean containsContextOf(HttpServletRequest request) {
		return "user=alice".equals(request.getHeader("Cookie"));
	}

	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
		// nobody logs in
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		return containsContextOf(request);
	}

}
