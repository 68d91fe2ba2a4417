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

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread of a verification in the background.
 *
 * @author Identifiabl Contributors
 */
final class VerificationThread implements AutoCloseable {

	private final RollingVerification verification;

	private final Duration timeout;

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "identifiabl-audit-background-verification");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Create a thread. It has to be started.
	 * @param verification what it does
	 * @param timeout how long its end is awaited
	 */
	VerificationThread(RollingVerification verification, Duration timeout) {
		this.verification = verification;
		this.timeout = timeout;
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	void start() {
		schedule(Duration.ZERO);
	}

	private void schedule(Duration wait) {
		try {
			var ignored = this.executor.schedule(this::run, wait.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// it was closed meanwhile
		}
	}

	// an error ends no more than one attempt
	private void run() {
		Duration wait = RollingVerification.PATIENCE;
		try {
			wait = this.verification.step();
		}
		finally {
			schedule(wait);
		}
	}

	VerificationState getState() {
		return this.verification.getState();
	}

	/**
	 * End after the slice that is being verified, which is not interrupted: that closes
	 * the files of an embedded database.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
		try {
			if (this.executor.awaitTermination(this.timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				this.verification.end();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
