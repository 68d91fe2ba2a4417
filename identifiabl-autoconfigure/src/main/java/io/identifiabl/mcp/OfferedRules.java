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

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * What is declared for the handlers of what a server offers. A declaration belongs to one
 * handler, and several handlers of one name need what each of them needs: nobody but the
 * server can tell which of them it calls. Only a handler that the server took in place of
 * others ends what those declared. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OfferedRules {

	private final Map<ProtectedOperation, List<Offer>> offers = new LinkedHashMap<>();

	/**
	 * Add a handler that the server is, or may be, built with.
	 * @param operation what it is for
	 * @param rule what it declares, {@code null} if it declares nothing
	 */
	synchronized void add(ProtectedOperation operation, @Nullable AccessRule rule) {
		Offer offer = begin(operation, rule);
		offer.settled = true;
		offer.earlier = List.of();
	}

	/**
	 * Add a handler that the server is about to take. Until that is certain, whoever
	 * calls needs what it and those before it declare.
	 * @param operation what it is for
	 * @param rule what it declares, {@code null} if it declares nothing
	 * @return what has to be accepted or withdrawn
	 */
	synchronized Offer begin(ProtectedOperation operation, @Nullable AccessRule rule) {
		List<Offer> all = this.offers.computeIfAbsent(operation, (key) -> new ArrayList<>());
		Offer offer = new Offer(operation, rule, all.stream().filter((other) -> other.settled).toList());
		all.add(offer);
		return offer;
	}

	/**
	 * Let a handler take the place of those that were there when it was begun. One that
	 * was begun meanwhile may have come before or after it at the server, and stays.
	 * @param offer the handler
	 */
	synchronized void accept(Offer offer) {
		offer.settled = true;
		change(offer.operation, (all) -> all.removeAll(offer.earlier));
		offer.earlier = List.of();
	}

	/**
	 * Forget a handler that the server did not take.
	 * @param offer the handler
	 */
	synchronized void withdraw(Offer offer) {
		change(offer.operation, (all) -> all.remove(offer));
	}

	private void change(ProtectedOperation operation, Consumer<List<Offer>> change) {
		List<Offer> all = this.offers.get(operation);
		if (all != null) {
			change.accept(all);
			if (all.isEmpty()) {
				this.offers.remove(operation);
			}
		}
	}

	/**
	 * Return what all handlers declare.
	 * @return the rules, without those of operations that are undeclared
	 */
	synchronized Map<ProtectedOperation, AccessRule> getRules() {
		Map<ProtectedOperation, AccessRule> rules = new LinkedHashMap<>();
		this.offers.forEach((operation, all) -> {
			AccessRule rule = sum(all);
			if (rule != null) {
				rules.put(operation, rule);
			}
		});
		return rules;
	}

	private static @Nullable AccessRule sum(Collection<Offer> offers) {
		List<AccessRule> declared = new ArrayList<>();
		for (Offer offer : offers) {
			if (offer.rule != null) {
				declared.add(offer.rule);
			}
		}
		return AccessRule.sum(declared, declared.size() == offers.size());
	}

	/**
	 * A handler, and what it declares.
	 */
	static final class Offer {

		private final ProtectedOperation operation;

		private final @Nullable AccessRule rule;

		private List<Offer> earlier;

		private boolean settled;

		private Offer(ProtectedOperation operation, @Nullable AccessRule rule, List<Offer> earlier) {
			this.operation = operation;
			this.rule = rule;
			this.earlier = earlier;
		}

		ProtectedOperation getOperation() {
			return this.operation;
		}

	}

}
