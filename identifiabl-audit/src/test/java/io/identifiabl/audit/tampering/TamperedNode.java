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

package io.identifiabl.audit.tampering;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.sql.DataSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.WriterSettings;

/**
 * A node with all its parts. Its writer has its thread; what a node does once in a second
 * is done when it is asked for, so that nothing depends on how long something takes.
 *
 * @author Identifiabl Contributors
 */
final class TamperedNode implements AutoCloseable {

	static final String ORIGIN = "notes";

	static final String ISSUER = "https://issuer.example/";

	static final Ed25519CheckpointSigner SIGNER = newSigner();

	static final CheckpointVerifier VERIFIER = new CheckpointVerifier(ORIGIN, List.of(SIGNER.getVerifierKey()));

	/**
	 * The id of the record that is written next, as everybody knows the one of an outcome
	 * who has seen its intent.
	 */
	static final String NEXT_ID = "01976fd2-0000-7000-8000-000000000000";

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final SteppedClock clock;

	private final List<String> held;

	private final JdbcAuditStore store;

	private final Checkpointer checkpointer;

	private final AuditWriter writer;

	private final DurableAuditTrail trail;

	TamperedNode(DataSource database, SteppedClock clock, List<String> held) {
		this.clock = clock;
		this.held = held;
		this.store = JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, ORIGIN);
		// which other clocks there are is known after two heartbeats
		this.checkpointer = new Checkpointer(this.store, ORIGIN, SIGNER.withTime(clock), VERIFIER, List.of(),
				Duration.ofMillis(1), clock, null);
		this.writer = new AuditWriter(this.store, new WriterSettings(ORIGIN, "node", 10_000, SECOND, null, clock),
				new Listener(this.checkpointer));
		this.trail = new DurableAuditTrail(this.store, this.writer, this.checkpointer, held, clock,
				Duration.ofSeconds(5));
	}

	static Ed25519CheckpointSigner newSigner() {
		try {
			return Ed25519CheckpointSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
					ORIGIN);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Start as a node does, and write the first record of its stream.
	 */
	void start() {
		sign();
		this.writer.start();
	}

	/**
	 * Do what is done once in a second.
	 */
	void sign() {
		this.clock.advance(SECOND);
		this.checkpointer.run(this.held);
	}

	void write(int from, int to) {
		CompletableFuture<Long> last = CompletableFuture.completedFuture(-1L);
		for (int i = from; i < to; i++) {
			last = this.writer.append(event(this.clock, i), Urgency.AWAITED);
		}
		last.join();
	}

	/**
	 * Record what somebody did whose token was refused.
	 */
	void writeRefusal() {
		this.writer
			.append(AuditEvent.builder("identity.rejected", this.clock.instant())
				.with(AuditField.REASON, "token_expired")
				.with(AuditField.CLAIMED, Map.of("iss", ISSUER, "sub", "user-1"))
				.build(), Urgency.AWAITED)
			.join();
	}

	/**
	 * Record one more operation.
	 * @param id the id of its record
	 * @return whether it was stored
	 */
	boolean isWriting(String id) {
		try {
			return this.writer.append(event(this.clock.instant(), "user-1", 1, id), Urgency.AWAITED)
				.get(20, TimeUnit.SECONDS) >= 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	void erase(String user) {
		this.trail.erase(ISSUER, user, AuditEvent.builder(EventTypes.SUBJECT_ERASED, this.clock.instant()));
	}

	/**
	 * Delete what is old.
	 * @return the number of records, 0 if the node refuses
	 */
	long prune(Duration retention) {
		try {
			return this.trail.prune(retention).join();
		}
		catch (CompletionException ex) {
			return 0;
		}
	}

	JdbcAuditStore getStore() {
		return this.store;
	}

	Checkpointer getCheckpointer() {
		return this.checkpointer;
	}

	DurableAuditTrail getTrail() {
		return this.trail;
	}

	@Override
	public void close() {
		this.trail.close();
	}

	static AuditEvent event(Clock clock, int number) {
		Instant time = clock.instant().plusNanos(1000L * number);
		return event(time, (number % 50 == 20) ? "user-erased" : "user-" + number % 3, number);
	}

	static AuditEvent event(Instant time, String user, int number) {
		return event(time, user, number, EventIds.create(time));
	}

	private static AuditEvent event(Instant time, String user, int number, String id) {
		return AuditEvent.builder("mcp.tool.call", time)
			.id(id)
			.with(AuditField.ISSUER, ISSUER)
			.with(AuditField.ORG, "org")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.TRACE, "abc")
			.with(AuditField.SUBJECT, user)
			.with(AuditField.CLIENT, "client-1")
			.with(AuditField.ADDRESS, "192.0.2.1")
			.with(AuditField.EMAIL, user + "@example.com")
			.with(AuditField.CLAIMED_CLIENT, "agent/1")
			.with(AuditField.ROUTE, "/mcp")
			.with(AuditField.REASON, "granted")
			.with(AuditField.TOUCHED_IDS, List.of("memory/" + number, "patient/17"))
			.build();
	}

	/**
	 * Tells the checkpointer what this node wrote.
	 *
	 * @param checkpointer the checkpointer
	 */
	private record Listener(Checkpointer checkpointer) implements AuditWriter.CommitListener {

		@Override
		public void onCommit(List<LogEntry> entries, List<Long> indices) {
			this.checkpointer.committed(entries, indices);
		}

		@Override
		public void onFailure(Exception failure) {
			// what could not be stored is seen in what the node answers
		}

	}

}
