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

package io.identifiabl.keys;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads, which go away while there is nothing to do: one that waits for the
 * times to come, and one for each fetch that is going on.
 *
 * @author Identifiabl Contributors
 */
final class DaemonKeyTasks implements KeyTasks, AutoCloseable {

	private static final int PATIENCE_IN_MILLIS = 2000;

	private static final int JOIN_IN_MILLIS = 20;

	private static final int MAX_THREADS = 16;

	// also of the threads that an HTTP client starts for a fetch: before Java 21 nothing
	// else ends those of the JDK's client
	private final ThreadGroup threads = new ThreadGroup("identifiabl-keys");

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("timer"));

	private final ExecutorService workers = Executors.newCachedThreadPool(daemons("fetch"));

	DaemonKeyTasks() {
		// the JVM's own timer must not become one of these threads, just because an HTTP
		// client is the first to need it
		CompletableFuture.delayedExecutor(0, TimeUnit.NANOSECONDS, Runnable::run).execute(() -> {
		});
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(1, TimeUnit.MINUTES);
		this.timer.allowCoreThreadTimeOut(true);
	}

	private ThreadFactory daemons(String purpose) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(this.threads, task,
					"identifiabl-keys-" + purpose + "-" + count.incrementAndGet(), 0, false);
			thread.setDaemon(true);
			// not that of whatever request happens to be the first
			thread.setContextClassLoader(DaemonKeyTasks.class.getClassLoader());
			return thread;
		};
	}

	@Override
	public long now() {
		return System.nanoTime();
	}

	@Override
	public void run(Runnable task) {
		this.workers.execute(task);
	}

	@Override
	public Runnable runLater(Duration delay, Runnable task) {
		try {
			Future<?> scheduled = this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> scheduled.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			return () -> {
			};
		}
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
		this.workers.shutdownNow();
		try {
			endThreads();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// waited for, so that whoever looks for leaked threads right afterwards finds none,
	// and
	// more than once, since a fetch that is about to end can still start one
	private void endThreads() throws InterruptedException {
		long deadline = now() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_IN_MILLIS);
		Thread[] alive = new Thread[MAX_THREADS];
		int count = this.threads.enumerate(alive);
		while (count > 0 && now() - deadline < 0) {
			this.threads.interrupt();
			alive[0].join(JOIN_IN_MILLIS);
			count = this.threads.enumerate(alive);
		}
	}

}
