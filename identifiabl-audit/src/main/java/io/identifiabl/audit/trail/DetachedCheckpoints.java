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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.SignedNote;

/**
 * Has checkpoints published by a thread of their own, so that a place that is slow or
 * away holds up neither what is signed nor other places. Only the newest one waits: those
 * that came between are left out. What a publication throws is thrown when the next
 * checkpoint comes. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DetachedCheckpoints implements CheckpointPublisher, AutoCloseable {

	private final CheckpointPublisher publisher;

	private final Duration patience;

	private final AtomicReference<@Nullable SignedNote> waiting = new AtomicReference<>();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private final ExecutorService executor = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "identifiabl-audit-publishing");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Create a publisher.
	 * @param publisher takes the checkpoints elsewhere
	 * @param patience how long closing waits for the last one
	 */
	public DetachedCheckpoints(CheckpointPublisher publisher, Duration patience) {
		this.publisher = publisher;
		this.patience = patience;
	}

	@Override
	public void publish(SignedNote checkpoint) {
		if (this.waiting.getAndSet(checkpoint) == null) {
			this.executor.execute(this::publishNewest);
		}
		Throwable earlier = this.failure.getAndSet(null);
		if (earlier != null) {
			throw new IllegalStateException("An earlier checkpoint was not published", earlier);
		}
	}

	/**
	 * Publish a checkpoint, and wait until that is done or has failed, but not for long.
	 * @param checkpoint the checkpoint
	 * @param bound how long to wait
	 */
	void publishAndWait(SignedNote checkpoint, Duration bound) {
		publish(checkpoint);
		try {
			CompletableFuture.runAsync(() -> {
				// after what was published before
			}, this.executor).get(bound.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// what it says later is taken then
		}
	}

	private void publishNewest() {
		SignedNote newest = this.waiting.getAndSet(null);
		if (newest != null) {
			try {
				this.publisher.publish(newest);
			}
			catch (RuntimeException | Error ex) {
				this.failure.set(ex);
			}
		}
	}

	/**
	 * Publish what waits, and end. A publication that takes too long is given up.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(this.patience.toNanos(), TimeUnit.NANOSECONDS)) {
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
