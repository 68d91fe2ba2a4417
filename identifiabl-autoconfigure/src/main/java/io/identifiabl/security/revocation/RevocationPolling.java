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

package io.identifiabl.security.revocation;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.identifiabl.revocation.TokenRevocationRegistry;

/**
 * Reads periodically what other nodes revoked, on a daemon thread, and for the first time
 * before the web server takes requests.
 *
 * @author Identifiabl Contributors
 */
final class RevocationPolling implements SmartLifecycle {

	private static final Duration FIRST_READ_TIMEOUT = Duration.ofSeconds(2);

	private final Log logger = LogFactory.getLog(getClass());

	private final TokenRevocationRegistry revocations;

	private final Duration interval;

	private @Nullable ScheduledExecutorService executor;

	private @Nullable Future<?> polling;

	RevocationPolling(TokenRevocationRegistry revocations, Duration interval) {
		this.revocations = revocations;
		this.interval = interval;
	}

	@Override
	public synchronized void start() {
		if (this.executor != null || !(this.revocations instanceof JdbcTokenRevocations table)) {
			return;
		}
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "identifiabl-revocations");
			thread.setDaemon(true);
			return thread;
		});
		this.executor = executor;
		Future<?> firstRead = executor.submit(table::refresh);
		this.polling = executor.scheduleWithFixedDelay(() -> refresh(table), this.interval.toMillis(),
				this.interval.toMillis(), TimeUnit.MILLISECONDS);
		await(firstRead);
	}

	// a database that hangs must not keep the application from starting
	private void await(Future<?> firstRead) {
		try {
			firstRead.get(FIRST_READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			this.logger.warn("Revocations have not been read within " + FIRST_READ_TIMEOUT + ".");
		}
		catch (ExecutionException ex) {
			this.logger.error("Revocations could not be read", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// whatever is thrown here would be the end of all polling
	private void refresh(JdbcTokenRevocations table) {
		try {
			table.refresh();
		}
		catch (RuntimeException | Error ex) {
			this.logger.error("Revocations could not be read", ex);
		}
	}

	@Override
	public synchronized void stop() {
		if (this.executor != null) {
			this.executor.shutdownNow();
			this.executor = null;
			this.polling = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.polling != null;
	}

	// long before the web server
	@Override
	public int getPhase() {
		return 0;
	}

}
