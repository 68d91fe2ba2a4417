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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.identifiabl.context.RequestContext;
import io.identifiabl.token.TokenRefusedException;

/**
 * Logs why tokens are refused, for whoever operates the application: what was expected
 * and what came. At the level INFO that is one line a minute for each code and configured
 * issuer, at DEBUG one for each token, with what it says about itself. Callers are never
 * told. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class RefusalReasons {

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	private final Log logger;

	private final LongSupplier nanoTime;

	// codes and issuers are fixed, but any tenant's may be trusted
	private static final int MAX_KINDS = 1000;

	private final Map<String, Long> lines = new ConcurrentHashMap<>();

	RefusalReasons() {
		this(LogFactory.getLog(RefusalReasons.class), System::nanoTime);
	}

	RefusalReasons(Log logger, LongSupplier nanoTime) {
		this.logger = logger;
		this.nanoTime = nanoTime;
	}

	void log(Problem problem, TokenRefusedException refused) {
		if (this.logger.isDebugEnabled()) {
			String reason = refused.getReason();
			this.logger
				.debug(line(problem, refused) + "; " + ((reason != null) ? reason + "; " : "") + refused.getClaimed());
		}
		else if (this.logger.isInfoEnabled()) {
			String reason = isDue(kind(problem, refused)) ? refused.getReason() : null;
			if (reason != null && claim(kind(problem, refused))) {
				this.logger.info(line(problem, refused) + "; " + reason);
			}
		}
	}

	private String kind(Problem problem, TokenRefusedException refused) {
		String kind = problem.code() + ' ' + refused.getIssuer();
		return (this.lines.size() < MAX_KINDS || this.lines.containsKey(kind)) ? kind : problem.code();
	}

	private boolean isDue(String kind) {
		Long last = this.lines.get(kind);
		return last == null || this.nanoTime.getAsLong() - last >= MINUTE;
	}

	// whether no other thread has said it meanwhile
	private boolean claim(String kind) {
		long now = this.nanoTime.getAsLong();
		Long last = this.lines.get(kind);
		if (last != null && now - last < MINUTE) {
			return false;
		}
		return (last != null) ? this.lines.replace(kind, last, now) : this.lines.putIfAbsent(kind, now) == null;
	}

	private static String line(Problem problem, TokenRefusedException refused) {
		String issuer = refused.getIssuer();
		String trace = trace();
		return problem.status() + " " + problem.code() + ((issuer != null) ? " for " + issuer : "")
				+ ((trace != null) ? ", trace " + trace : "");
	}

	// the one that the body of the answer gives
	private static @Nullable String trace() {
		RequestContext context = RequestContext.current();
		return (context != null) ? context.getTraceId() : null;
	}

}
