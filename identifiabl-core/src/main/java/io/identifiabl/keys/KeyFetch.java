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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;

/**
 * One fetch of a key set, which any number of requests may wait for. How long they wait
 * counts from its start, so that nobody waits for one that has been hanging for a while.
 *
 * @author Identifiabl Contributors
 */
final class KeyFetch {

	private static final int MAX_MESSAGE = 500;

	private final CompletableFuture<KeySet> result = new CompletableFuture<>();

	private final long startedAt;

	private final long drops;

	KeyFetch(long startedAt, long drops) {
		this.startedAt = startedAt;
		this.drops = drops;
	}

	long getStartedAt() {
		return this.startedAt;
	}

	// How often keys had been dropped when it started.
	long getDrops() {
		return this.drops;
	}

	void complete(KeySet keySet) {
		this.result.complete(keySet);
	}

	void fail(Throwable cause) {
		this.result.completeExceptionally(cause);
	}

	KeySet await(Duration limit, long now) throws KeySourceException {
		try {
			return this.result.get(Math.max(0, limit.toNanos() - (now - this.startedAt)), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw unavailable(KeySetDocument.printable(String.valueOf(ex.getCause()), MAX_MESSAGE), ex);
		}
		catch (TimeoutException ex) {
			throw unavailable("not fetched within " + limit.toMillis() + " ms", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unavailable("interrupted while waiting", ex);
		}
	}

	private static KeySourceException unavailable(String message, Exception cause) {
		return new RemoteKeySourceException("no keys: " + message, cause);
	}

}
