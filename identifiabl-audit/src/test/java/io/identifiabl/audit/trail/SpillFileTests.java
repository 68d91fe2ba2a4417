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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpillFile}.
 *
 * @author Identifiabl Contributors
 */
class SpillFileTests {

	private static final long MEGABYTE = 1 << 20;

	@TempDir
	Path directory;

	private Path path;

	private SpillFile file;

	@BeforeEach
	void open() {
		this.path = this.directory.resolve("audit.spill");
		this.file = new SpillFile(this.path, MEGABYTE);
	}

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
	void fileIsOnlyForItsOwner() throws IOException {
		this.file.add(List.of(Events.entry(0)));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path))).isEqualTo("rw-------");
	}

	@Test
	void fileThatWasThereBeforeIsOnlyForItsOwnerFromNowOn() throws IOException {
		this.file.add(List.of(Events.entry(0)));
		Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rw-rw-rw-"));
		assertThat(new SpillFile(this.path, MEGABYTE).getWaiting()).isEqualTo(1);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path))).isEqualTo("rw-------");
	}

	@Test
	void fileThatSomebodyElsePutThereIsNotWrittenTo() throws IOException {
		Files.writeString(this.path, "planted\n");
		Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rw-rw-rw-"));
		this.file.add(List.of(Events.entry(0)));
		assertThat(Files.readString(this.path)).doesNotContain("planted");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path))).isEqualTo("rw-------");
	}

	@Test
	void fileIsGoneWhenNothingWaits() throws IOException {
		this.file.add(List.of(Events.entry(0)));
		this.file.remove(this.file.read(10));
		assertThat(this.path).doesNotExist();
		assertThat(this.file.read(10).lines()).isZero();
	}

	@Test
	void nextProcessFindsWhatWaits() throws IOException {
		this.file.add(List.of(Events.entry(0), Events.entry(1)));
		SpillFile next = new SpillFile(this.path, MEGABYTE);
		assertThat(next.getWaiting()).isEqualTo(2);
		assertThat(next.read(10).entries()).hasSize(2);
	}

	@Test
	void halfALineOfAProcessThatDiedIsNobodysEvent() throws IOException {
		this.file.add(List.of(Events.entry(0)));
		Files.write(this.path, "{\"half".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
		SpillFile next = new SpillFile(this.path, MEGABYTE);
		next.add(List.of(Events.entry(1)));
		assertThat(next.getWaiting()).isEqualTo(2);
		assertThat(next.read(10).entries()).hasSize(2);
	}

	@Test
	void linesThatAreNoEntriesAreSkipped() throws IOException {
		Files.writeString(this.path, "no entry\n{}\tx\n");
		SpillFile next = new SpillFile(this.path, MEGABYTE);
		next.add(List.of(Events.entry(0)));
		SpillFile.Chunk chunk = next.read(10);
		assertThat(chunk.entries()).hasSize(1);
		next.remove(chunk);
		assertThat(next.getWaiting()).isZero();
	}

	@Test
	void addWhenThereIsNoRoomThenSaysSo() {
		SpillFile small = new SpillFile(this.path, 10);
		assertThat(small.add(List.of(Events.entry(0)))).isFalse();
		assertThat(small.getWaiting()).isZero();
	}

	@Test
	void addWhenThereIsNoDirectoryThenSaysSo() {
		SpillFile lost = new SpillFile(this.directory.resolve("missing/audit.spill"), MEGABYTE);
		assertThat(lost.add(List.of(Events.entry(0)))).isFalse();
	}

	@Test
	void replaceAllErasesWhereEntriesWait() throws IOException {
		AuditEvent alice = Events.of("alice-in-the-file");
		this.file.add(List.of(Events.entry(alice, 0), Events.entry(1)));
		this.file.replaceAll(LogEntry::erased);
		assertThat(Files.readString(this.path)).doesNotContain("alice-in-the-file");
		assertThat(this.file.read(10).entries()).hasSize(2)
			.allSatisfy((entry) -> assertThat(entry.getPersonal()).isNull());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path))).isEqualTo("rw-------");
	}

	@Test
	void whatWasReadBeforeAReplacementIsReadAgain() throws IOException {
		this.file.add(List.of(Events.entry(0), Events.entry(1)));
		SpillFile.Chunk old = this.file.read(1);
		this.file.replaceAll(LogEntry::erased);
		this.file.remove(old);
		assertThat(this.file.getWaiting()).isEqualTo(2);
	}

	@Test
	void replaceAllWhenNothingWaitsThenMakesNoFile() throws IOException {
		this.file.replaceAll(LogEntry::erased);
		assertThat(this.path).doesNotExist();
	}

}
