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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
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

	private final ScheduledExecutorService scheduler;

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
		this.writer.start();
		var ignored = this.scheduler.scheduleWithFixedDelay(() -> this.checkpointer.run(this.heldCheckpoints), 0,
				interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public CompletableFuture<Long> append(AuditEvent event, Urgency urgency) {
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

	@Override
	public AuditPage find(AuditQuery query) {
		return this.store.find(query);
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		return this.store.find(eventId);
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
	 * not stored yet. That this is about to happen is recorded first, and what came of it
	 * afterwards.
	 * @param issuer the issuer
	 * @param user the user's id, or the subject where the issuer has no other
	 * @param event tells who wanted that and why
	 * @return the number of records
	 * @throws AuditUnavailableException if that cannot be recorded
	 */
	public int erase(String issuer, String user, AuditEvent.Builder event) {
		String issuerColumn = Projection.toColumn(issuer);
		String userColumn = Projection.toColumn(user);
		String call = EventIds.create(this.clock.instant());
		event.with(AuditField.CALL, call);
		// what was in the queue has been stored before it
		require(event.id(call + EventIds.INTENT_SUFFIX)
			.with(AuditField.PHASE, "intent")
			.with(AuditField.OUTCOME, "unknown")
			.build(), Urgency.INTENT);
		this.writer.changeSpilled((entry) -> isOf(entry, issuerColumn, userColumn) ? entry.erased() : entry);
		int erased = this.store.erase(issuerColumn, userColumn);
		require(event.id(call)
			.with(AuditField.PHASE, "outcome")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.COUNT, erased)
			.build(), Urgency.AWAITED);
		return erased;
	}

	/**
	 * Delete the records that need not be kept any longer, in multiples of
	 * {@value AuditStore#PRUNE_UNIT}, and checkpoints that others make superfluous. The
	 * state at which the log begins then is signed before, and the deletion is recorded.
	 * @param retention how long records are kept
	 * @return completes with the number of records, and fails if that could not be done
	 */
	public CompletableFuture<Long> prune(Duration retention) {
		return CompletableFuture.supplyAsync(() -> pruneNow(new Retention(this.store, retention)), this.scheduler);
	}

	// by the thread that signs
	private long pruneNow(Retention retention) {
		this.checkpointer.run(this.heldCheckpoints);
		retention.thinCheckpoints(this.clock.instant());
		long from = this.store.getFirstIndex();
		long to = retention.findFirstIndex(this.checkpointer.getState().size(), this.clock.instant());
		if (to <= from || !this.checkpointer.signEarlier(to)) {
			return 0;
		}
		require(Retention.describe(from, to, this.clock.instant()), Urgency.AWAITED);
		this.store.prune(to);
		return to - from;
	}

	private static boolean isOf(LogEntry entry, String issuer, String user) {
		return issuer.equals(entry.getProjection().issuer()) && user.equals(entry.getProjection().user());
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
	 * Return how the checkpoints are doing.
	 * @return the state
	 */
	public CheckpointerState getCheckpointerState() {
		return this.checkpointer.getState();
	}

	/**
	 * Store what waits, sign the state of the log, and end.
	 */
	@Override
	public void close() {
		this.writer.close();
		this.scheduler.shutdown();
		try {
			if (this.scheduler.awaitTermination(this.timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				this.checkpointer.run(this.heldCheckpoints);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
