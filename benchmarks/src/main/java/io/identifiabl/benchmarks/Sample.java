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

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * One thing measured several times. Immutable.
 *
 * @author Identifiabl Contributors
 * @param median the middle of all values
 * @param min the smallest value
 * @param max the largest value
 */
record Sample(double median, double min, double max) {

	/**
	 * Sum up values.
	 * @param values at least one value
	 * @return their median and spread
	 */
	static Sample of(Collection<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 != 0) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Sample(median, sorted[0], sorted[sorted.length - 1]);
	}

	/**
	 * Return the text of the report.
	 * @param digits how many digits after the point
	 * @return the median and, in parentheses, the spread
	 */
	String format(int digits) {
		String number = "%." + digits + "f";
		return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", this.median, this.min,
				this.max);
	}

}
