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

package io.identifiabl.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.audit.verify.VerificationReport;
import io.identifiabl.benchmarks.application.Console;

/**
 * Measures what the audit trail does: commits, waits, pages, verification and storage.
 *
 * @author Identifiabl Contributors
 */
final class AuditSection {

	private static final int EVENTS = Integer.getInteger("benchmarks.events", 5_000_000);

	private static final int ROUNDS = 7;

	private static final int GROUPS = 200;

	// in the place of a number of nodes
	private static final int BARE = 0;

	// of those of `sync`, enough for a percentile
	private static final int MAX_ROWS = 30_000;

	private static final Duration RUN = Duration.ofSeconds(5);

	private static final double MILLION = 1e6;

	private final AuditLoad load = new AuditLoad();

	private final AuditFigures figures = new AuditFigures();

	SectionResult measure() throws Exception {
		Environment environment = Environment.current();
		try (EmbeddedPostgres server = start();
				AuditLog log = new AuditLog(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgresql")) {
			BareStatements bare = new BareStatements(log);
			// first, since a log is not signed that begins with records of somebody else
			measureTrail(log, bare);
			measureCommits(log, bare);
			bare.drop();
			grow(log);
			log.analyze();
			new AuditPages(log.open(), bare, this.figures).measure();
			measureVerification(log.open(), bare);
			measureErasure(log.open(), bare);
			this.figures
				.add("GB for a million records, PostgreSQL",
						log.query("SELECT pg_database_size(current_database())")
								/ (double) log.query("SELECT COUNT(*) FROM identifiabl_audit_event") * MILLION / 1e9,
						2);
		}
		measureH2();
		return this.figures.toResult(environment);
	}

	// as it is in production: for tests both are off
	private static EmbeddedPostgres start() throws Exception {
		EmbeddedPostgres server = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.start();
		try (Connection connection = server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT current_setting('fsync')"
						+ " || current_setting('synchronous_commit') || current_setting('full_page_writes')")) {
			rows.next();
			if (!"ononon".equals(rows.getString(1))) {
				throw new IllegalStateException("nothing is written to the disk: " + rows.getString(1));
			}
		}
		return server;
	}

	private void measureCommits(AuditLog log, BareStatements bare) throws Exception {
		Measurements<Integer> micros = new Measurements<>();
		for (int round = 0; round <= ROUNDS; round++) {
			long from = log.open().getFrontier().getSize();
			// the first one is to warm up
			boolean counts = round > 0;
			for (int nodes : List.of(1, 3)) {
				long nanos = this.load.append(Stream.generate(log::open).limit(nodes).toList(), GROUPS / nodes);
				if (counts) {
					micros.add(nodes, nanos / 1000.0 / (GROUPS / nodes * nodes * AuditLoad.GROUP));
				}
			}
			List<Object[]> rows = bare.rows(from, GROUPS * AuditLoad.GROUP);
			long nanos = bare.insert(rows);
			if (counts) {
				micros.add(BARE, nanos / 1000.0 / rows.size());
			}
		}
		this.figures.add("µs for a record, one node", micros.of(1).median(), 1, micros.of(BARE).median());
		this.figures.add("µs for a record, three nodes", micros.of(3).median(), 1, micros.of(BARE).median());
		this.figures.add("records per second, one node", MILLION / micros.of(1).median(), 0);
		this.figures.add("records per second, three nodes", MILLION / micros.of(3).median(), 0);
		this.figures.target("µs for a record, one node (15,000 per second)", micros.of(1).median(), MILLION / 15_000);
		this.figures.target("Three nodes, compared with one", micros.ratio(3, 1).median(), 1);
	}

	private void measureTrail(AuditLog log, BareStatements bare) throws Exception {
		JdbcAuditStore store = log.open();
		Ed25519CheckpointSigner signer = signer();
		Checkpointer checkpointer = new Checkpointer(store, AuditLog.ORIGIN, signer, verifier(signer), List.of(),
				Duration.ofMinutes(1), Clock.systemUTC(), null);
		AuditWriter writer = new AuditWriter(store,
				new WriterSettings(AuditLog.ORIGIN, "node", 16_384, Duration.ofMillis(100), null, Clock.systemUTC()),
				new Committed(checkpointer));
		try (DurableAuditTrail trail = new DurableAuditTrail(store, writer, checkpointer, List.of(), Clock.systemUTC(),
				Duration.ofSeconds(5))) {
			trail.start(Duration.ofSeconds(1));
			measureWaiting(trail, 16);
			for (int callers : List.of(1, 16, 64)) {
				long from = store.getFrontier().getSize();
				List<Long> waits = measureWaiting(trail, callers);
				addWaits(callers, waits, bare.insertOneByOne(bare.rows(from, MAX_ROWS), callers));
			}
			measureAsync(trail);
		}
	}

	private void addWaits(int callers, List<Long> waits, List<Long> bare) {
		String who = ", `sync`, " + callers + ((callers == 1) ? " caller" : " callers");
		this.figures.add("records per second" + who, waits.size() / (double) RUN.toSeconds(), 0);
		this.figures.add("ms, median" + who, percentile(waits, 0.5) / MILLION, 2, percentile(bare, 0.5) / MILLION);
		double slowest = percentile(waits, 0.99) / MILLION;
		this.figures.add("ms, 99 %" + who, slowest, 2, percentile(bare, 0.99) / MILLION);
		if (callers == 16) {
			this.figures.target("ms, 99 %" + who, slowest, 5);
		}
	}

	private List<Long> measureWaiting(DurableAuditTrail trail, int callers) throws InterruptedException {
		List<Long> waits = Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = new ArrayList<>();
		long end = System.nanoTime() + RUN.toNanos();
		for (int i = 0; i < callers; i++) {
			Thread thread = new Thread(() -> {
				while (System.nanoTime() < end) {
					AuditEvent event = this.load.event();
					long start = System.nanoTime();
					trail.require(event, Urgency.AWAITED);
					waits.add(System.nanoTime() - start);
				}
			});
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		return waits;
	}

	// a request every 200 µs; the first half is to warm up
	private void measureAsync(DurableAuditTrail trail) {
		List<Long> waits = new ArrayList<>();
		for (int i = 0; i < 80_000; i++) {
			AuditEvent event = this.load.event();
			long start = System.nanoTime();
			CompletableFuture<Long> ignored = trail.append(event, Urgency.ORDINARY);
			if (i >= 40_000) {
				waits.add(System.nanoTime() - start);
			}
			LockSupport.parkNanos(200_000);
		}
		this.figures.add("µs on the request's thread, `async`, median", percentile(waits, 0.5) / 1000, 2);
		this.figures.add("µs on the request's thread, `async`, 99.9 %", percentile(waits, 0.999) / 1000, 2);
		this.figures.target("µs on the request's thread, `async`, 99.9 %", percentile(waits, 0.999) / 1000, 20);
	}

	private void grow(AuditLog log) throws Exception {
		JdbcAuditStore store = log.open();
		long size = store.getFrontier().getSize();
		Long heap = null;
		while (size < EVENTS) {
			this.load.append(List.of(store, log.open()), GROUPS);
			size = store.getFrontier().getSize();
			if (heap == null) {
				heap = heap();
			}
			Console.print(size + " records");
		}
		if (heap != null) {
			double growth = (heap() - heap) / (double) (1 << 20);
			this.figures.add("MB of heap that a node grew by while the log did by " + EVENTS / 1_000_000 + " million",
					growth, 1);
			this.figures.target("MB of heap that a node grew by", growth, 10);
		}
	}

	private static long heap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private void measureVerification(AuditStore store, BareStatements bare) throws Exception {
		AuditVerifier verifier = new AuditVerifier(verifier(signer()));
		long start = System.nanoTime();
		VerificationReport report = verifier.verify(store);
		double micros = (System.nanoTime() - start) / 1000.0 / report.checked();
		long rows = Math.min(report.checked(), 500_000);
		this.figures.add("µs to verify a record", micros, 2, bare.read(rows, 1000) / 1000.0 / rows);
		this.figures.add("records per second, verified", MILLION / micros, 0);
		this.figures.target("µs to verify a record (100,000 per second)", micros, 10);
	}

	private void measureErasure(AuditStore store, BareStatements bare) throws Exception {
		long start = System.nanoTime();
		int records = store.erase(AuditLoad.ISSUER, "auth0|user-20");
		long nanos = System.nanoTime() - start;
		this.figures.add("ms to erase a user of " + String.format(Locale.ROOT, "%,d", records) + " records",
				nanos / MILLION, 0, bare.erase("auth0|user-21") / MILLION);
	}

	private void measureH2() throws Exception {
		Path directory = Files.createTempDirectory("identifiabl-h2");
		Path file = directory.resolve("log");
		try (AuditLog log = new AuditLog("jdbc:h2:file:" + file, "sa", "h2")) {
			long nanos = this.load.append(List.of(log.open()), GROUPS);
			nanos += this.load.append(List.of(log.open()), 5 * GROUPS);
			this.figures.add("records per second, one node, H2", 6.0 * GROUPS * AuditLoad.GROUP / nanos * 1e9, 0);
			log.query("SELECT COUNT(*) FROM identifiabl_audit_log");
		}
		double bytes = Files.size(directory.resolve("log.mv.db"));
		this.figures.add("GB for a million records, H2", bytes / (6.0 * GROUPS * AuditLoad.GROUP) * MILLION / 1e9, 2);
	}

	private static double percentile(List<Long> values, double share) {
		List<Long> sorted = values.stream().sorted().toList();
		return sorted.get((int) (sorted.size() * share));
	}

	private static Ed25519CheckpointSigner signer() throws Exception {
		return Ed25519CheckpointSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
				AuditLog.ORIGIN);
	}

	private static CheckpointVerifier verifier(Ed25519CheckpointSigner signer) {
		return new CheckpointVerifier(AuditLog.ORIGIN, List.of(signer.getVerifierKey()));
	}

	/**
	 * Tells the checkpointer what was written.
	 *
	 * @param checkpointer the checkpointer
	 */
	private record Committed(Checkpointer checkpointer) implements AuditWriter.CommitListener {

		@Override
		public void onCommit(List<LogEntry> entries, List<Long> indices) {
			this.checkpointer.committed(entries, indices);
		}

		@Override
		public void onFailure(Exception failure) {
			throw new IllegalStateException(failure);
		}

	}

}
