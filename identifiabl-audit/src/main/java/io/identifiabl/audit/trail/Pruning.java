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
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;

/**
 * Deletes the records of a log that need not be kept any longer.
 *
 * @author Identifiabl Contributors
 */
final class Pruning {

	private final AuditStore store;

	private final Checkpointer checkpointer;

	private final List<String> heldCheckpoints;

	private final Clock clock;

	private final ToLongFunction<AuditEvent> recorder;

	private volatile @Nullable AuditStoreException denial;

	/**
	 * Create a pruning.
	 * @param store the log
	 * @param checkpointer signs its states
	 * @param heldCheckpoints checkpoints that were kept outside of the store
	 * @param clock tells the time
	 * @param recorder records what is about to be deleted and returns where, or fails
	 */
	Pruning(AuditStore store, Checkpointer checkpointer, List<String> heldCheckpoints, Clock clock,
			ToLongFunction<AuditEvent> recorder) {
		this.store = store;
		this.checkpointer = checkpointer;
		this.heldCheckpoints = heldCheckpoints;
		this.clock = clock;
		this.recorder = recorder;
	}

	/**
	 * Prune.
	 * @param retention how long records are kept
	 * @param signing runs what has to be done by the thread that signs
	 * @return completes with the number of records
	 */
	CompletableFuture<Long> run(Duration retention, Executor signing) {
		return CompletableFuture
			.supplyAsync(() -> prepare(new Retention(this.store, this.checkpointer.getVerifier(), retention)), signing)
			.thenApplyAsync(this::delete, Pruning::runOnDaemon);
	}

	/**
	 * Find out whether the store lets records be erased and pruned.
	 * @return why it does not, {@code null} if it does or cannot be asked
	 */
	@Nullable AuditStoreException check() {
		try {
			this.store.probeMaintenance();
			this.denial = null;
		}
		catch (AuditStoreException ex) {
			this.denial = (ex.getKind() == Kind.DENIED) ? ex : null;
		}
		return this.denial;
	}

	// or something is recorded that never happens
	void requireRights() {
		AuditStoreException denied = check();
		if (denied != null) {
			throw denied;
		}
	}

	@Nullable AuditStoreException getDenial() {
		return this.denial;
	}

	private Range prepare(Retention retention) {
		requireRights();
		this.checkpointer.run(this.heldCheckpoints);
		if (this.checkpointer.getState().trouble() != null) {
			// nothing that such a log says about itself is a reason to delete
			return Range.NONE;
		}
		String fault = this.checkpointer.findClockFault();
		if (fault != null) {
			throw new IllegalStateException("Nothing is pruned: " + fault);
		}
		if (this.checkpointer.getState().trouble() != null) {
			return Range.NONE;
		}
		retention.thinCheckpoints(this.clock.instant());
		long from = this.store.getFirstIndex();
		long to = retention.findFirstIndex(this.checkpointer.getState().size(), this.checkpointer::findSignedBefore,
				this.clock.instant());
		if (to <= from || !this.checkpointer.signEarlier(to)) {
			return Range.NONE;
		}
		long index = this.recorder.applyAsLong(Retention.describe(from, to, this.clock.instant()));
		// nobody believes what is not signed, and that it was pruned is no exception
		this.checkpointer.run(this.heldCheckpoints);
		CheckpointerState state = this.checkpointer.getState();
		return (state.trouble() == null && state.size() > index) ? new Range(from, to) : Range.NONE;
	}

	// takes as long as there is much to delete, and states are signed meanwhile
	private long delete(Range range) {
		if (range.to() > range.from()) {
			this.store.prune(range.to());
		}
		return range.to() - range.from();
	}

	private static void runOnDaemon(Runnable task) {
		Thread thread = new Thread(task, "identifiabl-audit-pruning");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Records of the log.
	 *
	 * @param from the index of the first one
	 * @param to the index after the last one
	 */
	private record Range(long from, long to) {

		static final Range NONE = new Range(0, 0);

	}

}
