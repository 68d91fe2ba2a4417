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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link DaemonKeyTasks}.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
class DaemonKeyTasksTests {

	private final DaemonKeyTasks tasks = new DaemonKeyTasks();

	private final CountDownLatch over = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.over.countDown();
		this.tasks.close();
	}

	@Test
	void taskRunsOnADaemonThatKeepsNothingOfItsCaller() {
		ClassLoader ours = DaemonKeyTasks.class.getClassLoader();
		Thread.currentThread().setContextClassLoader(new ClassLoader(ours) {
		});
		try {
			Thread thread = run();
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getContextClassLoader()).isSameAs(ours);
			assertThat(thread.getName()).startsWith("identifiabl-keys-fetch-");
		}
		finally {
			Thread.currentThread().setContextClassLoader(ours);
		}
	}

	private Thread run() {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		this.tasks.run(() -> {
			thread.complete(Thread.currentThread());
			await();
		});
		return thread.join();
	}

	@Test
	void taskForLaterRuns() {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		Runnable cancel = this.tasks.runLater(Duration.ofMillis(1), () -> done.complete(true));
		assertThat(done.join()).isTrue();
		assertThatNoException().isThrownBy(cancel::run);
	}

	@Test
	void taskForLaterWhenItIsCancelledThenDoesNotRun() {
		AtomicBoolean ran = new AtomicBoolean();
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		// there is one thread for them all
		this.tasks.runLater(Duration.ZERO, this::await);
		this.tasks.runLater(Duration.ZERO, () -> ran.set(true)).run();
		this.tasks.runLater(Duration.ZERO, () -> done.complete(ran.get()));
		this.over.countDown();
		assertThat(done.join()).isFalse();
	}

	@Test
	void taskForLaterWhenAllIsOverThenIsNone() {
		this.tasks.close();
		Runnable cancel = this.tasks.runLater(Duration.ZERO, this.over::countDown);
		assertThatNoException().isThrownBy(cancel::run);
		assertThat(this.over.getCount()).isOne();
	}

	@Test
	void timeGoesOnAsThatOfTheJvm() {
		long before = System.nanoTime();
		long now = this.tasks.now();
		assertThat(now - before).isNotNegative();
		assertThat(System.nanoTime() - now).isNotNegative();
	}

	// those that an HTTP client starts for a fetch are not known to the one who fetches
	@Test
	void closeEndsThreadsThatATaskHasStarted() {
		CompletableFuture<Thread> started = new CompletableFuture<>();
		this.tasks.run(() -> {
			Thread thread = new Thread(this::await);
			thread.start();
			started.complete(thread);
		});
		Thread thread = started.join();
		this.tasks.close();
		assertThat(thread.isAlive()).isFalse();
	}

	@Test
	void closeWhenThreadIsInterruptedThenStaysSo() {
		CompletableFuture<Thread> stubborn = new CompletableFuture<>();
		this.tasks.run(() -> {
			stubborn.complete(Thread.currentThread());
			while (this.over.getCount() > 0) {
				Thread.onSpinWait();
			}
		});
		stubborn.join();
		Thread.currentThread().interrupt();
		this.tasks.close();
		assertThat(Thread.interrupted()).isTrue();
	}

	private void await() {
		try {
			this.over.await();
		}
		catch (InterruptedException ex) {
			// it is to end
		}
	}

}
