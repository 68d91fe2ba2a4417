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

package io.identifiabl.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Several things measured in turn, each as often as the others. Not thread-safe.
 *
 * @param <K> what names a thing
 * @author Identifiabl Contributors
 */
final class Measurements<K> {

	private final Map<K, List<Double>> values = new HashMap<>();

	void add(K key, double value) {
		this.values.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(value);
	}

	/**
	 * Sum up one thing.
	 * @param key its name
	 * @return its median and spread
	 */
	Sample of(K key) {
		return Sample.of(values(key));
	}

	/**
	 * Compare two things, each value with that of the same round.
	 * @param key the name of one thing
	 * @param reference the name of the other one
	 * @return how many times as much the first one is
	 */
	Sample ratio(K key, K reference) {
		return combine(key, reference, (value, other) -> value / other);
	}

	/**
	 * Compare two things, each value with that of the same round.
	 * @param key the name of one thing
	 * @param reference the name of the other one
	 * @return how much more the first one is
	 */
	Sample difference(K key, K reference) {
		return combine(key, reference, (value, other) -> value - other);
	}

	private Sample combine(K key, K reference, DoubleBinaryOperator operator) {
		List<Double> first = values(key);
		List<Double> second = values(reference);
		List<Double> combined = new ArrayList<>();
		for (int i = 0; i < first.size(); i++) {
			combined.add(operator.applyAsDouble(first.get(i), second.get(i)));
		}
		return Sample.of(combined);
	}

	private List<Double> values(K key) {
		List<Double> values = this.values.get(key);
		if (values == null) {
			throw new IllegalStateException("not measured: " + key);
		}
		return values;
	}

}
