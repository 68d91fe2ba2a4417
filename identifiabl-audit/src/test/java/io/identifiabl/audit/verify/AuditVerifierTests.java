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

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AuditVerifier}: whatever is edited where the log is stored is found.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class AuditVerifierTests {

	private final AuditVerifier verifier = new AuditVerifier(Logs.VERIFIER);

	private final InMemoryAuditStore store = Logs.create(1000);

	AuditVerifierTests() {
		Logs.sign(this.store);
	}

	@Test
	void logThatIsWhatItWasIsVerified() {
		VerificationReport report = this.verifier.verify(this.store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.checked()).isEqualTo(1000);
		assertThat(report.getFirstBadIndex()).isNull();
	}

	@Test
	void erasedAndPrunedLogIsVerified() {
		Logs.erase(this.store, "user-1");
		Logs.prune(this.store, 512);
		VerificationReport report = this.verifier.verify(this.store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.checked()).isEqualTo(491);
	}

	@Test
	void leafThatWasEditedIsFound() {
		assertFound(changing(700, (row) -> new AuditRecord(row.index(),
				row.payload().replace("saveMemory", "readMemory"), row.personal(), row.leafHash(), row.projection())));
	}

	@Test
	void hashThatWasEditedIsFound() {
		assertFound(changing(700, (row) -> new AuditRecord(row.index(), row.payload(), row.personal(),
				MerkleHash.ofLeaf(new byte[1]), row.projection())));
	}

	@Test
	void personalDataThatWasEditedIsFound() {
		assertFound(changing(700, (row) -> new AuditRecord(row.index(), row.payload(),
				String.valueOf(row.personal()).replace("user-", "evil-"), row.leafHash(), row.projection())));
	}

	@Test
	void columnThatWasEditedToHideARecordIsFound() {
		assertFound(changing(700, (row) -> new AuditRecord(row.index(), row.payload(), row.personal(), row.leafHash(),
				hidden(row.projection()))));
	}

	@Test
	void recordThatIsMissingIsFound() {
		AuditStore cut = proxy((method, result) -> (method.equals("read") && result instanceof List<?> rows)
				? rows.stream().filter((row) -> !(row instanceof AuditRecord r && r.index() == 700)).toList() : result);
		assertThat(this.verifier.verify(cut).findings()).containsExactly(new Finding(700, 1, "the record is missing"));
	}

	@Test
	@Timeout(20)
	void indexThatWasEditedIsFound() {
		AuditStore edited = changing(700,
				(row) -> new AuditRecord(9999, row.payload(), row.personal(), row.leafHash(), row.projection()));
		assertThat(this.verifier.verify(edited).findings())
			.containsExactly(new Finding(700, 1, "the record is missing"));
	}

	@Test
	void hashOfAPartThatWasEditedIsFound() {
		AuditStore edited = proxy((method, result) -> method.equals("get") ? MerkleHash.empty() : result);
		assertThat(this.verifier.verify(edited).findings()).extracting(Finding::index).containsExactly(0L, 256L, 512L);
	}

	@Test
	void rewrittenLogIsFoundByItsCheckpoint() {
		InMemoryAuditStore rewritten = Logs.create(1000);
		this.store.readCheckpoints(0, 10).forEach(rewritten::save);
		assertThat(this.verifier.verify(rewritten).findings())
			.containsExactly(new Finding(0, 1000, "the log is not what was signed"));
	}

	@Test
	void cutLogIsFoundByItsCheckpoint() {
		InMemoryAuditStore cut = Logs.create(900);
		this.store.readCheckpoints(0, 10).forEach(cut::save);
		assertThat(this.verifier.verify(cut).findings())
			.containsExactly(new Finding(900, 100, "a larger log was signed"));
	}

	@Test
	void rewritingIsNarrowedDownToWhatWasSignedBefore() {
		InMemoryAuditStore genuine = new InMemoryAuditStore(1000);
		List<LogEntry> first = LongStream.range(0, 100).mapToObj((i) -> Logs.entry("alice", i)).toList();
		genuine.append(first);
		Logs.sign(genuine);
		genuine.append(LongStream.range(100, 200).mapToObj((i) -> Logs.entry("bob", i)).toList());
		Logs.sign(genuine);
		InMemoryAuditStore rewritten = new InMemoryAuditStore(1000);
		rewritten.append(first);
		rewritten.append(LongStream.range(100, 200).mapToObj((i) -> Logs.entry("mallory", i)).toList());
		genuine.readCheckpoints(0, 10).forEach(rewritten::save);
		assertThat(this.verifier.verify(rewritten).findings())
			.containsExactly(new Finding(100, 100, "the log is not what was signed"));
	}

	@Test
	void checkpointThatNobodyTrustedSignedIsFound() {
		String note = this.store.readCheckpoints(0, 1).get(0).note();
		this.store.save(new StoredCheckpoint(1000, note.replace("notes\n1000", "notes\n1001"), Instant.EPOCH));
		assertThat(this.verifier.verify(this.store).findings()).extracting(Finding::text)
			.containsExactly("no trusted key signed the checkpoint");
	}

	@Test
	void logThatIsPrunedMeanwhileIsVerified() {
		AtomicBoolean pruned = new AtomicBoolean();
		AuditStore pruning = proxy((method, result) -> {
			if (method.equals("read") && pruned.compareAndSet(false, true)) {
				Logs.prune(this.store, 512);
				return List.of();
			}
			return result;
		});
		VerificationReport report = this.verifier.verify(pruning);
		assertThat(report.findings()).isEmpty();
		assertThat(report.firstIndex()).isEqualTo(512);
	}

	@Test
	void partIsReadUpToTheNextCheckpoint() {
		VerificationReport report = this.verifier.verify(growing(), 301, 500, List.of());
		assertThat(report).isEqualTo(new VerificationReport(301, 600, 299, List.of(), List.of()));
	}

	@Test
	void partThatEndsWhereNothingIsSignedIsReadToTheEnd() {
		InMemoryAuditStore growing = growing();
		growing.append(List.of(Logs.entry("bob", 1000)));
		assertThat(this.verifier.verify(growing, 999, Long.MAX_VALUE, List.of()))
			.isEqualTo(new VerificationReport(999, 1001, 2, List.of(), List.of()));
		assertThat(this.verifier.verify(growing, 5000, 6000, List.of()).findings())
			.containsExactly(new Finding(1001, 1, "nothing was verified"));
	}

	@Test
	void partOfAPrunedLogBeginsWhereTheLogDoes() {
		InMemoryAuditStore growing = growing();
		Logs.prune(growing, 256);
		assertThat(this.verifier.verify(growing, 0, 300, List.of()).firstIndex()).isEqualTo(256);
		assertThat(this.verifier.verify(growing, 0, 100, List.of())).isEqualTo(
				new VerificationReport(256, 256, 0, List.of(new Finding(256, 1, "nothing was verified")), List.of()));
	}

	@Test
	void recordOfAPartThatWasEditedIsFoundAndNoOther() {
		AuditStore edited = changing(700, (row) -> new AuditRecord(row.index(), row.payload() + " ", row.personal(),
				row.leafHash(), row.projection()));
		assertThat(this.verifier.verify(edited, 700, 701, List.of()).getFirstBadIndex()).isEqualTo(700);
		assertThat(this.verifier.verify(edited, 701, 800, List.of()).isValid()).isTrue();
	}

	@Test
	void logThatWasRewrittenBeforeAPartIsFound() throws InvalidRecordException {
		InMemoryAuditStore genuine = growing();
		InMemoryAuditStore rewritten = new InMemoryAuditStore(1000);
		rewritten.append(LongStream.range(0, 300).mapToObj((i) -> Logs.entry("mallory", i)).toList());
		for (AuditRecord row : genuine.read(300, 700)) {
			rewritten.append(List.of(LogEntry.of(row.payload(), row.personal())));
		}
		genuine.readCheckpoints(0, 10).forEach(rewritten::save);
		assertThat(this.verifier.verify(rewritten, 300, 500, List.of()).findings()).extracting(Finding::text)
			.containsExactly("the log is not what was signed");
	}

	@Test
	void partThatIsNoneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.verifier.verify(this.store, -1, 5, List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.verifier.verify(this.store, 5, 5, List.of()));
	}

	// signed after 300, 600 and 1000 records
	private static InMemoryAuditStore growing() {
		InMemoryAuditStore growing = new InMemoryAuditStore(2000);
		long from = 0;
		for (long size : List.of(300L, 600L, 1000L)) {
			growing.append(LongStream.range(from, size).mapToObj((i) -> Logs.entry("alice", i)).toList());
			Logs.sign(growing);
			from = size;
		}
		return growing;
	}

	@Test
	void logWithoutAnySignatureIsFound() {
		assertThat(this.verifier.verify(Logs.create(3)).findings())
			.containsExactly(new Finding(0, 3, "nothing has been signed"));
	}

	@Test
	void logThatContinuesAHeldCheckpointIsVerified() {
		InMemoryAuditStore growing = growing();
		List<Checkpoint> held = checkpoints(growing);
		growing.removeCheckpoints(List.of(300L, 600L));
		assertThat(this.verifier.verify(growing, 0, Long.MAX_VALUE, held).findings()).isEmpty();
	}

	@Test
	void logThatWasRewrittenAndSignedAgainIsFoundByAHeldCheckpoint() {
		List<Checkpoint> held = checkpoints(growing()).subList(0, 1);
		assertThat(this.verifier.verify(growing(), 0, Long.MAX_VALUE, held).findings())
			.containsExactly(new Finding(300, 1, "the log is not what was signed"));
	}

	@Test
	void logThatIsSmallerThanAHeldCheckpointIsFound() {
		List<Checkpoint> held = checkpoints(growing());
		assertThat(this.verifier.verify(this.store, 0, Long.MAX_VALUE, held.subList(2, 3)).isValid()).isFalse();
		InMemoryAuditStore cut = Logs.create(900);
		Logs.sign(cut);
		assertThat(this.verifier.verify(cut, 0, Long.MAX_VALUE, held.subList(2, 3)).findings())
			.containsExactly(new Finding(900, 100, "a larger log was signed"));
	}

	@Test
	void heldCheckpointFromBeforeTheLogBeginsIsNoted() {
		List<Checkpoint> held = checkpoints(this.store);
		InMemoryAuditStore growing = growing();
		Logs.prune(growing, 768);
		VerificationReport report = this.verifier.verify(growing, 0, Long.MAX_VALUE,
				List.of(new Checkpoint("notes", 600, held.get(0).rootHash())));
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes())
			.contains("the checkpoint of size 600 is older than what was verified, and was not compared");
	}

	@Test
	void rowsOutsideOfTheLogAreFound() {
		AuditStore strewn = proxy(
				(method, result) -> method.equals("findStrays") ? List.of(-5L, 1000L, 200_000L) : result);
		assertThat(this.verifier.verify(strewn).findings()).extracting(Finding::index)
			.containsExactly(-5L, 1000L, 200_000L);
	}

	@Test
	void rowsOfPrunedRecordsAreNoted() {
		Logs.prune(this.store, 512);
		AuditStore strewn = proxy((method, result) -> method.equals("findStrays") ? List.of(3L, 4L) : result);
		VerificationReport report = this.verifier.verify(strewn);
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).contains("rows of at least 2 records that were pruned are still there");
	}

	private static List<Checkpoint> checkpoints(AuditStore store) {
		return store.readCheckpoints(0, 10).stream().map((stored) -> {
			try {
				return Logs.VERIFIER.verify(stored.note().getBytes(StandardCharsets.UTF_8));
			}
			catch (InvalidNoteException ex) {
				throw new IllegalStateException(ex);
			}
		}).toList();
	}

	@Test
	void notesAreBounded() {
		InMemoryAuditStore many = new InMemoryAuditStore(100_000);
		many.append(LongStream.range(0, 10_500).mapToObj(Logs::entryOfNewStream).toList());
		Logs.sign(many);
		assertThat(this.verifier.verify(many).notes()).hasSize(101)
			.last()
			.isEqualTo("and 9900 more; 500 records are of streams that were not followed");
	}

	@Test
	void findingsAreBounded() {
		AuditStore edited = proxy((method, result) -> (method.equals("read") && result instanceof List<?> rows)
				? rows.stream().map((row) -> damaged((AuditRecord) row)).toList() : result);
		assertThat(this.verifier.verify(edited).findings()).hasSize(100);
	}

	private static AuditRecord damaged(AuditRecord row) {
		return new AuditRecord(row.index(), "{}", row.personal(), row.leafHash(), row.projection());
	}

	private void assertFound(AuditStore edited) {
		VerificationReport report = this.verifier.verify(edited);
		assertThat(report.isValid()).isFalse();
		assertThat(report.getFirstBadIndex()).isEqualTo(700);
	}

	private static Projection hidden(Projection projection) {
		LogEntry other = Logs.entry("nobody", projection.sequence());
		Projection columns = other.getProjection();
		return new Projection(projection.eventId(), projection.time(), projection.stream(), projection.sequence(),
				projection.type(), projection.issuer(), columns.user(), projection.org(), projection.tenant(),
				projection.tool(), projection.client(), projection.claimed(), projection.decision(),
				projection.outcome(), projection.trace(), projection.email(), projection.address(),
				projection.clientClaimed(), projection.route(), projection.reason(), projection.resources());
	}

	private AuditStore changing(long index, UnaryOperator<AuditRecord> change) {
		return proxy((method,
				result) -> (method.equals("read") && result instanceof List<?> rows) ? rows.stream()
					.map((row) -> (row instanceof AuditRecord r && r.index() == index) ? change.apply(r) : row)
					.toList() : result);
	}

	private AuditStore proxy(Change change) {
		return (AuditStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { AuditStore.class },
				(proxy, method, arguments) -> change.apply(method.getName(), method.invoke(this.store, arguments)));
	}

	/**
	 * What whoever can write to the database makes of an answer.
	 */
	private interface Change {

		Object apply(String method, Object result);

	}

}
