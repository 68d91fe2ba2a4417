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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SpillFile} where others make files, change them or take them away.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class SpillFileSafetyTests extends AbstractSpillFileTests {

	@Test
	void fileOfAProcessThatLivesIsLeftAlone() throws IOException {
		add(this.file, 2);
		SpillFile second = next();
		assertThat(second.getWaiting()).isZero();
		second.add(List.of(Events.entry(2)));
		assertThat(drain(this.file)).containsExactly(0L, 1L);
		assertThat(drain(second)).containsExactly(2L);
		assertThat(this.problems).isEmpty();
	}

	@Test
	void processThatStartsTakesNothingFromOneThatBeginsToWrite() throws Exception {
		Thread starting = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				next().close();
			}
		});
		starting.start();
		for (int i = 0; i < 300; i++) {
			assertThat(this.file.add(List.of(Events.entry(i)))).isTrue();
			assertThat(drain(this.file)).containsExactly((long) i);
		}
		starting.interrupt();
		starting.join();
		assertThat(this.problems).isEmpty();
		assertThat(paths()).isEmpty();
	}

	@Test
	void fileOfAnotherLogIsLeftAlone() throws IOException {
		Path path = leave(2);
		assertThat(open("other", MEGABYTE, key(1)).getWaiting()).isZero();
		assertThat(path).exists();
		assertThat(this.problems).isEmpty();
	}

	@Test
	void fileOfAnotherLogThatIsRenamedIsLeftAlone() throws IOException {
		SpillFile other = open("other", MEGABYTE, key(1));
		add(other, 1);
		Path planted = path();
		other.close();
		Path own = leave(1);
		Files.move(planted, own, StandardCopyOption.REPLACE_EXISTING);
		assertLeftAlone(own, "was not written for this log with this key");
	}

	@Test
	void fileThatWasWrittenWithThePreviousKeyIsTaken() throws IOException {
		leave(2);
		assertThat(drain(open(ORIGIN, MEGABYTE, key(2), key(1)))).containsExactly(0L, 1L);
	}

	@Test
	void fileThatWasWrittenWithAnotherKeyIsLeftAlone() throws IOException {
		Path path = leave(2);
		assertThat(open(ORIGIN, MEGABYTE, key(2)).getWaiting()).isZero();
		assertLeftAloneOnce(path, "was not written for this log with this key");
	}

	@Test
	void fileThatAnybodyCouldHaveWrittenIsLeftAloneByWhoeverHasAKey() throws IOException {
		SpillFile open = open(ORIGIN, MEGABYTE);
		add(open, 2);
		open.close();
		Path path = path();
		assertLeftAlone(path, "was not written for this log with this key");
		this.problems.clear();
		assertThat(drain(open(ORIGIN, MEGABYTE))).containsExactly(0L, 1L);
	}

	@Test
	void linkIsNotFollowed() throws IOException {
		Path path = leave(2);
		Path target = this.directory.resolve("target");
		Files.move(path, target);
		Files.createSymbolicLink(path, target);
		assertLeftAlone(path, "is no regular file");
		assertThat(Files.isSymbolicLink(path)).isTrue();
		assertThat(lines(target)).hasSize(4);
	}

	@Test
	void fileThatSomebodyElsePutThereIsLeftAlone() throws IOException {
		Path path = leave(1);
		Files.writeString(path, "planted\n");
		assertLeftAlone(path, "was not written for this log");
		assertThat(path).hasContent("planted\n");
	}

	@Test
	void directoryInPlaceOfAFileIsLeftAlone() throws IOException {
		Path path = leave(1);
		Files.delete(path);
		Files.createDirectory(path);
		assertLeftAlone(path, "is no regular file");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw-----w-", "rw-rw-rw-" })
	void fileThatOthersCanUseIsLeftAlone(String mode) throws IOException {
		Path path = leave(1);
		setMode(path, mode);
		assertLeftAlone(path, "can be used by others");
		assertThat(mode(path)).isEqualTo(mode);
	}

	private void assertLeftAlone(Path path, String reason) {
		SpillFile next = next();
		assertThat(next.getWaiting()).isZero();
		assertLeftAloneOnce(path, reason);
		add(next, 1);
		assertThat(path).exists();
	}

	private void assertLeftAloneOnce(Path path, String reason) {
		assertThat(this.problems).singleElement()
			.asString()
			.startsWith(path + " is left alone, since it ")
			.contains(reason);
	}

	@Test
	void lineThatWasChangedIsNoEvent() throws IOException {
		Path path = leave(3);
		List<String> lines = lines(path);
		lines.set(2, lines.get(2).replace("alice", "malice"));
		write(path, lines);
		assertThat(drain(next())).containsExactly(0L, 2L);
		assertThat(this.lost.getTotal()).isEqualTo(1);
		assertThat(describeLost()).isEqualTo(List.of("1"));
	}

	@Test
	void linesThatChangedPlacesAreNoEvents() throws IOException {
		Path path = leave(3);
		List<String> lines = lines(path);
		Collections.swap(lines, 1, 2);
		write(path, lines);
		assertThat(drain(next())).containsExactly(1L, 2L);
		assertLost(1);
	}

	@Test
	void lineThatWasTakenAwayIsMissed() throws IOException {
		Path path = leave(3);
		List<String> lines = lines(path);
		lines.remove(2);
		write(path, lines);
		assertThat(drain(next())).containsExactly(0L, 2L);
		assertThat(this.lost.getTotal()).isEqualTo(1);
		assertThat(describeLost()).isEqualTo(List.of("1"));
	}

	@Test
	void lineThatIsThereTwiceIsReadOnce() throws IOException {
		Path path = leave(2);
		List<String> lines = lines(path);
		lines.add(1, lines.get(1));
		write(path, lines);
		assertThat(drain(next())).containsExactly(0L, 1L);
	}

	@Test
	void lineOfAnotherFileIsNoEvent() throws IOException {
		Path first = leave(2);
		List<String> lines = lines(first);
		Files.delete(first);
		this.file = next();
		Path second = leave(2);
		List<String> mixed = lines(second);
		mixed.set(1, lines.get(1));
		write(second, mixed);
		assertThat(drain(next())).containsExactly(1L);
		assertLost(1);
	}

	@Test
	void lineThatWasErasedSinceIsNoEvent() throws IOException {
		add(this.file, 2);
		List<String> before = lines(path());
		this.file.replaceAll(LogEntry::erased);
		this.file.close();
		Path path = path();
		List<String> lines = lines(path);
		lines.set(1, before.get(1));
		write(path, lines);
		assertThat(drain(next())).containsExactly(1L);
		assertLost(1);
	}

	@Test
	void replaceAllTakesNothingThatWasChanged() throws IOException {
		Path path = leave(3);
		List<String> lines = lines(path);
		lines.set(2, lines.get(2).replace("alice", "malice"));
		write(path, lines);
		SpillFile next = next();
		next.replaceAll(LogEntry::erased);
		assertThat(next.getWaiting()).isEqualTo(2);
		assertThat(drain(next)).containsExactly(0L, 2L);
		assertThat(this.lost.getTotal()).isEqualTo(1);
	}

	// whose numbers nobody knows
	private void assertLost(int count) throws IOException {
		assertThat(this.lost.getTotal()).isEqualTo(count);
		assertThat(this.lost.getLatest()).isEqualTo(Events.NOW);
		assertThat(this.lost.next()).isNull();
		assertThat(this.problems).isNotEmpty().allMatch((problem) -> problem.contains("were removed or changed there"));
		assertThat(paths()).isEmpty();
	}

	@Test
	void fileThatWasRemovedIsWrittenAgain() throws IOException {
		add(this.file, 2);
		this.file.remove(this.file.read(1));
		Path path = path();
		Files.delete(path);
		this.file.add(List.of(Events.entry(2)));
		assertThat(path()).isNotEqualTo(path);
		assertThat(mode(path())).isEqualTo("rw-------");
		assertThat(this.problems).singleElement().asString().startsWith(path + " was removed or replaced");
		this.file.close();
		assertThat(drain(next())).containsExactly(0L, 1L, 2L);
	}

	@Test
	void fileThatWasRemovedIsStoredAllTheSame() throws IOException {
		add(this.file, 2);
		Files.delete(path());
		assertThat(drain(this.file)).containsExactly(0L, 1L);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void fileThatWasReplacedIsWrittenElsewhere() throws IOException {
		add(this.file, 2);
		Path path = path();
		Files.delete(path);
		Files.writeString(path, "planted\n");
		this.file.add(List.of(Events.entry(2)));
		assertThat(path).hasContent("planted\n");
		assertThat(paths()).hasSize(2);
		assertThat(drain(this.file)).containsExactly(0L, 1L, 2L);
		assertThat(path()).isEqualTo(path);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void fileThatWasReplacedIsNotDeletedWhenNothingWaits() throws IOException {
		add(this.file, 1);
		Path path = path();
		Files.delete(path);
		Files.writeString(path, "planted\n");
		assertThat(drain(this.file)).containsExactly(0L);
		assertThat(path).hasContent("planted\n");
	}

	@Test
	void fileThatCannotBeWrittenAgainIsKeptOpen() throws IOException {
		add(this.file, 2);
		Files.delete(path());
		Files.delete(this.directory);
		assertThat(this.file.add(List.of(Events.entry(2)))).isTrue();
		assertThat(this.problems).singleElement().asString().contains("nothing can be written in its place");
		Files.createDirectory(this.directory);
		this.file.add(List.of(Events.entry(3)));
		assertThat(path()).exists();
		assertThat(drain(this.file)).containsExactly(0L, 1L, 2L, 3L);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void fileThatWasCutShortLosesWhatIsMissing() throws IOException {
		add(this.file, 3);
		Path path = path();
		List<String> lines = lines(path);
		write(path, List.of(lines.get(0), lines.get(1), ""));
		this.file.add(List.of(Events.entry(3)));
		assertThat(drain(this.file)).containsExactly(0L, 3L);
		assertThat(this.lost.getTotal()).isEqualTo(2);
		assertThat(describeLost()).isEqualTo(List.of("1-2"));
	}

	@Test
	void fileThatSomebodyAppendedToIsReadAsFarAsItWasWritten() throws IOException {
		add(this.file, 2);
		Path path = path();
		Files.write(path, (lines(path).get(1) + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
		this.file.add(List.of(Events.entry(2)));
		assertThat(drain(this.file)).containsExactly(0L, 1L, 2L);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void linesThatWereChangedMeanwhileAreKnownByTheirNumbers() throws IOException {
		add(this.file, 3);
		Path path = path();
		List<String> lines = lines(path);
		lines.set(2, lines.get(2).replace("alice", "malik"));
		write(path, lines);
		assertThat(drain(this.file)).containsExactly(0L, 2L);
		assertThat(describeLost()).isEqualTo(List.of("1"));
		assertThat(this.lost.getTotal()).isEqualTo(1);
	}

	@Test
	void linesThatAnErasureDidNotUnderstandAreKnownByTheirNumbers() throws IOException {
		add(this.file, 1);
		Path path = path();
		List<String> lines = lines(path);
		lines.set(1, lines.get(1).replace("alice", "malik"));
		write(path, lines);
		this.file.replaceAll(LogEntry::erased);
		assertThat(this.file.getWaiting()).isZero();
		assertThat(describeLost()).isEqualTo(List.of("0"));
		assertThat(paths()).isEmpty();
	}

	private @Nullable Object describeLost() {
		List<AuditEvent> events = new ArrayList<>();
		LostEvents.Gap gap = this.lost.next();
		assertThat(gap).isNotNull();
		gap.write((event) -> {
			events.add(event);
			return Events.entry(event, 99);
		});
		return events.get(0).get(AuditField.LOST);
	}

}
