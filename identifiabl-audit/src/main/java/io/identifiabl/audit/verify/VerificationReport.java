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

package io.identifiabl.audit.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a verification found out.
 *
 * @param firstIndex the index of the first record that was there to be read
 * @param size the size of the log, or of as much of it as was to be read
 * @param checked the number of records that were read
 * @param findings what is wrong: single records first, each by index; no more than the
 * first hundred
 * @param notes what is not wrong and yet worth knowing, such as records that a node lost
 * before they were in the log; no more than about a hundred
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record VerificationReport(long firstIndex, long size, long checked, List<Finding> findings, List<String> notes) {

	private static final int MAX_FINDINGS = 100;

	private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::isOfOneRecord)
		.reversed()
		.thenComparingLong(Finding::index);

	/**
	 * Create a report.
	 * @param firstIndex the index of the first record that was there to be read
	 * @param size the size of the log, or of as much of it as was to be read
	 * @param checked the number of records that were read
	 * @param findings what is wrong
	 * @param notes what is worth knowing
	 */
	public VerificationReport {
		findings = findings.stream().sorted(ORDER).toList();
		notes = List.copyOf(notes);
	}

	/**
	 * Return whether the log is what was signed.
	 * @return whether nothing is wrong
	 */
	public boolean isValid() {
		return this.findings.isEmpty();
	}

	/**
	 * Return the first record that is not what it was. Where none by itself is known to
	 * be wrong, as in a log that was rewritten as a whole, it is the first that can be.
	 * @return its index, {@code null} if nothing is wrong
	 */
	public @Nullable Long getFirstBadIndex() {
		return this.findings.isEmpty() ? null : this.findings.get(0).index();
	}

	/**
	 * Collects findings, the first ones of which are enough.
	 */
	static final class Findings {

		private final List<Finding> collected = new ArrayList<>();

		void add(long index, String text) {
			add(index, 1, text);
		}

		void add(long index, long count, String text) {
			Finding finding = new Finding(index, count, text);
			if (this.collected.size() < MAX_FINDINGS && !this.collected.contains(finding)) {
				this.collected.add(finding);
			}
		}

		boolean isEmpty() {
			return this.collected.isEmpty();
		}

		List<Finding> get() {
			return this.collected;
		}

	}

}
