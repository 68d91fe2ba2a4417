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

package io.identifiabl.trail;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.VerificationSettings;
import io.identifiabl.operation.OperationRecorder;

/**
 * Starts the trail before the web server takes requests, and does what has to be done
 * from time to time. The trail ends when its bean is destroyed, after the last request
 * and before the database.
 *
 * @author Identifiabl Contributors
 */
final class AuditTrailLifecycle implements SmartLifecycle {

	private static final Duration REFUSALS_INTERVAL = Duration.ofSeconds(5);

	private static final Duration ALARM_INTERVAL = Duration.ofSeconds(1);

	private static final Duration RETENTION_INTERVAL = Duration.ofHours(1);

	private final Log logger = LogFactory.getLog(getClass());

	private final DurableAuditTrail trail;

	private final AuditKeys keys;

	private final Duration interval;

	private final Duration retention;

	private final @Nullable VerificationSettings verification;

	private final OperationRecorder recorder;

	private final AuditAlarms alarms;

	private CompletableFuture<@Nullable Void> pruning = CompletableFuture.completedFuture(null);

	private boolean started;

	private @Nullable ScheduledExecutorService executor;

	/**
	 * Create the lifecycle.
	 * @param trail the trail
	 * @param keys what it is signed with
	 * @param interval how often a log that grows is signed
	 * @param retention how long records are kept, zero for ever
	 * @param verification how the log is verified in the background, {@code null} if it
	 * is not
	 * @param recorder records the refusals that were only counted
	 */
	AuditTrailLifecycle(DurableAuditTrail trail, AuditKeys keys, Duration interval, Duration retention,
			@Nullable VerificationSettings verification, OperationRecorder recorder) {
		this.trail = trail;
		this.keys = keys;
		this.interval = interval;
		this.retention = retention;
		this.verification = verification;
		this.recorder = recorder;
		this.alarms = new AuditAlarms(trail);
	}

	@Override
	public synchronized void start() {
		if (this.executor != null) {
			return;
		}
		if (!this.started) {
			AuditEvent change = null;
			if (this.trail.getStore() instanceof LateAuditStore late) {
				late.whenOpened((store) -> append(findKeyChange(store)));
			}
			else {
				change = findKeyChange(this.trail.getStore());
			}
			this.trail.start(this.interval);
			this.alarms.check();
			if (this.verification != null) {
				this.trail.startVerification(this.verification);
			}
			append(change);
			checkMaintenance();
			this.started = true;
		}
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "identifiabl-audit-upkeep");
			thread.setDaemon(true);
			return thread;
		});
		repeat(scheduler, ALARM_INTERVAL, () -> attempt("be looked after", this.alarms::check));
		repeat(scheduler, REFUSALS_INTERVAL, () -> attempt("count refusals", this.recorder::recordSuppressed));
		if (!this.retention.isZero()) {
			repeat(scheduler, RETENTION_INTERVAL, () -> attempt("prune", this::prune));
		}
		this.executor = scheduler;
	}

	// before this node signs anything
	private @Nullable AuditEvent findKeyChange(AuditStore store) {
		return KeyChanges.find(store, this.keys, this.trail.getClock().instant());
	}

	private void append(@Nullable AuditEvent change) {
		if (change != null) {
			CompletableFuture<Long> ignored = this.trail.append(change, Urgency.ORDINARY);
		}
	}

	private void checkMaintenance() {
		AuditStoreException denied = this.retention.isZero() ? null : this.trail.checkMaintenance();
		if (denied != null) {
			this.logger.warn("Nothing is pruned, although identifiabl.audit.retention is " + this.retention.toDays()
					+ " days, and nobody's personal data can be erased. Declare a DataSource with another login that is "
					+ "qualified by @AuditMaintenanceDataSource, or set the retention to 0 and have somebody else delete "
					+ "records. " + denied.getMessage());
		}
	}

	// nobody waits: alarms are due meanwhile, and what runs still is not started again
	private void prune() {
		if (this.pruning.isDone()) {
			this.pruning = this.trail.prune(this.retention).handle((count, ex) -> {
				if (ex != null) {
					this.logger.error("The audit trail could not prune", ex);
				}
				return null;
			});
		}
	}

	private static void repeat(ScheduledExecutorService scheduler, Duration interval, Runnable task) {
		var ignored = scheduler.scheduleWithFixedDelay(task, interval.toMillis(), interval.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	// whatever is thrown here would be the end of it
	private void attempt(String what, Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			this.logger.error("The audit trail could not " + what, ex);
		}
	}

	@Override
	public synchronized void stop() {
		if (this.executor != null) {
			this.executor.shutdownNow();
			this.executor = null;
			attempt("count refusals", this.recorder::recordRemaining);
			// what happened in the last second is not passed over
			attempt("be looked after", this.alarms::check);
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.executor != null;
	}

	// long before the web server
	@Override
	public int getPhase() {
		return 0;
	}

}
