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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * A set of numbers of a stream, kept as the ranges that they form. Not thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SequenceNumbers {

	// what one text of a list can hold
	private static final int MAX_TEXT = 400;

	private final NavigableMap<Long, Long> ranges = new TreeMap<>();

	private long size;

	/**
	 * Add a number.
	 * @param number the number
	 * @return whether it was not there before
	 */
	public boolean add(long number) {
		if (contains(number)) {
			return false;
		}
		Map.Entry<Long, Long> before = this.ranges.floorEntry(number);
		Long first = (before != null && before.getValue() == number - 1) ? before.getKey() : Long.valueOf(number);
		Long last = this.ranges.remove(number + 1);
		this.ranges.put(first, (last != null) ? last : Long.valueOf(number));
		this.size++;
		return true;
	}

	/**
	 * Add all numbers of a range.
	 * @param first the first
	 * @param last the last
	 */
	public void addRange(long first, long last) {
		if (first > last) {
			return;
		}
		long from = first;
		long to = last;
		Map.Entry<Long, Long> before = this.ranges.floorEntry(first);
		Map.Entry<Long, Long> touching = (before != null && before.getValue() >= first - 1) ? before
				: this.ranges.ceilingEntry(first);
		while (touching != null && touching.getKey() <= to + 1) {
			from = Math.min(from, touching.getKey());
			to = Math.max(to, touching.getValue());
			this.size -= touching.getValue() - touching.getKey() + 1;
			this.ranges.remove(touching.getKey());
			touching = this.ranges.ceilingEntry(from);
		}
		this.ranges.put(from, to);
		this.size += to - from + 1;
	}

	/**
	 * Add numbers.
	 * @param others the numbers
	 */
	public void addAll(SequenceNumbers others) {
		others.ranges.forEach(this::addRange);
	}

	/**
	 * Remove numbers.
	 * @param others the numbers
	 */
	public void removeAll(SequenceNumbers others) {
		others.ranges.forEach(this::remove);
	}

	private void remove(long first, long last) {
		Map.Entry<Long, Long> range = this.ranges.floorEntry(last);
		while (range != null && range.getValue() >= first) {
			this.ranges.remove(range.getKey());
			this.size -= range.getValue() - range.getKey() + 1;
			addRange(range.getKey(), first - 1);
			addRange(last + 1, range.getValue());
			range = this.ranges.lowerEntry(range.getKey());
		}
	}

	/**
	 * Return whether a number is in the set.
	 * @param number the number
	 * @return whether it is
	 */
	public boolean contains(long number) {
		Map.Entry<Long, Long> range = this.ranges.floorEntry(number);
		return range != null && range.getValue() >= number;
	}

	/**
	 * Return the numbers of a range that are not in the set.
	 * @param first the first of the range
	 * @param last the last of the range
	 * @return the others
	 */
	public SequenceNumbers missing(long first, long last) {
		SequenceNumbers missing = new SequenceNumbers();
		missing.addRange(first, last);
		missing.removeAll(this);
		return missing;
	}

	/**
	 * Return the numbers of a range that are in the set.
	 * @param first the first of the range
	 * @param last the last of the range
	 * @return a set of its own
	 */
	public SequenceNumbers within(long first, long last) {
		return missing(first, last).missing(first, last);
	}

	/**
	 * Return the least number.
	 * @return the first of the set
	 * @throws java.util.NoSuchElementException if there is none
	 */
	public long first() {
		return this.ranges.firstKey();
	}

	/**
	 * Return the greatest number.
	 * @return the last of the set
	 * @throws java.util.NoSuchElementException if there is none
	 */
	public long last() {
		Map.Entry<Long, Long> range = this.ranges.lastEntry();
		if (range == null) {
			throw new NoSuchElementException("no numbers");
		}
		return range.getValue();
	}

	/**
	 * Return the first of the numbers that so many ranges hold.
	 * @param count the most ranges
	 * @return a set of its own
	 */
	public SequenceNumbers limit(int count) {
		SequenceNumbers limited = new SequenceNumbers();
		this.ranges.entrySet()
			.stream()
			.limit(count)
			.forEach((range) -> limited.addRange(range.getKey(), range.getValue()));
		return limited;
	}

	/**
	 * Return the number of numbers.
	 * @return how many are in the set
	 */
	public long size() {
		return this.size;
	}

	/**
	 * Return the number of ranges, which is what memory grows with.
	 * @return how many ranges the numbers form
	 */
	public int getRangeCount() {
		return this.ranges.size();
	}

	/**
	 * Return whether there is none.
	 * @return whether the set is empty
	 */
	public boolean isEmpty() {
		return this.size == 0;
	}

	/**
	 * Write the ranges as texts that a field of an event can hold.
	 * @return such as {@code 3,5-7}, as many texts as it takes
	 */
	public List<String> format() {
		List<String> texts = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		this.ranges.forEach((first, last) -> {
			String range = first.equals(last) ? first.toString() : first + "-" + last;
			if (text.length() + 1 + range.length() > MAX_TEXT) {
				texts.add(text.toString());
				text.setLength(0);
			}
			text.append((text.length() > 0) ? "," : "").append(range);
		});
		if (text.length() > 0) {
			texts.add(text.toString());
		}
		return texts;
	}

	/**
	 * Read what was written. What is no range is left out: whoever wrote it named no
	 * numbers by it.
	 * @param texts the texts
	 * @return the numbers
	 */
	public static SequenceNumbers parse(Collection<?> texts) {
		SequenceNumbers numbers = new SequenceNumbers();
		for (Object text : texts) {
			for (String range : String.valueOf(text).split(",", -1)) {
				numbers.addParsed(range);
			}
		}
		return numbers;
	}

	private void addParsed(String range) {
		int dash = range.indexOf('-', 1);
		try {
			long first = Long.parseLong((dash < 0) ? range : range.substring(0, dash));
			long last = (dash < 0) ? first : Long.parseLong(range.substring(dash + 1));
			if (first >= 0 && last < Long.MAX_VALUE) {
				addRange(first, last);
			}
		}
		catch (NumberFormatException ex) {
			// no range
		}
	}

	/**
	 * Return the ranges in one line.
	 */
	@Override
	public String toString() {
		return String.join(",", format());
	}

}
