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

package io.identifiabl.token;

import java.util.Collection;
import java.util.List;

import io.identifiabl.identity.TokenError;

/**
 * Is told of every verification, for figures and never for decisions. A token that is
 * remembered is not verified. Implementations must be thread-safe and fast, and must not
 * throw.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@FunctionalInterface
public interface VerificationListener {

	/**
	 * Stands for the issuer of a token that is from none of the trusted ones, or that
	 * could not be read that far.
	 */
	String UNKNOWN_ISSUER = "unknown";

	/**
	 * The outcome of a verification that found nothing wrong.
	 */
	String SUCCESS = "success";

	/**
	 * The outcome where a mapper or a customizer of the application failed.
	 */
	String INTERNAL_ERROR = "internal_error";

	/**
	 * Listens to nothing.
	 */
	VerificationListener NOOP = (issuer, outcome, nanoseconds) -> {
	};

	/**
	 * Return a listener that tells others.
	 * @param listeners the others, in order
	 * @return the listener
	 */
	static VerificationListener of(Collection<? extends VerificationListener> listeners) {
		List<VerificationListener> all = List.copyOf(listeners);
		return (all.size() == 1) ? all.get(0) : (issuer, outcome, nanoseconds) -> all
			.forEach((listener) -> listener.onVerification(issuer, outcome, nanoseconds));
	}

	/**
	 * Called after a verification, on the same thread.
	 * @param issuer the issuer exactly as configured, so that there are no more of them
	 * than in the configuration, or {@link #UNKNOWN_ISSUER}
	 * @param outcome {@link #SUCCESS}, the code of a {@link TokenError}, or
	 * {@link #INTERNAL_ERROR}
	 * @param nanoseconds how long it took, waiting for keys included
	 */
	void onVerification(String issuer, String outcome, long nanoseconds);

}
