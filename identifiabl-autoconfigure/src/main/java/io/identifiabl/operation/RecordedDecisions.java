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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The decisions on the way to one operation. Guarded by the record that has them.
 *
 * @author Identifiabl Contributors
 */
final class RecordedDecisions {

	private static final int MAX_DECISIONS = 16;

	private final Set<OperationDecision> decisions = new LinkedHashSet<>();

	private @Nullable OperationDecision denial;

	private boolean ended;

	/**
	 * Add a decision. The same one is not added twice, and very many are not kept, but
	 * the first denial always is.
	 * @param decision the decision
	 */
	void add(OperationDecision decision) {
		if (this.denial == null && decision.isDenial()) {
			this.denial = decision;
			this.decisions.add(decision);
		}
		else if (this.decisions.size() < MAX_DECISIONS) {
			this.decisions.add(decision);
		}
	}

	/**
	 * Add the denial that ended the operation, which may be among the decisions already.
	 * @param decision the denial
	 */
	void endedBy(OperationDecision decision) {
		this.ended = true;
		OperationDecision known = this.decisions.stream().filter(decision::repeats).findFirst().orElse(decision);
		this.decisions.add(known);
		this.denial = known;
	}

	/**
	 * Return the denial that the operation ended with, or else the first one.
	 * @return the denial, {@code null} if nothing was denied
	 */
	@Nullable OperationDecision getDenial() {
		return this.denial;
	}

	/**
	 * Return whether the operation ended with a denial, rather than went on after it.
	 * @return whether it ended
	 */
	boolean isEnded() {
		return this.ended;
	}

	List<OperationDecision> toList() {
		return new ArrayList<>(this.decisions);
	}

}
