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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;

/**
 * The audit trail of a node: its writer, its checkpoints, and the log that it shares with
 * the other nodes. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DurableAuditTrail implements AuditTrail, AutoCloseable {

	private final AuditStore store;

	private final AuditWriter writer;

	private final Checkpointer checkpointer;

	private final List<String> heldCheckpoints;

	private final Clock clock;

	private final Duration timeout;

	private final Pruning pruning;

	private final Erasure erasure;

	private final ScheduledExecutorService scheduler;

	private final CheckedAnswers answers = new CheckedAnswers();

	private volatile @Nullable VerificationThread verification;

	/**
	 * Create a trail. It has to be started.
	 * @param store the log
	 * @param writer writes into it
	 * @param checkpointer signs its states
	 * @param heldCheckpoints checkpoints that were kept outside of the store
	 * @param clock tells the time
	 * @param timeout how long {@link #require} waits
	 */
	public DurableAuditTrail(AuditStore store, AuditWriter writer, Checkpointer checkpointer,
			List<String> heldCheckpoints, Clock clock, Duration timeout) {
		this.store = store;
		this.writer = writer;
		this.checkpointer = checkpointer;
		this.heldCheckpoints = List.copyOf(heldCheckpoints);
		this.clock = clock;
		this.timeout = timeout;
		// nodes that all waited for the database must not take each other's records for
		// such that nobody was there to write
		writer.storeUnless(checkpointer::findObstacle);
		this.pruning = new Pruning(store, checkpointer, this.heldCheckpoints, clock,
				(event) -> require(event, Urgency.AWAITED));
		this.erasure = new Erasure(store, writer, this.pruning, clock, this::require);
		this.scheduler = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "identifiabl-audit-checkpoints");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Start to write and to sign.
	 * @param interval how often the state of a log that grows is signed
	 */
	public void start(Duration interval) {
		// a log that is empty is signed as such, before anything is in it
		this.checkpointer.run(this.heldCheckpoints);
		this.writer.start();
		var ignored = this.scheduler.scheduleWithFixedDelay(() -> this.checkpointer.run(this.heldCheckpoints), 0,
				interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Start to verify the log in the background, again and again, for as long as the
	 * trail is open.
	 * @param settings how fast and how often
	 */
	public synchronized void startVerification(VerificationSettings settings) {
		if (this.verification == null) {
			VerificationThread thread = new VerificationThread(new RollingVerification(this.store, this.checkpointer,
					settings, this.clock, EventIds.create(this.clock.instant())), this.timeout);
			thread.start();
			this.verification = thread;
		}
	}

	@Override
	public CompletableFuture<Long> append(AuditEvent event, Urgency urgency) {
		boolean isAwaited = urgency == Urgency.AWAITED || urgency == Urgency.INTENT;
		if (isAwaited && (this.checkpointer.getState().trouble() != null || !this.checkpointer.isResumed())) {
			// nobody can promise that it is in the log that others know
			return CompletableFuture.failedFuture(
					new AuditUnavailableException("The audit log is not known to be the one that was signed"));
		}
		return this.writer.append(event, urgency);
	}

	@Override
	public long require(AuditEvent event, Urgency urgency) {
		try {
			return append(event, urgency).get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AuditUnavailableException("Nobody waited for the audit trail", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AuditUnavailableException("The audit trail is not available", ex);
		}
	}

	/**
	 * Find records. What was not signed yet is signed before, and what is outside of what
	 * was signed is no part of an answer, whatever the store has.
	 */
	@Override
	public AuditPage find(AuditQuery query) {
		// the pages that follow are of what was signed for the first one
		long signed = this.checkpointer.getState().size();
		long end = (query.getBefore() <= signed) ? signed : signAll();
		AuditPage page = this.store.find(query.before(Math.min(query.getBefore(), end)));
		List<AuditRecord> records = page.records()
			.stream()
			.filter((row) -> isInLog(row, end))
			.map(this::checked)
			.filter(Objects::nonNull)
			.toList();
		// the records that follow are even older
		return new AuditPage(records, (records.size() == page.records().size()) ? page.next() : null);
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		AuditRecord row = this.store.find(eventId);
		if (row == null || !isInLog(row, signAll())) {
			return null;
		}
		return checked(row);
	}

	// an erasure or a pruning may have come between the reading of a row and that of its
	// resources
	private @Nullable AuditRecord checked(AuditRecord row) {
		if (row.findFault() == null) {
			return row;
		}
		List<AuditRecord> rows = this.store.read(row.index(), 1);
		if (rows.isEmpty() || rows.get(0).index() != row.index()) {
			return null;
		}
		// of two at one index, the other one is not what was asked for
		AuditRecord again = (rows.size() == 1) ? rows.get(0) : row;
		this.answers.check(again);
		return again;
	}

	private boolean isInLog(AuditRecord row, long end) {
		return row.index() >= this.checkpointer.getBegin() && row.index() < end;
	}

	// return the size of what was signed
	private long signAll() {
		if (this.store.getFrontier().getSize() > this.checkpointer.getState().size()) {
			try {
				CompletableFuture.runAsync(() -> this.checkpointer.run(this.heldCheckpoints), this.scheduler)
					.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | TimeoutException | RejectedExecutionException ex) {
				// what was signed before is answered
			}
		}
		return this.checkpointer.getState().size();
	}

	@Override
	public @Nullable SignedNote getCheckpoint() {
		return this.checkpointer.getLatest();
	}

	@Override
	public InclusionProof prove(long index, long size) {
		return InclusionProof.of(index, size, this.store);
	}

	/**
	 * Erase the personal data of a user, everywhere in this log and in what this node has
	 * not stored yet, and that of tokens that were refused and claim to be the user's.
	 * That this is about to happen is recorded first, and what came of it afterwards.
	 * @param issuer the issuer
	 * @param user the user's id, or the subject where the issuer has no other
	 * @param event tells who wanted that and why
	 * @return the number of records
	 * @throws AuditUnavailableException if that cannot be recorded
	 * @throws AuditStoreException before anything is recorded, if a right is missing
	 */
	public int erase(String issuer, String user, AuditEvent.Builder event) {
		return this.erasure.run(issuer, user, event);
	}

	/**
	 * Delete the records that need not be kept any longer, in multiples of
	 * {@value AuditStore#PRUNE_UNIT}, and checkpoints that others make superfluous. The
	 * state at which the log begins then is signed before, and the deletion is recorded.
	 * @param retention how long records are kept
	 * @return completes with the number of records, and fails if that could not be done
	 */
	public CompletableFuture<Long> prune(Duration retention) {
		return this.pruning.run(retention, this.scheduler);
	}

	/**
	 * Return the log.
	 * @return the store
	 */
	public AuditStore getStore() {
		return this.store;
	}

	/**
	 * Return the clock.
	 * @return what tells the time of events
	 */
	public Clock getClock() {
		return this.clock;
	}

	/**
	 * Return how the writer is doing.
	 * @return the state
	 */
	public WriterState getWriterState() {
		return this.writer.getState();
	}

	/**
	 * Find out whether records can be erased and pruned.
	 * @return the right that is missing, {@code null} if none is known to be
	 */
	public @Nullable AuditStoreException checkMaintenance() {
		return this.pruning.check();
	}

	/**
	 * Return what {@link #checkMaintenance()} has found out last.
	 * @return the right that is missing, {@code null} if none is known to be
	 */
	public @Nullable AuditStoreException getMaintenanceDenial() {
		return this.pruning.getDenial();
	}

	/**
	 * Return how the checkpoints are doing.
	 * @return the state
	 */
	public CheckpointerState getCheckpointerState() {
		return this.checkpointer.getState();
	}

	/**
	 * Return whether the log was compared with what was signed before this node started.
	 * @return whether it is known to be a continuation of that, or not to be one
	 */
	public boolean isCompared() {
		return this.checkpointer.isCompared();
	}

	/**
	 * Return whether no state of the log was signed for longer than that may take. What
	 * was written since is protected by nothing.
	 * @return whether it fails again and again, which the state of the checkpoints counts
	 */
	public boolean isSigningOverdue() {
		return this.checkpointer.isOverdue();
	}

	/**
	 * Return why signing failed last.
	 * @return the failure of the store or the signer, {@code null} if there was none
	 */
	public @Nullable Throwable getSigningFailure() {
		return this.checkpointer.getFailure();
	}

	/**
	 * Return the error, such as that there is no memory left, that the last attempt to
	 * sign ended with. The next attempt is made all the same.
	 * @return the error, {@code null} if that attempt ended in another way
	 */
	public @Nullable Error getSigningError() {
		return this.checkpointer.getError();
	}

	/**
	 * Return what a witness cosigned last.
	 * @return the state, {@code null} if there is no witness
	 */
	public @Nullable WitnessState getWitnessState() {
		return this.checkpointer.getWitnessState();
	}

	/**
	 * Return what the verification in the background has found out.
	 * @return the state, in which nothing was verified if it was not started
	 */
	public VerificationState getVerificationState() {
		VerificationThread thread = this.verification;
		return (thread != null) ? thread.getState() : VerificationState.NONE;
	}

	/**
	 * Return what was wrong with records that were asked for.
	 * @return the answers
	 */
	public CheckedAnswers getAnswers() {
		return this.answers;
	}

	/**
	 * Store what waits, sign the state of the log, and end.
	 */
	@Override
	public void close() {
		this.writer.close();
		VerificationThread thread = this.verification;
		if (thread != null) {
			thread.close();
		}
		this.scheduler.shutdown();
		try {
			if (this.scheduler.awaitTermination(this.timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				this.checkpointer.run(this.heldCheckpoints);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.checkpointer.close();
	}

}
