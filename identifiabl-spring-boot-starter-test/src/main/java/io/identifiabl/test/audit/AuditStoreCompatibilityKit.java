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

package io.identifiabl.test.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.InclusionProof;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What every {@link AuditStore} promises, as tests. Whoever writes a store extends this
 * class by one that creates an empty store: JUnit does the rest.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public abstract class AuditStoreCompatibilityKit extends AbstractFindingKit {

	private final SampleEntries samples = new SampleEntries();

	/**
	 * Create an empty store.
	 * @return the store, which no other test uses
	 */
	@Override
	protected abstract AuditStore createStore();

	@Test
	void everythingIsReadAsItWasWritten() {
		appendSamples().assertIsStored();
	}

	@Test
	void everythingIsReadAsItWasWrittenAfterAnErasure() {
		ExpectedLog log = appendSamples();
		log.erase(SampleEntries.ISSUER, "alice");
		log.erase(SampleEntries.OTHER_ISSUER, "e\u0301");
		log.erase(SampleEntries.ISSUER, "nobody");
		log.assertIsStored();
	}

	@Test
	void everythingIsReadAsItWasWrittenAfterPruning() {
		ExpectedLog log = appendSamples();
		log.prune(256);
		log.prune(1024);
		log.assertIsStored();
	}

	@Test
	void everythingIsReadAsItWasWrittenAfterAllOfThat() {
		ExpectedLog log = appendSamples();
		log.erase(SampleEntries.ISSUER, "bob");
		log.prune(512);
		log.append(this.samples.next(600));
		log.erase(SampleEntries.ISSUER, "bob");
		log.prune(768);
		log.assertIsStored();
	}

	private ExpectedLog appendSamples() {
		ExpectedLog log = new ExpectedLog(this.store);
		for (int size : new int[] { 1, 2, 253, 1, 1100, 143 }) {
			log.append(this.samples.next(size));
		}
		for (long size : new long[] { 256, 1500, 3, 1357, 0, 255 }) {
			log.save(new StoredCheckpoint(size, "notes\n" + size + "\n\u2014 " + "x".repeat(3000), Instant.EPOCH));
			log.save(new StoredCheckpoint(size, "notes\n" + size + "\n\u2014 notes " + "y".repeat(3000),
					Instant.ofEpochSecond(size, 123_456_000)));
		}
		log.removeCheckpoints(List.of(255L, 7L));
		return log;
	}

	// a batch is sent again when nobody knows whether it was stored
	@Test
	void entriesThatAreSentAgainStayWhereTheyAre() {
		ExpectedLog log = new ExpectedLog(this.store);
		List<LogEntry> entries = this.samples.next(600);
		log.append(entries);
		List<LogEntry> later = this.samples.next(3);
		List<LogEntry> mixed = List.of(entries.get(7), later.get(0), entries.get(599), later.get(1), entries.get(0));
		assertThat(this.store.append(mixed)).containsExactly(7L, 600L, 599L, 601L, 0L);
		assertThat(this.store.append(entries)).containsExactlyElementsOf(LongStream.range(0, 600).boxed().toList());
		assertThat(this.store.append(later)).containsExactly(600L, 601L, 602L);
		assertThat(this.store.getFrontier().getSize()).isEqualTo(603);
	}

	@Test
	void batchThatFailsLeavesNothing() {
		ExpectedLog log = new ExpectedLog(this.store);
		log.append(this.samples.next(3));
		List<@Nullable LogEntry> failing = new ArrayList<>(this.samples.next(2));
		failing.add(null);
		assertThatException().isThrownBy(() -> appendUnchecked(failing));
		log.assertIsStored();
		log.append(this.samples.next(2));
		log.assertIsStored();
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	private void appendUnchecked(List<? extends @Nullable LogEntry> entries) {
		this.store.append((List<LogEntry>) entries);
	}

	@Test
	void threadsThatSendTheSameEntriesStoreThemOnce() throws Exception {
		List<LogEntry> entries = this.samples.next(200);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Future<List<Long>>> appended = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			List<LogEntry> window = entries.subList(i * 5, i * 5 + 100);
			appended.add(threads.submit(() -> this.store.append(window)));
		}
		for (int i = 0; i < 20; i++) {
			List<Long> indices = appended.get(i).get(30, TimeUnit.SECONDS);
			for (int j = 0; j < 100; j++) {
				String event = entries.get(i * 5 + j).getProjection().eventId();
				assertThat(this.store.find(event)).extracting(AuditRecord::index).isEqualTo(indices.get(j));
			}
		}
		threads.shutdown();
		assertThat(this.store.getFrontier().getSize()).isEqualTo(195);
		assertThat(this.store.read(0, 1000)).extracting((row) -> row.projection().eventId()).doesNotHaveDuplicates();
	}

	@Test
	void appendGivesContiguousIndices() {
		assertThat(this.store.append(entries(3))).containsExactly(0L, 1L, 2L);
		assertThat(this.store.append(entries(2))).containsExactly(3L, 4L);
		assertThat(this.store.read(1, 3)).extracting(AuditRecord::index).containsExactly(1L, 2L, 3L);
	}

	@Test
	void appendWhenAnEventIsThereThenItStaysThere() {
		List<LogEntry> entries = entries(3);
		this.store.append(entries.subList(0, 2));
		assertThat(this.store.append(entries)).containsExactly(0L, 1L, 2L);
		assertThat(this.store.getFrontier().getSize()).isEqualTo(3);
	}

	@Test
	void hashesOfAllLevelsProveEveryRecord() {
		List<LogEntry> entries = entries(700);
		this.store.append(entries);
		MerkleHash root = this.store.getFrontier().getRoot();
		for (int i = 0; i < 700; i += 37) {
			assertThat(InclusionProof.of(i, 700, this.store).isValid(entries.get(i).getLeafHash(), root)).isTrue();
		}
		assertThat(Frontier.at(513, this.store).getSize()).isEqualTo(513);
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.get(8, 2));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.get(0, 700));
	}

	@Test
	void eraseTakesWhatIsPersonalAndNothingElse() {
		this.store.append(List.of(entry(event("alice").build(), 0), entry(event("bob").build(), 1)));
		MerkleHash root = this.store.getFrontier().getRoot();
		assertThat(this.store.erase("https://issuer.example/", "alice")).isEqualTo(1);
		assertThat(this.store.erase("https://other.example/", "bob")).isZero();
		assertThat(this.store.read(0, 1).get(0).personal()).isNull();
		assertThat(this.store.find(AuditQuery.all().where(Column.USER, "alice")).records()).isEmpty();
		assertThat(this.store.find(AuditQuery.all().where(Column.USER, "bob")).records()).hasSize(1);
		assertThat(this.store.getFrontier().getRoot()).isEqualTo(root);
	}

	@Test
	void eraseTakesWhatWasAccessedAsWell() {
		this.store.append(List.of(entry(event("alice").build(), 0), entry(event("bob").build(), 1)));
		this.store.erase("https://issuer.example/", "alice");
		AuditQuery accessed = AuditQuery.all().where(Column.RESOURCE, "memory/1");
		assertThat(this.store.find(accessed).records()).singleElement().extracting(AuditRecord::index).isEqualTo(1L);
	}

	@Test
	void entryThatWasErasedOnItsWayIsStored() throws Exception {
		LogEntry entry = entry(event("alice").build(), 0).erased();
		this.store.append(List.of(entry));
		AuditRecord row = this.store.read(0, 1).get(0);
		assertThat(row.personal()).isNull();
		assertThat(row.projection()).isEqualTo(Projection.of(row.payload(), null));
	}

	@Test
	void pruneKeepsProofsOfWhatRemains() {
		List<LogEntry> entries = entries(600);
		this.store.append(entries);
		MerkleHash root = this.store.getFrontier().getRoot();
		this.store.prune(256);
		this.store.prune(256);
		assertThat(this.store.getFirstIndex()).isEqualTo(256);
		assertThat(this.store.read(0, 1000)).hasSize(344).first().extracting(AuditRecord::index).isEqualTo(256L);
		assertThat(InclusionProof.of(300, 600, this.store).isValid(entries.get(300).getLeafHash(), root)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(3, 600, this.store));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.prune(300));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.prune(1024));
	}

	@Test
	void nodeThatVerifiesKeepsItsTurn() {
		assertThat(this.store.takeVerificationTurn("node", 256, Instant.EPOCH, Instant.EPOCH)).isEqualTo(256);
		assertThat(this.store.takeVerificationTurn("node", 512, Instant.EPOCH, Instant.EPOCH)).isEqualTo(512);
	}

	@Test
	void checkpointsOfASizeReplaceEachOther() {
		Instant now = Instant.EPOCH;
		assertThat(this.store.getLatestCheckpoint()).isNull();
		for (long size = 0; size < 150; size++) {
			this.store.save(new StoredCheckpoint(size, "old", now));
			this.store.save(new StoredCheckpoint(size, "new", now));
		}
		assertThat(this.store.getLatestCheckpoint()).isEqualTo(new StoredCheckpoint(149, "new", now));
		assertThat(this.store.readCheckpoints(100, 1000)).hasSize(50);
		this.store.removeCheckpoints(List.of(149L));
		assertThat(this.store.readCheckpoints(148, 5)).extracting(StoredCheckpoint::size).containsExactly(148L);
	}

	@Test
	void threadsAppendWithoutAGap() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Future<List<Long>>> appended = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			appended.add(threads.submit(() -> this.store.append(entries(7))));
		}
		List<Long> all = new ArrayList<>();
		for (Future<List<Long>> indices : appended) {
			all.addAll(indices.get(30, TimeUnit.SECONDS));
		}
		threads.shutdown();
		assertThat(all).containsExactlyInAnyOrderElementsOf(LongStream.range(0, 280).boxed().toList());
		assertThat(Frontier.at(280, this.store)).extracting(Frontier::getRoot)
			.isEqualTo(this.store.getFrontier().getRoot());
	}

}
