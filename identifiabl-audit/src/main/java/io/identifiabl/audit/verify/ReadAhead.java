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

package io.identifiabl.audit.verify;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;

/**
 * Reads the next records of a log while the last ones are verified, by a thread that ends
 * with it.
 *
 * @author Identifiabl Contributors
 */
final class ReadAhead implements AutoCloseable {

	private static final int CHUNK = 512;

	private final AuditStore store;

	private final long end;

	private final ExecutorService thread = Executors.newSingleThreadExecutor((task) -> {
		Thread reader = new Thread(task, "identifiabl-audit-verification");
		reader.setDaemon(true);
		return reader;
	});

	private long next;

	private CompletableFuture<List<AuditRecord>> reading;

	ReadAhead(AuditStore store, long from, long end) {
		this.store = store;
		this.end = end;
		this.next = from;
		this.reading = read();
	}

	private CompletableFuture<List<AuditRecord>> read() {
		long from = this.next;
		int limit = (int) Math.min(CHUNK, this.end - from);
		this.next = from + limit;
		return CompletableFuture.supplyAsync(() -> (limit > 0) ? this.store.read(from, limit) : List.of(), this.thread);
	}

	// fewer than a chunk at the end of the log, and where some are missing
	List<AuditRecord> take() {
		try {
			List<AuditRecord> rows = this.reading.join();
			this.reading = read();
			return rows;
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	@Override
	public void close() {
		// not interrupted, which closes the files of an embedded database
		this.thread.shutdown();
	}

}
