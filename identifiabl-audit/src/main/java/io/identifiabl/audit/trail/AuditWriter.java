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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.SingleEntries.Attempt;

/**
 * Writes the events of this node into the log, in groups, by a thread of its own. While
 * the store is not available events go to the spill file; when it is again, they are
 * stored first. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditWriter implements AutoCloseable {

	private static final int BATCH = 256;

	private static final Duration WINDOW = Duration.ofMillis(50);

	// how often to look for what processes left that died
	private static final Duration ADOPTION_INTERVAL = Duration.ofMinutes(1);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private final StoreAttempts attempts;

	private final Clock clock;

	private final NumberedEntries entries;

	private final EventQueue queue;

	private final Duration overflowWait;

	private final @Nullable SpillFile spill;

	private final LostEvents lost;

	private final SingleEntries singleEntries;

	private Instant adoptAt;

	private final Thread thread;

	private volatile boolean closing;

	/**
	 * Create a writer. It has to be started.
	 * @param store where events are stored
	 * @param settings how
	 * @param listener is told about every commit, on the writer's thread
	 */
	public AuditWriter(AuditStore store, WriterSettings settings, CommitListener listener) {
		this.attempts = new StoreAttempts(store, listener);
		this.clock = settings.clock();
		String stream = UUID.randomUUID().toString();
		this.lost = new LostEvents(stream, this.clock);
		this.singleEntries = new SingleEntries(store, (entry) -> this.attempts.store(List.of(entry)));
		this.queue = new EventQueue(settings.queueCapacity());
		this.overflowWait = settings.overflowWait();
		this.spill = (settings.spill() != null)
				? new SpillFile(settings.spill(), this.lost, listener::onSpillFileProblem) : null;
		this.adoptAt = this.clock.instant().plus(ADOPTION_INTERVAL);
		this.entries = new NumberedEntries(settings, stream, this.spill, this.lost, listener::onSpillFileProblem);
		this.thread = new Thread(this::run, "identifiabl-audit-writer");
		this.thread.setDaemon(true);
	}

	/**
	 * Store nothing while there is a reason not to. What is recorded meanwhile waits as
	 * in an outage.
	 * @param obstacle tells the reason, {@code null} if there is none
	 */
	void storeUnless(Supplier<@Nullable AuditStoreException> obstacle) {
		this.attempts.storeUnless(obstacle);
	}

	/**
	 * Start to write.
	 */
	public void start() {
		CompletableFuture<Long> ignored = append(
				AuditEvent.builder(EventTypes.STREAM_START, this.clock.instant()).build(), Urgency.ORDINARY);
		this.thread.start();
	}

	/**
	 * Record an event. Unless the queue is full this waits for nothing.
	 * @param event the event
	 * @param urgency how it is treated
	 * @return completes with the index of the event once it is durable, and fails with an
	 * {@link AuditUnavailableException} if it is not
	 */
	public CompletableFuture<Long> append(AuditEvent event, Urgency urgency) {
		if (this.closing || (urgency == Urgency.INTENT && !this.attempts.isAvailable())) {
			return CompletableFuture.failedFuture(new AuditUnavailableException("The audit trail is not available"));
		}
		PendingEvent pending = new PendingEvent(event, urgency);
		if (!this.queue.offer(pending)
				&& !(this.attempts.isAvailable() && this.queue.offer(pending, this.overflowWait))) {
			overflow(pending);
		}
		else if (urgency == Urgency.AWAITED && !this.attempts.isAvailable()) {
			pending.getIndex().completeExceptionally(new AuditUnavailableException("The event will be stored later"));
		}
		return pending.getIndex();
	}

	private void overflow(PendingEvent pending) {
		this.entries.overflow(pending);
		pending.getIndex().completeExceptionally(new AuditUnavailableException("Too many events wait"));
	}

	private void run() {
		while (!this.closing || this.queue.size() > 0) {
			try {
				cycle();
			}
			catch (InterruptedException ex) {
				// of nobody but close(), which has said so in another way
				this.closing = true;
			}
			catch (RuntimeException | Error ex) {
				// whatever it was, the next events are not to blame for it, and those
				// that were in hand are not lost
				this.attempts.suspend();
				this.attempts.failed();
				LockSupport.parkNanos(WINDOW.toNanos());
			}
		}
		try {
			write(List.of(new PendingEvent(AuditEvent.builder(EventTypes.STREAM_END, this.clock.instant()).build(),
					Urgency.ORDINARY)));
		}
		finally {
			closeEntries();
		}
	}

	private void closeEntries() {
		List<PendingEvent> waiting = this.queue.close();
		this.entries.close(waiting);
		waiting.forEach((event) -> event.getIndex()
			.completeExceptionally(new AuditUnavailableException("The audit trail was closed")));
	}

	private void cycle() throws InterruptedException {
		// what was in hand when something failed that nobody expected
		this.entries.notStored();
		adopt();
		storeSpilled();
		List<PendingEvent> events = this.queue.take(BATCH, WINDOW);
		if (!events.isEmpty() || (this.attempts.isAvailable() && !this.lost.isRecorded())) {
			write(events);
		}
		else if (!this.attempts.isAvailable() && this.attempts.isTime()) {
			// intents are not even tried before
			boolean ignored = this.attempts.probe();
		}
	}

	// a process that died while this one ran may never start again
	private void adopt() {
		Instant now = this.clock.instant();
		if (this.spill != null && this.attempts.isAvailable() && !now.isBefore(this.adoptAt)) {
			this.adoptAt = now.plus(ADOPTION_INTERVAL);
			this.spill.adopt();
		}
	}

	private void write(List<PendingEvent> events) {
		try {
			List<LogEntry> taken = this.entries.take(events);
			// what overflowed while these events waited for each other
			storeSpilled();
			boolean inOrder = this.spill == null || this.spill.getWaiting() == 0;
			List<Long> indices = (inOrder && this.attempts.isTime()) ? storeWithGaps(taken) : null;
			if (indices == null) {
				this.entries.notStored();
				return;
			}
			for (int i = 0; i < events.size(); i++) {
				events.get(i).getIndex().complete(indices.get(i));
			}
			this.entries.stored();
		}
		finally {
			for (PendingEvent event : events) {
				event.getIndex().completeExceptionally(new AuditUnavailableException("The event could not be stored"));
			}
		}
	}

	// what was lost is named until the commit of the record that names it has returned,
	// and not after what has a higher number
	private @Nullable List<Long> storeWithGaps(List<LogEntry> taken) {
		if (!this.lost.isRecorded() && !this.attempts.isAvailable() && !this.attempts.probe()) {
			// a gap that may have been stored cannot name any more
			return null;
		}
		LostEvents.Gap gap = this.entries.nextGap();
		while (gap != null && !this.lost.isLast(gap)) {
			if (!store(gap)) {
				return null;
			}
			gap = this.entries.nextGap();
		}
		if (gap == null) {
			return taken.isEmpty() ? List.of() : store(taken);
		}
		List<LogEntry> all = new ArrayList<>(taken);
		all.add(gap.getEntry());
		List<Long> indices = store(all);
		if (indices != null) {
			this.lost.recorded(gap);
		}
		return indices;
	}

	private boolean store(LostEvents.Gap gap) {
		boolean stored = store(List.of(gap.getEntry())) != null;
		if (stored) {
			this.lost.recorded(gap);
		}
		return stored;
	}

	private @Nullable List<Long> store(List<LogEntry> taken) {
		Attempt attempt = this.attempts.store(taken);
		return (attempt.failure() == null) ? attempt.indices() : null;
	}

	private void storeSpilled() {
		if (this.spill == null || !this.attempts.isTime()) {
			return;
		}
		try {
			while (this.spill.getWaiting() > 0) {
				SpillFile.Chunk chunk = this.spill.read(BATCH);
				if (!chunk.entries().isEmpty() && store(chunk.entries()) == null && !storeOneByOne(chunk.entries())) {
					return;
				}
				this.spill.remove(chunk);
			}
		}
		catch (IOException ex) {
			this.attempts.failed(ex);
		}
	}

	private boolean storeOneByOne(List<LogEntry> spilled) {
		List<LogEntry> givenUp = this.singleEntries.store(spilled);
		if (givenUp == null) {
			this.attempts.suspend();
			return false;
		}
		givenUp.forEach(this.lost::add);
		// before they are forgotten
		boolean named = true;
		while (named && !this.lost.isRecorded()) {
			LostEvents.Gap gap = this.entries.nextGap();
			named = gap == null || store(gap);
		}
		return named;
	}

	/**
	 * Change what waits in the spill file, for erasure.
	 * @param change the change
	 * @throws AuditUnavailableException if the file cannot be changed
	 */
	public void changeSpilled(UnaryOperator<LogEntry> change) {
		if (this.spill == null) {
			return;
		}
		try {
			this.spill.replaceAll(change);
		}
		catch (IOException ex) {
			throw new AuditUnavailableException("The spill file cannot be changed", ex);
		}
	}

	/**
	 * Return how the writer is doing.
	 * @return the state
	 */
	public WriterState getState() {
		return this.attempts.getState(this.queue.size(), (this.spill != null) ? this.spill.getWaiting() : 0, this.lost);
	}

	/**
	 * Take no more events, store those that wait, and end. What a store does not take in
	 * time is left in the spill file.
	 */
	@Override
	public void close() {
		this.closing = true;
		try {
			this.thread.join(CLOSE_TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.thread.isAlive()) {
			// it waits for a store; an entry that is stored after all is stored once
			closeEntries();
		}
		if (this.spill != null) {
			this.spill.close();
		}
	}

	/**
	 * Is told what the writer does, on its thread.
	 *
	 * @since 0.1.0
	 */
	public interface CommitListener {

		/**
		 * Entries were stored.
		 * @param entries the entries
		 * @param indices where they are now
		 */
		void onCommit(List<LogEntry> entries, List<Long> indices);

		/**
		 * Something could not be stored.
		 * @param failure why
		 */
		void onFailure(Exception failure);

		/**
		 * Somebody has to look after the spill file: it cannot be written, was removed or
		 * changed, or there is one that is not believed. This may be called by any
		 * thread, and before the writer is started.
		 * @param problem what it is, in a clause that names the file or the directory
		 */
		default void onSpillFileProblem(String problem) {
			onFailure(new IOException(problem));
		}

	}

}
