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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.Events;
import io.identifiabl.audit.trail.SpillSettings;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.audit.trail.WriterState;

/**
 * A node in a process of its own, which writes through whatever happens to its database
 * and says in a file what it was told. It ends, as an application does, at the end of its
 * input or if it is asked to.
 *
 * @author Identifiabl Contributors
 */
public final class LossNode {

	static final String ORIGIN = "notes";

	private static final int THREADS = 3;

	private static final long PAUSE_IN_NANOS = 5_000_000;

	private static final int QUEUE = 1000;

	private static final long SPILL_SIZE = 100_000_000;

	private final DurableAuditTrail trail;

	private final AckFile acks;

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean stopped;

	private LossNode(DurableAuditTrail trail, AckFile acks) {
		this.trail = trail;
		this.acks = acks;
	}

	public static void main(String... arguments) throws Exception {
		Path directory = Path.of(arguments[1]);
		NodeConnections connections = new NodeConnections(arguments[0]);
		DurableAuditTrail trail = open(JdbcAuditStore.open(connections, JdbcAuditStore.DEFAULT_PREFIX, ORIGIN),
				directory, Path.of(arguments[3]), Long.parseLong(arguments[4]), Clock.systemUTC());
		trail.start(Duration.ofMillis(200));
		try (AckFile acks = AckFile.create(directory.resolve("acks"))) {
			LossNode node = new LossNode(trail, acks);
			Runtime.getRuntime().addShutdownHook(new Thread(node::stop));
			node.start(arguments[2]);
			obey(connections);
			node.stop();
		}
	}

	static DurableAuditTrail open(JdbcAuditStore store, Path directory, Path spill, long spillSize, Clock clock)
			throws Exception {
		Ed25519CheckpointSigner signer = signer(directory);
		Checkpointer checkpointer = new Checkpointer(store, ORIGIN, signer, verifier(directory), List.of(),
				Duration.ofMinutes(1), clock, null);
		AuditWriter writer = new AuditWriter(store,
				new WriterSettings(ORIGIN, "node", QUEUE, Duration.ofMillis(100),
						new SpillSettings(spill, (spillSize > 0) ? spillSize : SPILL_SIZE, ORIGIN,
								List.of(signer.deriveSecret("spill").orElseThrow())),
						clock),
				new WritingProcess.Committed(checkpointer));
		return new DurableAuditTrail(store, writer, checkpointer, List.of(), clock, Duration.ofSeconds(5));
	}

	static CheckpointVerifier verifier(Path directory) throws Exception {
		return new CheckpointVerifier(ORIGIN, List.of(signer(directory).getVerifierKey()));
	}

	private static Ed25519CheckpointSigner signer(Path directory) throws Exception {
		return Ed25519CheckpointSigner
			.of(Ed25519CheckpointSigner.readPrivateKey(Files.readString(directory.resolve("key.pem"))), ORIGIN);
	}

	private static void obey(NodeConnections connections) throws IOException {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			switch (line) {
				case "pool closed" -> connections.close();
				case "pool open" -> connections.open();
				case "disk full" -> FullDisk.full = true;
				default -> FullDisk.full = false;
			}
		}
	}

	private void start(String delivery) {
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(() -> write(delivery));
			thread.start();
			this.threads.add(thread);
		}
		Thread watch = new Thread(this::watch);
		watch.setDaemon(true);
		watch.start();
	}

	private void watch() {
		while (!this.stopped) {
			WriterState state = this.trail.getWriterState();
			this.acks.kept(state.committed(), state.available());
			LockSupport.parkNanos(2 * PAUSE_IN_NANOS);
		}
	}

	private synchronized void stop() {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		for (Thread thread : this.threads) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		this.trail.close();
	}

	private void write(String delivery) {
		while (!this.stopped) {
			switch (delivery) {
				case "async" -> append(Events.of("alice"));
				case "sync" -> require(Events.of("alice"), Urgency.AWAITED);
				default -> {
					if (require(Events.of("alice"), Urgency.INTENT)) {
						require(Events.of("alice"), Urgency.AWAITED);
					}
				}
			}
			LockSupport.parkNanos(PAUSE_IN_NANOS);
		}
	}

	private void append(AuditEvent event) {
		this.acks.offered(event.getId());
		CompletableFuture<Long> ignored = this.trail.append(event, Urgency.ORDINARY);
		this.acks.accepted(event.getId());
	}

	private boolean require(AuditEvent event, Urgency urgency) {
		this.acks.offered(event.getId());
		try {
			this.acks.durable(event.getId(), this.trail.require(event, urgency));
			return true;
		}
		catch (AuditUnavailableException ex) {
			this.acks.refused(event.getId());
			return false;
		}
	}

}
