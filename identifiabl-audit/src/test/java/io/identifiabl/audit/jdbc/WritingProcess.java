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

package io.identifiabl.audit.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.Events;
import io.identifiabl.audit.trail.FileCheckpoints;
import io.identifiabl.audit.trail.SpillSettings;
import io.identifiabl.audit.trail.WriterSettings;

/**
 * A node in a process of its own, which writes until it is told to stop or is killed: a
 * line for each event that it was told is durable. It is told to stop by the end of its
 * input.
 *
 * @author Identifiabl Contributors
 */
public final class WritingProcess {

	static final String ORIGIN = "notes";

	private static final int THREADS = 4;

	private static final long PAUSE_IN_NANOS = 1_000_000;

	private WritingProcess() {
	}

	public static void main(String... arguments) throws Exception {
		Path directory = Path.of(arguments[1]);
		Ed25519CheckpointSigner signer = Ed25519CheckpointSigner
			.of(Ed25519CheckpointSigner.readPrivateKey(Files.readString(directory.resolve("key.pem"))), ORIGIN);
		JdbcAuditStore store = JdbcAuditStore.open(AuditDatabases.connect(arguments[0]), JdbcAuditStore.DEFAULT_PREFIX,
				ORIGIN);
		FileCheckpoints held = new FileCheckpoints(directory.resolve("checkpoint-" + arguments[2]));
		String last = held.read();
		Checkpointer checkpointer = new Checkpointer(store, ORIGIN, signer,
				new CheckpointVerifier(ORIGIN, List.of(signer.getVerifierKey())), List.of(held), Duration.ofMinutes(1),
				Clock.systemUTC(), null);
		AuditWriter writer = new AuditWriter(store,
				new WriterSettings(ORIGIN, arguments[2], 1000, Duration.ofMillis(100),
						new SpillSettings(directory.resolve("spill"), 1_000_000, ORIGIN,
								List.of(signer.deriveSecret("spill").orElseThrow())),
						Clock.systemUTC()),
				new Committed(checkpointer));
		try (DurableAuditTrail trail = new DurableAuditTrail(store, writer, checkpointer,
				(last != null) ? List.of(last) : List.of(), Clock.systemUTC(), Duration.ofSeconds(5))) {
			trail.start(Duration.ofMillis(100));
			write(trail);
			tellTrouble(trail);
		}
	}

	private static void tellTrouble(DurableAuditTrail trail) {
		if (trail.getCheckpointerState().trouble() != null) {
			synchronized (System.out) {
				System.out.println("trouble " + trail.getCheckpointerState().trouble());
				System.out.flush();
			}
		}
	}

	private static void write(DurableAuditTrail trail) throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(() -> writeUntilInterrupted(trail));
			thread.start();
			threads.add(thread);
		}
		while (System.in.read() >= 0) {
			// nothing that is said but the end matters
		}
		threads.forEach(Thread::interrupt);
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private static void writeUntilInterrupted(DurableAuditTrail trail) {
		while (!Thread.currentThread().isInterrupted()) {
			var event = Events.of("alice");
			try {
				long index = trail.require(event, Urgency.AWAITED);
				synchronized (System.out) {
					System.out.println("stored " + event.getId() + " " + index);
					System.out.flush();
				}
			}
			catch (AuditUnavailableException ex) {
				// is not said to be stored
				tellTrouble(trail);
				LockSupport.parkNanos(PAUSE_IN_NANOS);
			}
		}
	}

	/**
	 * Tells the checkpointer what this node wrote.
	 *
	 * @param checkpointer the checkpointer
	 */
	record Committed(Checkpointer checkpointer) implements AuditWriter.CommitListener {

		@Override
		public void onCommit(List<LogEntry> entries, List<Long> indices) {
			this.checkpointer.committed(entries, indices);
		}

		@Override
		public void onFailure(Exception failure) {
			System.err.println(failure);
		}

	}

}
