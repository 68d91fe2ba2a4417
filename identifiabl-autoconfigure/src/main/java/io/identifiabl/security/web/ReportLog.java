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
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

import io.identifiabl.context.RequestContext;
import io.identifiabl.token.TokenRefusedException;

/**
 * Logs requests that go on although they would be refused, one line each as long as they
 * are few: what was expected, what came, and the trace that finds the record.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ReportLog {

	private static final String VERB = "Reported";

	private final RefusalLog lines = new RefusalLog(LogFactory.getLog(ReportModeFilter.class), System::nanoTime, VERB);

	void log(Problem problem, AuthenticationException refusal, HttpServletRequest request) {
		this.lines.log(problem, () -> line(problem, refusal, request));
	}

	private static String line(Problem problem, AuthenticationException refusal, HttpServletRequest request) {
		StringBuilder line = new StringBuilder(problem.describe(VERB, request));
		if (refusal.getCause() instanceof TokenRefusedException refused) {
			append(line, " for ", refused.getIssuer());
			append(line, "; ", refused.getReason());
		}
		RequestContext context = RequestContext.current();
		append(line, "; trace ", (context != null) ? context.getTraceId() : null);
		return line.append("; the application accepts it, and it goes on without an identity").toString();
	}

	private static void append(StringBuilder line, String label, @Nullable String text) {
		if (text != null) {
			line.append(label).append(text);
		}
	}

}
