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

import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches what needs no token: a public path, whatever a request for one is dispatched to
 * while it is answered, and the error pages that a filter of Spring Boot forwards to in a
 * WAR.
 * <p>
 * What a public path forwards to stays closed to those who ask for it directly, and so
 * does what a filter in front of Spring Security forwards to. The verdict about a request
 * is kept in the request as an object that only this class has, so that nothing a caller
 * sends can be taken for it.
 *
 * @author Identifiabl Contributors
 */
final class PublicRequests implements RequestMatcher {

	private static final String VERDICT = PublicRequests.class.getName() + ".VERDICT";

	private final RequestMatcher paths;

	PublicRequests(PathPatternRequestMatcher.Builder builder, List<String> patterns) {
		List<RequestMatcher> matchers = patterns.stream().<RequestMatcher>map(builder::matcher).toList();
		this.paths = matchers.isEmpty() ? (request) -> false : new OrRequestMatcher(matchers);
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		if (isErrorPageOfWar(request)) {
			return true;
		}
		boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
		Object earlier = request.getAttribute(VERDICT);
		if (!first && earlier == Verdict.PUBLIC) {
			return true;
		}
		boolean matched = this.paths.matches(request);
		if (first || earlier == null) {
			request.setAttribute(VERDICT, matched ? Verdict.PUBLIC : Verdict.PROTECTED);
		}
		return matched;
	}

	// a container dispatches to the page itself, which is a rule of its own
	private static boolean isErrorPageOfWar(HttpServletRequest request) {
		return request.getDispatcherType() == DispatcherType.FORWARD
				&& request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
	}

	/**
	 * What was found when the request came in.
	 */
	private enum Verdict {

		PUBLIC, PROTECTED

	}

}
