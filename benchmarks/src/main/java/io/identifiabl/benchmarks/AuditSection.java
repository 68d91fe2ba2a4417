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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
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

	private static final int ROUNDS = 3;

	private static final int GROUPS = 200;

	private static final int PAGES = 100;

	private static final Duration RUN = Duration.ofSeconds(5);

	private static final double MILLION = 1e6;

	private final AuditLoad load = new AuditLoad();

	private final List<List<String>> rows = new ArrayList<>();

	private final List<Target> targets = new ArrayList<>();

	SectionResult measure() throws Exception {
		Environment environment = Environment.current();
		try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
				AuditLog log = new AuditLog(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgresql")) {
			measureCommits(log);
			measureTrail(log);
			grow(log);
			log.analyze();
			measurePages(log.open());
			measureVerification(log.open());
			add("GB for a million records, PostgreSQL", log.query("SELECT pg_database_size(current_database())")
					/ (double) log.query("SELECT COUNT(*) FROM identifiabl_audit_event") * MILLION / 1e9, 2);
		}
		measureH2();
		return new SectionResult(environment, List.of("", "measured"), this.rows, this.targets);
	}

	private void measureCommits(AuditLog log) throws Exception {
		Measurements<Integer> micros = new Measurements<>();
		for (int round = 0; round <= ROUNDS; round++) {
			for (int nodes : List.of(1, 3)) {
				List<JdbcAuditStore> stores = Collections.nCopies(nodes, null)
					.stream()
					.map((none) -> log.open())
					.toList();
				long nanos = this.load.append(stores, GROUPS / nodes);
				// the first one is to warm up
				if (round > 0) {
					micros.add(nodes, nanos / 1000.0 / (GROUPS / nodes * nodes * AuditLoad.GROUP));
				}
			}
		}
		add("records per second, one node", MILLION / micros.of(1).median(), 0);
		add("records per second, three nodes", MILLION / micros.of(3).median(), 0);
		target("µs for a record, one node (15,000 per second)", micros.of(1).median(), MILLION / 15_000);
		target("Three nodes, compared with one", micros.ratio(3, 1).median(), 1);
	}

	private void measureTrail(AuditLog log) throws Exception {
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
				List<Long> waits = measureWaiting(trail, callers);
				String who = ", `sync`, " + callers + ((callers == 1) ? " caller" : " callers");
				add("records per second" + who, waits.size() / (double) RUN.toSeconds(), 0);
				add("ms, median" + who, percentile(waits, 0.5) / MILLION, 2);
				add("ms, 99 %" + who, percentile(waits, 0.99) / MILLION, 2);
				if (callers == 16) {
					target("ms, 99 %" + who, percentile(waits, 0.99) / MILLION, 5);
				}
			}
			measureAsync(trail);
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
		add("µs on the request's thread, `async`, median", percentile(waits, 0.5) / 1000, 2);
		add("µs on the request's thread, `async`, 99.9 %", percentile(waits, 0.999) / 1000, 2);
		target("µs on the request's thread, `async`, 99.9 %", percentile(waits, 0.999) / 1000, 20);
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
			add("MB of heap that a node grew by while the log did by " + EVENTS / 1_000_000 + " million", growth, 1);
			target("MB of heap that a node grew by", growth, 10);
		}
	}

	private static long heap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private void measurePages(AuditStore store) {
		AuditQuery all = AuditQuery.all();
		AuditQuery ofIssuer = all.where(Column.ISSUER, AuditLoad.ISSUER);
		// the classes and the connection, not the records
		store.find(ofIssuer.where(Column.USER, "nobody"));
		measurePages(store, "user", ofIssuer.where(Column.USER, "auth0|user-7"));
		measurePages(store, "tenant", ofIssuer.where(Column.TENANT, "tenant-7"));
		measurePages(store, "tool", ofIssuer.where(Column.TOOL, "tool-7"));
		measurePages(store, "user, of any issuer", all.where(Column.USER, "auth0|user-8"));
		measurePages(store, "tenant, of any issuer", all.where(Column.TENANT, "tenant-8"));
		measurePages(store, "e-mail", all.where(Column.EMAIL, "user-9@example.com"));
		measurePages(store, "address", all.where(Column.ADDRESS, "192.0.2.9"));
		measurePages(store, "ten users", all.where(Column.USER, users(10)));
		measurePages(store, "fifty users of a tool",
				all.where(Column.USER, users(AuditQuery.MAX_VALUES)).where(Column.TOOL, "tool-3"));
		for (Column column : List.of(Column.USER, Column.TENANT, Column.REASON, Column.DECISION)) {
			measurePages(store, column.name().toLowerCase(Locale.ROOT) + " that nothing has",
					all.where(column, "nothing"));
		}
		measureScan(store, "missing scope that nothing has", all.where(Column.MISSING, "memories:delete"));
	}

	private static List<String> users(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "auth0|user-" + i).toList();
	}

	// no index leads there, so that a page is the end of a search, not of what is found
	private void measureScan(AuditStore store, String name, AuditQuery query) {
		long start = System.nanoTime();
		store.find(query);
		double millis = (System.nanoTime() - start) / MILLION;
		add("ms, page by " + name, millis, 1);
		target("ms, page by " + name, millis, 1000);
	}

	private void measurePages(AuditStore store, String name, AuditQuery query) {
		Long before = Long.MAX_VALUE;
		for (int page = 1; page <= PAGES && before != null; page++) {
			long start = System.nanoTime();
			AuditPage found = store.find(query.before(before));
			double millis = (System.nanoTime() - start) / MILLION;
			if (page == 1 || page == PAGES) {
				add("ms, page " + page + " by " + name, millis, 1);
				target("ms, page " + page + " by " + name, millis, 20);
			}
			before = found.next();
		}
	}

	private void measureVerification(AuditStore store) throws Exception {
		AuditVerifier verifier = new AuditVerifier(verifier(signer()));
		long start = System.nanoTime();
		VerificationReport report = verifier.verify(store);
		double micros = (System.nanoTime() - start) / 1000.0 / report.checked();
		add("records per second, verified", MILLION / micros, 0);
		target("µs to verify a record (100,000 per second)", micros, 10);
	}

	private void measureH2() throws Exception {
		Path directory = Files.createTempDirectory("identifiabl-h2");
		Path file = directory.resolve("log");
		try (AuditLog log = new AuditLog("jdbc:h2:file:" + file, "sa", "h2")) {
			long nanos = this.load.append(List.of(log.open()), GROUPS);
			nanos += this.load.append(List.of(log.open()), 5 * GROUPS);
			add("records per second, one node, H2", 6.0 * GROUPS * AuditLoad.GROUP / nanos * 1e9, 0);
			log.query("SELECT COUNT(*) FROM identifiabl_audit_log");
		}
		double bytes = Files.size(directory.resolve("log.mv.db"));
		add("GB for a million records, H2", bytes / (6.0 * GROUPS * AuditLoad.GROUP) * MILLION / 1e9, 2);
	}

	private void add(String name, double value, int digits) {
		String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
		Console.print(name + ": " + text);
		this.rows.add(List.of(name, text));
	}

	private void target(String name, double value, double limit) {
		this.targets.add(new Target(name, value, limit));
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
