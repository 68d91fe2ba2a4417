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

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;

import io.identifiabl.security.authorization.ScopeAuthorizationDecision;
import io.identifiabl.security.web.RequiredScopes;

/**
 * Describes denials, by the decision or by the exception that was thrown for it.
 *
 * @author Identifiabl Contributors
 */
final class Denials {

	private static final int MAX_CAUSES = 16;

	private Denials() {
	}

	/**
	 * Tell the record what the operation ended with, if that was a denial.
	 * @param record the record
	 * @param failure what was thrown
	 */
	static void ended(OperationRecord record, Throwable failure) {
		OperationDecision denial = find(failure);
		if (denial != null) {
			record.endedBy(denial);
		}
	}

	/**
	 * Return the denial that an operation ended with.
	 * @param failure what was thrown
	 * @return the denial, {@code null} if something else went wrong
	 */
	private static @Nullable OperationDecision find(Throwable failure) {
		Throwable cause = failure;
		for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
			if (cause instanceof AuthorizationDeniedException denied) {
				return decision("method", null, denied.getAuthorizationResult());
			}
			if (cause instanceof AccessDeniedException) {
				return new OperationDecision("method", null, false, "access_denied", List.of(), List.of());
			}
			cause = cause.getCause();
		}
		return null;
	}

	static OperationDecision decision(String kind, @Nullable String rule, @Nullable AuthorizationResult result) {
		List<String> required = RequiredScopes.of(result);
		List<String> missing = (result instanceof ScopeAuthorizationDecision decision)
				? List.copyOf(decision.getMissing().asSet()) : List.of();
		boolean granted = result != null && result.isGranted();
		String reason = null;
		if (!granted) {
			reason = required.isEmpty() ? "access_denied" : "insufficient_scope";
		}
		return new OperationDecision(kind, rule, granted, reason, required, missing);
	}

}
