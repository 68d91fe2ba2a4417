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

package io.identifiabl.demo.faultlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Any number of answers: what they said and how long they took.
 *
 * @author Identifiabl Contributors
 */
final class Answers {

	private final List<Answer> all;

	Answers(Collection<Answer> all) {
		this.all = List.copyOf(all);
	}

	static Answers of(int count, Supplier<Answer> request) {
		List<Answer> answers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			answers.add(request.get());
		}
		return new Answers(answers);
	}

	static Answers join(Collection<Answers> parts) {
		return new Answers(parts.stream().flatMap((part) -> part.all.stream()).toList());
	}

	int count() {
		return this.all.size();
	}

	long count(int status) {
		return this.all.stream().filter((answer) -> answer.status() == status).count();
	}

	SortedSet<String> texts() {
		SortedSet<String> texts = new TreeSet<>();
		this.all.forEach((answer) -> texts.add(answer.toString()));
		return texts;
	}

	boolean allHaveRetryAfter() {
		return this.all.stream().allMatch(Answer::hasRetryAfter);
	}

	Duration median() {
		return percentile(0.5);
	}

	Duration p99() {
		return percentile(0.99);
	}

	Duration max() {
		return percentile(1);
	}

	private Duration percentile(double share) {
		List<Duration> times = new ArrayList<>(this.all.stream().map(Answer::time).toList());
		Collections.sort(times);
		return times.get(Math.max(0, (int) Math.ceil(share * times.size()) - 1));
	}

	static String millis(Duration time) {
		return String.format(Locale.ROOT, (time.toMillis() < 10) ? "%.1f ms" : "%.0f ms", time.toNanos() / 1e6);
	}

	@Override
	public String toString() {
		return String.join(", ", texts());
	}

}
