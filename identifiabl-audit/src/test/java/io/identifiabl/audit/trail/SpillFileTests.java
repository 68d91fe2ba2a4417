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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpillFile}.
 *
 * @author Identifiabl Contributors
 */
class SpillFileTests extends AbstractSpillFileTests {

	@Test
	void entriesComeBackInTheirOrder() throws IOException {
		this.file.add(List.of(Events.entry(0), Events.entry(1)));
		this.file.add(List.of(Events.entry(2)));
		SpillFile.Chunk first = this.file.read(2);
		assertThat(first.entries()).extracting((entry) -> entry.getProjection().sequence()).containsExactly(0L, 1L);
		this.file.remove(first);
		assertThat(this.file.read(2).entries()).extracting((entry) -> entry.getProjection().sequence())
			.containsExactly(2L);
	}

	@Test
	void anEntryIsWhatItWas() throws IOException {
		LogEntry entry = Events.entry(Events.of("\u00e4\u20ac\uD83D\uDE00\t\n\r\u0085\u2028"), 0);
		this.file.add(List.of(entry, Events.entry(1)));
		SpillFile.Chunk chunk = this.file.read(1);
		assertThat(chunk.entries().get(0).getPersonal()).isEqualTo(entry.getPersonal());
		this.file.remove(chunk);
		assertThat(this.file.read(1).entries()).hasSize(1);
	}

	@Test
	void linesThatCrossTheEndOfABufferComeBack() throws IOException {
		AuditEvent[] events = { Events.of("a".repeat(400)), Events.of("b".repeat(400)) };
		for (int i = 0; i < 400; i++) {
			this.file.add(List.of(Events.entry(events[i % 2], i)));
		}
		assertThat(drain(this.file)).hasSize(400).isSorted().doesNotHaveDuplicates();
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void fileIsOnlyForItsOwner() throws IOException {
		add(this.file, 1);
		assertThat(mode(path())).isEqualTo("rw-------");
	}

	@Test
	void nameTellsForWhichLogItIs() throws IOException {
		add(this.file, 1);
		SpillFile other = open("other", MEGABYTE, key(1));
		add(other, 1);
		assertThat(paths()).extracting((path) -> path.getFileName().toString())
			.allMatch((name) -> name.matches("audit\\.spill\\.[0-9a-f]{8}\\.[0-9a-f-]{36}"))
			.extracting((name) -> name.substring(0, 20))
			.doesNotHaveDuplicates();
	}

	@Test
	void thereIsNoFileBeforeAnythingWaits() throws IOException {
		assertThat(paths()).isEmpty();
		assertThat(this.file.read(10).lines()).isZero();
	}

	@Test
	void fileIsGoneWhenNothingWaits() throws IOException {
		add(this.file, 1);
		this.file.remove(this.file.read(10));
		assertThat(paths()).isEmpty();
		assertThat(this.file.read(10).lines()).isZero();
		add(this.file, 1);
		assertThat(drain(this.file)).containsExactly(0L);
	}

	@Test
	void nextProcessFindsWhatWaits() throws IOException {
		leave(2);
		SpillFile next = next();
		assertThat(next.getWaiting()).isEqualTo(2);
		assertThat(drain(next)).containsExactly(0L, 1L);
		assertThat(paths()).isEmpty();
		assertThat(this.problems).isEmpty();
	}

	@Test
	void whatProcessesLeftIsReadBeforeWhatIsAdded() throws IOException {
		SpillFile second = next();
		Path first = leave(2);
		second.add(List.of(Events.entry(2)));
		second.close();
		Files.setLastModifiedTime(first, FileTime.fromMillis(0));
		SpillFile next = next();
		next.add(List.of(Events.entry(3)));
		assertThat(next.getWaiting()).isEqualTo(4);
		assertThat(drain(next)).containsExactly(0L, 1L, 2L, 3L);
		assertThat(paths()).isEmpty();
	}

	@Test
	void halfALineOfAProcessThatDiedIsNobodysEvent() throws IOException {
		Files.write(leave(1), "{\"half".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
		SpillFile next = next();
		next.add(List.of(Events.entry(1)));
		assertThat(next.getWaiting()).isEqualTo(2);
		assertThat(drain(next)).containsExactly(0L, 1L);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void fileOfAProcessThatDiedBeforeItWroteAnythingIsRemoved() throws IOException {
		Path path = leave(1);
		Path copy = path.resolveSibling(path.getFileName() + ".tmp");
		write(copy, lines(path));
		setMode(copy, "rw-------");
		write(path, List.of(lines(path).get(0), ""));
		assertThat(next().getWaiting()).isZero();
		assertThat(paths()).isEmpty();
		assertThat(this.problems).isEmpty();
	}

	@Test
	void addWhenThereIsNoRoomThenSaysSo() throws IOException {
		SpillFile small = open(ORIGIN, 10, key(1));
		assertThat(small.add(List.of(Events.entry(0)))).isFalse();
		assertThat(small.getWaiting()).isZero();
		assertThat(paths()).isEmpty();
		assertThat(small.addSmall(Events.entry(0))).isTrue();
	}

	@Test
	void whatWasLeftTakesUpRoom() throws IOException {
		long size = Files.size(leave(100));
		SpillFile next = open(ORIGIN, size + 100, key(1));
		assertThat(next.add(List.of(Events.entry(100)))).isFalse();
		assertThat(drain(next)).hasSize(100);
		assertThat(next.add(List.of(Events.entry(100)))).isTrue();
	}

	@Test
	void directoryThatDoesNotExistIsReportedAtTheStart() throws IOException {
		Files.delete(this.directory);
		SpillFile lost = next();
		assertThat(this.problems).singleElement()
			.asString()
			.startsWith("no file can be created in " + this.directory + " (NoSuchFileException)");
		assertThat(lost.add(List.of(Events.entry(0)))).isFalse();
		assertThat(lost.add(List.of(Events.entry(0)))).isFalse();
		assertThat(this.problems).hasSize(2).element(1).asString().startsWith("nothing can be written");
		Files.createDirectory(this.directory);
		assertThat(lost.add(List.of(Events.entry(0)))).isTrue();
	}

	@Test
	void threadThatIsInterruptedDoesNotCloseTheFile() throws IOException {
		add(this.file, 1);
		Thread.currentThread().interrupt();
		assertThat(this.file.add(List.of(Events.entry(1)))).isTrue();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.file.add(List.of(Events.entry(2)))).isTrue();
		assertThat(drain(this.file)).containsExactly(0L, 1L, 2L);
	}

	@Test
	void replaceAllErasesWhereEntriesWait() throws IOException {
		AuditEvent alice = Events.of("alice-in-the-file");
		this.file.add(List.of(Events.entry(alice, 0), Events.entry(1)));
		this.file.replaceAll(LogEntry::erased);
		assertThat(Files.readString(path())).doesNotContain("alice-in-the-file");
		assertThat(mode(path())).isEqualTo("rw-------");
		this.file.add(List.of(Events.entry(2)));
		this.file.close();
		SpillFile next = next();
		assertThat(next.read(2).entries()).hasSize(2).allSatisfy((entry) -> assertThat(entry.getPersonal()).isNull());
		assertThat(drain(next)).containsExactly(0L, 1L, 2L);
	}

	@Test
	void replaceAllErasesInWhatProcessesLeft() throws IOException {
		this.file.add(List.of(Events.entry(Events.of("alice-in-the-file"), 0)));
		this.file.close();
		SpillFile next = next();
		next.add(List.of(Events.entry(Events.of("alice-in-the-file"), 1)));
		next.replaceAll(LogEntry::erased);
		assertThat(paths()).hasSize(2)
			.allSatisfy((path) -> assertThat(Files.readString(path)).doesNotContain("alice-in-the-file"));
		assertThat(drain(next)).containsExactly(0L, 1L);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void whatWasReadBeforeAReplacementIsReadAgain() throws IOException {
		add(this.file, 2);
		SpillFile.Chunk old = this.file.read(1);
		this.file.replaceAll(LogEntry::erased);
		this.file.remove(old);
		assertThat(this.file.getWaiting()).isEqualTo(2);
		assertThat(drain(this.file)).containsExactly(0L, 1L);
	}

	@Test
	void replaceAllKeepsOnlyWhatIsNotStored() throws IOException {
		add(this.file, 3);
		this.file.remove(this.file.read(1));
		this.file.replaceAll(LogEntry::erased);
		assertThat(this.file.getWaiting()).isEqualTo(2);
		assertThat(drain(this.file)).containsExactly(1L, 2L);
		assertThat(this.lost.getTotal()).isZero();
	}

	@Test
	void replaceAllWhenNothingWaitsThenMakesNoFile() throws IOException {
		this.file.replaceAll(LogEntry::erased);
		assertThat(paths()).isEmpty();
	}

	@Test
	void nothingIsTakenOrForgottenAfterTheEnd() throws IOException {
		add(this.file, 2);
		SpillFile.Chunk chunk = this.file.read(1);
		this.file.close();
		this.file.remove(chunk);
		assertThat(this.file.add(List.of(Events.entry(2)))).isFalse();
		assertThat(this.file.getWaiting()).isZero();
		assertThat(next().getWaiting()).isEqualTo(2);
	}

}
