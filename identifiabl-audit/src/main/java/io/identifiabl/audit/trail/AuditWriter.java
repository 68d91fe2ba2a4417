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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;

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

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private final AuditStore store;

	private final CommitListener listener;

	private final Clock clock;

	private final EntryWriter entryWriter;

	private final EventQueue queue;

	private final Duration overflowWait;

	private final @Nullable SpillFile spill;

	private final AtomicLong sequence = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicLong committed = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong commits = new AtomicLong();

	private final AtomicLong commitNanos = new AtomicLong();

	private final Thread thread;

	private long reportedDrops;

	private long retryAt;

	private volatile boolean available = true;

	private volatile boolean closing;

	/**
	 * Create a writer. It has to be started.
	 * @param store where events are stored
	 * @param settings how
	 * @param listener is told about every commit, on the writer's thread
	 */
	public AuditWriter(AuditStore store, WriterSettings settings, CommitListener listener) {
		this.store = store;
		this.listener = listener;
		this.clock = settings.clock();
		this.entryWriter = new EntryWriter(settings.service(), settings.node(), UUID.randomUUID().toString(),
				new SecureRandom());
		this.queue = new EventQueue(settings.queueCapacity());
		this.overflowWait = settings.overflowWait();
		this.spill = (settings.spillFile() != null) ? new SpillFile(settings.spillFile(), settings.maxSpillSize())
				: null;
		this.thread = new Thread(this::run, "identifiabl-audit-writer");
		this.thread.setDaemon(true);
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
		if (this.closing || (urgency == Urgency.INTENT && !this.available)) {
			return CompletableFuture.failedFuture(new AuditUnavailableException("The audit trail is not available"));
		}
		PendingEvent pending = new PendingEvent(event, this.sequence.getAndIncrement(), urgency);
		if (!this.queue.offer(pending) && !(this.available && this.queue.offer(pending, this.overflowWait))) {
			overflow(pending);
		}
		else if (urgency == Urgency.AWAITED && !this.available) {
			pending.getIndex().completeExceptionally(new AuditUnavailableException("The event will be stored later"));
		}
		return pending.getIndex();
	}

	private void overflow(PendingEvent pending) {
		if (pending.isRefusal()) {
			this.dropped.incrementAndGet();
		}
		else {
			spill(List.of(write(pending)));
		}
		pending.getIndex().completeExceptionally(new AuditUnavailableException("Too many events wait"));
	}

	private LogEntry write(PendingEvent pending) {
		return this.entryWriter.write(pending.getEvent(), pending.getSequence(), this.clock.instant());
	}

	private boolean spill(List<LogEntry> entries) {
		boolean kept = this.spill != null && this.spill.add(entries);
		if (!kept) {
			this.dropped.addAndGet(entries.size());
		}
		return kept;
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
			catch (RuntimeException ex) {
				// whatever it was, the next events are not to blame for it
				this.failures.incrementAndGet();
				this.available = false;
				LockSupport.parkNanos(WINDOW.toNanos());
			}
		}
		end();
		// what came while the last event was stored
		this.queue.close().forEach(this::overflow);
	}

	private void cycle() throws InterruptedException {
		storeSpilled();
		List<PendingEvent> events = this.queue.take(BATCH, WINDOW);
		if (!events.isEmpty()) {
			writeAndReportDrops(events);
		}
		else if (!this.available && isTimeToStore()) {
			// intents are not even tried before
			this.available = isReachable();
			this.retryAt = System.nanoTime() + RETRY_INTERVAL.toNanos();
		}
	}

	private boolean isTimeToStore() {
		return this.available || System.nanoTime() - this.retryAt >= 0;
	}

	private void writeAndReportDrops(List<PendingEvent> events) {
		long drops = this.dropped.get();
		if (drops > this.reportedDrops && this.available) {
			AuditEvent gap = AuditEvent.builder(EventTypes.GAP, this.clock.instant())
				.with(AuditField.COUNT, drops - this.reportedDrops)
				.build();
			events.add(new PendingEvent(gap, this.sequence.getAndIncrement(), Urgency.ORDINARY));
		}
		if (write(events)) {
			this.reportedDrops = drops;
		}
	}

	// whether they are in the log now or will be
	private boolean write(List<PendingEvent> events) {
		List<LogEntry> entries = events.stream().map(this::write).toList();
		// what overflowed while these events waited for each other
		storeSpilled();
		boolean inOrder = this.spill == null || this.spill.getWaiting() == 0;
		List<Long> indices = (inOrder && isTimeToStore()) ? store(entries) : null;
		if (indices != null) {
			for (int i = 0; i < events.size(); i++) {
				events.get(i).getIndex().complete(indices.get(i));
			}
			return true;
		}
		boolean kept = spill(entries);
		for (PendingEvent event : events) {
			event.getIndex().completeExceptionally(new AuditUnavailableException("The event could not be stored"));
		}
		return kept;
	}

	private @Nullable List<Long> store(List<LogEntry> entries) {
		long start = System.nanoTime();
		List<Long> indices;
		try {
			indices = appendTwice(entries);
		}
		catch (AuditStoreException ex) {
			this.failures.incrementAndGet();
			this.available = false;
			this.retryAt = System.nanoTime() + RETRY_INTERVAL.toNanos();
			this.listener.onFailure(ex);
			return null;
		}
		this.available = true;
		this.committed.addAndGet(entries.size());
		this.commits.incrementAndGet();
		this.commitNanos.addAndGet(System.nanoTime() - start);
		this.listener.onCommit(entries, indices);
		return indices;
	}

	// a connection that broke is nothing yet; whether the first attempt was committed
	// after all is found out by the second one
	private List<Long> appendTwice(List<LogEntry> entries) {
		try {
			return this.store.append(entries);
		}
		catch (AuditStoreException ex) {
			return this.store.append(entries);
		}
	}

	private void storeSpilled() {
		if (this.spill == null || !isTimeToStore()) {
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
			this.failures.incrementAndGet();
			this.listener.onFailure(ex);
		}
	}

	// one that no database takes must not keep all others from it
	private boolean storeOneByOne(List<LogEntry> entries) {
		for (LogEntry entry : entries) {
			if (!isReachable()) {
				return false;
			}
			if (store(List.of(entry)) == null) {
				if (!isReachable()) {
					return false;
				}
				this.dropped.incrementAndGet();
			}
		}
		return true;
	}

	private boolean isReachable() {
		try {
			return this.store.getFrontier().getSize() >= 0;
		}
		catch (AuditStoreException ex) {
			return false;
		}
	}

	private void end() {
		AuditEvent end = AuditEvent.builder(EventTypes.STREAM_END, this.clock.instant()).build();
		List<PendingEvent> last = new ArrayList<>();
		last.add(new PendingEvent(end, this.sequence.getAndIncrement(), Urgency.ORDINARY));
		writeAndReportDrops(last);
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
		return new WriterState(this.available, this.queue.size(), this.committed.get(),
				(this.spill != null) ? this.spill.getWaiting() : 0, this.dropped.get(), this.failures.get(),
				this.commits.get(), Duration.ofNanos(this.commitNanos.get()));
	}

	/**
	 * Take no more events, store those that wait, and end.
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

	}

}
