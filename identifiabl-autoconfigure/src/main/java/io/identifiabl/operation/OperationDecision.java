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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A decision on the way to an operation.
 *
 * @param kind {@code authentication}, {@code reauthentication}, {@code report},
 * {@code url}, {@code method} or {@code operation}
 * @param rule which method or operation it was about, a name from this application's
 * code, {@code null} if that says nothing
 * @param granted what was decided
 * @param reason a fixed code, {@code null} if there is none
 * @param required the scopes that would have done
 * @param missing which of them the caller lacks
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record OperationDecision(String kind, @Nullable String rule, boolean granted, @Nullable String reason,
		List<String> required, List<String> missing) {

	private static final String AUTHENTICATION = "authentication";

	private static final String REAUTHENTICATION = "reauthentication";

	private static final String REPORT = "report";

	/**
	 * Create a decision.
	 * @param kind what kind of decision
	 * @param rule what it was about
	 * @param granted what was decided
	 * @param reason a fixed code
	 * @param required the scopes that would have done
	 * @param missing which of them the caller lacks
	 */
	public OperationDecision {
		required = List.copyOf(required);
		missing = List.copyOf(missing);
	}

	static OperationDecision authentication(boolean granted, @Nullable String reason) {
		return new OperationDecision(AUTHENTICATION, null, granted, reason, List.of(), List.of());
	}

	// of somebody else, or once more, by a caller who is known already
	static OperationDecision reauthentication(boolean granted, @Nullable String reason) {
		return new OperationDecision(REAUTHENTICATION, null, granted, reason, List.of(), List.of());
	}

	// what would be refused, and goes on for now
	static OperationDecision report(String reason) {
		return new OperationDecision(REPORT, null, false, reason, List.of(), List.of());
	}

	// who somebody is decides nothing about what is done
	boolean isDenial() {
		return !this.granted && isAuthorization();
	}

	boolean isAuthorization() {
		return !AUTHENTICATION.equals(this.kind) && !REAUTHENTICATION.equals(this.kind) && !REPORT.equals(this.kind);
	}

	// an exception does not tell which method it is about
	boolean repeats(OperationDecision other) {
		return isDenial() && other.isDenial() && Objects.equals(this.reason, other.reason)
				&& this.required.equals(other.required);
	}

	Map<String, Object> toMap() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("kind", this.kind);
		map.put("decision", this.granted ? "permit" : "deny");
		if (this.rule != null) {
			map.put("rule", this.rule);
		}
		if (this.reason != null) {
			map.put("reason", this.reason);
		}
		if (!this.required.isEmpty()) {
			map.put("required", this.required);
		}
		if (!this.missing.isEmpty()) {
			map.put("missing", this.missing);
		}
		return map;
	}

}
