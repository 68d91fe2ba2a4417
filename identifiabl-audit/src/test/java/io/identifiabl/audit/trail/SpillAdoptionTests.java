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

package io.identifiabl.audit.trail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SpillFile} and what other processes left: while this one runs, and with lines
 * that are gone.
 *
 * @author Identifiabl Contributors
 */
class SpillAdoptionTests extends AbstractSpillFileTests {

	@Test
	void adoptTakesWhatAProcessLeftMeanwhile() throws IOException {
		SpillFile other = next();
		add(other, 2);
		this.file.adopt();
		assertThat(this.file.getWaiting()).isZero();
		other.close();
		this.file.adopt();
		assertThat(drain(this.file)).containsExactly(0L, 1L);
		assertThat(paths()).isEmpty();
	}

	@Test
	void adoptWhenSomethingWaitsThenKeepsTheOrder() throws IOException {
		SpillFile other = next();
		add(other, 2);
		other.close();
		add(this.file, 3);
		this.file.adopt();
		assertThat(this.file.getWaiting()).isEqualTo(3);
	}

	@Test
	void adoptTellsOfAFileOnce() throws IOException {
		SpillFile other = next();
		add(other, 2);
		setMode(path(), "rw-rw-rw-");
		other.close();
		this.file.adopt();
		this.file.adopt();
		assertThat(this.problems).singleElement().asString().contains("chmod 600");
	}

	@Test
	void linesThatAreGoneAreNamedByThoseBesideThem() throws IOException {
		Path left = leave(6);
		List<String> lines = lines(left);
		lines.subList(3, 5).clear();
		write(left, lines);
		assertThat(drain(next())).containsExactly(0L, 1L, 4L, 5L);
		assertThat(lostNumbers()).isEqualTo(List.of("2-3"));
		assertThat(this.lost.getTotal()).isEqualTo(2);
	}

	@Test
	void firstLinesThatAreGoneAreCounted() throws IOException {
		Path left = leave(4);
		List<String> lines = lines(left);
		lines.subList(1, 3).clear();
		write(left, lines);
		assertThat(drain(next())).containsExactly(2L, 3L);
		assertThat(this.lost.next()).isNull();
		assertThat(this.lost.getTotal()).isEqualTo(2);
	}

	// between the numbers of those beside them there are others, which may be stored
	@Test
	void linesWhoseNumbersAreNotKnownAreCounted() throws IOException {
		this.file.add(List.of(Events.entry(0), Events.entry(3), Events.entry(9)));
		Path left = path();
		this.file.close();
		List<String> lines = lines(left);
		lines.remove(2);
		write(left, lines);
		assertThat(drain(next())).containsExactly(0L, 9L);
		assertThat(this.lost.next()).isNull();
		assertThat(this.lost.getTotal()).isEqualTo(1);
	}

	private Object lostNumbers() {
		List<AuditEvent> events = new ArrayList<>();
		LostEvents.Gap gap = Objects.requireNonNull(this.lost.next());
		gap.write((event) -> {
			events.add(event);
			return Events.entry(event, 99);
		});
		return Objects.requireNonNull(events.get(0).get(AuditField.LOST));
	}

}
