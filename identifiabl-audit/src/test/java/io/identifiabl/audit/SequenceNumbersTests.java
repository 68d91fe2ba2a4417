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

package io.identifiabl.audit;

import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SequenceNumbers}.
 *
 * @author Identifiabl Contributors
 */
class SequenceNumbersTests {

	@Test
	void numbersInAnyOrderFormRanges() {
		SequenceNumbers numbers = new SequenceNumbers();
		for (long number : new long[] { 7, 3, 5, 6, 10 }) {
			assertThat(numbers.add(number)).isTrue();
		}
		assertThat(numbers).hasToString("3,5-7,10");
		assertThat(numbers.size()).isEqualTo(5);
		assertThat(numbers.getRangeCount()).isEqualTo(3);
		assertThat(numbers.first()).isEqualTo(3);
		assertThat(numbers.last()).isEqualTo(10);
	}

	@Test
	void addWhenNumberIsThereThenSaysSo() {
		SequenceNumbers numbers = SequenceNumbers.parse(List.of("5-7"));
		assertThat(numbers.add(6)).isFalse();
		assertThat(numbers.size()).isEqualTo(3);
	}

	@Test
	void setOperationsAreThoseOfASet() {
		Random random = new Random(7);
		for (int round = 0; round < 2000; round++) {
			SequenceNumbers one = new SequenceNumbers();
			SequenceNumbers other = new SequenceNumbers();
			SortedSet<Long> expectedOne = fill(one, random);
			SortedSet<Long> expectedOther = fill(other, random);
			long first = random.nextInt(30);
			long last = first + random.nextInt(12) - 1;
			TreeSet<Long> within = new TreeSet<>(expectedOne);
			within.removeIf((number) -> number < first || number > last);
			assertThat(numbers(one.within(first, last))).isEqualTo(within);
			TreeSet<Long> missing = new TreeSet<>();
			for (long number = first; number <= last; number++) {
				if (!expectedOne.contains(number)) {
					missing.add(number);
				}
			}
			assertThat(numbers(one.missing(first, last))).isEqualTo(missing);
			one.removeAll(other);
			expectedOne.removeAll(expectedOther);
			assertThat(numbers(one)).isEqualTo(expectedOne);
			assertThat(one.size()).isEqualTo(expectedOne.size());
			one.addAll(other);
			expectedOne.addAll(expectedOther);
			assertThat(numbers(one)).isEqualTo(expectedOne);
			assertThat(one.size()).isEqualTo(expectedOne.size());
			assertThat(SequenceNumbers.parse(one.format())).hasToString(one.toString());
		}
	}

	private static SortedSet<Long> fill(SequenceNumbers numbers, Random random) {
		TreeSet<Long> expected = new TreeSet<>();
		for (int i = 0; i < 6; i++) {
			long first = random.nextInt(40);
			long last = first + random.nextInt(8);
			numbers.addRange(first, last);
			for (long number = first; number <= last; number++) {
				expected.add(number);
			}
			long single = random.nextInt(50);
			assertThat(numbers.add(single)).isEqualTo(expected.add(single));
		}
		return expected;
	}

	private static SortedSet<Long> numbers(SequenceNumbers numbers) {
		TreeSet<Long> all = new TreeSet<>();
		for (long number = 0; number < 100; number++) {
			if (numbers.contains(number)) {
				all.add(number);
			}
		}
		return all;
	}

	@Test
	void manyRangesAreWrittenAsTextsThatAFieldHolds() {
		SequenceNumbers numbers = new SequenceNumbers();
		for (long number = 0; number < 1000; number++) {
			numbers.add(1_000_000_000L + 2 * number);
		}
		assertThat(numbers.format()).allSatisfy((text) -> assertThat(text.length()).isLessThanOrEqualTo(400));
		assertThat(SequenceNumbers.parse(numbers.format()).size()).isEqualTo(1000);
	}

	@Test
	void textThatIsNoRangeNamesNoNumber() {
		assertThat(SequenceNumbers.parse(List.of("", "x", "-5", "5-", "9-7", "3", 4, "1-9223372036854775807")))
			.hasToString("3-4");
	}

	@Test
	void limitKeepsTheFirstRanges() {
		assertThat(SequenceNumbers.parse(List.of("1,3-4,6")).limit(2)).hasToString("1,3-4");
	}

}
