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

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.SequenceNumbers;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.Events;
import io.identifiabl.audit.verify.AuditVerifier;

/**
 * Runs a row of the table: a node in a process of its own, its outage, its end, and
 * another node that takes what it left.
 *
 * @author Identifiabl Contributors
 */
final class LossRun {

	private static final Duration TIMEOUT = Duration.ofSeconds(90);

	private static final int PAUSE_IN_NANOS = 100_000_000;

	// bytes
	private static final long SMALL_SPILL = 60_000;

	private static final int DISK_MEGABYTES = 24;

	private static final int ENOUGH = 30;

	private static final int PAGE = 1000;

	private static final Pattern SEQUENCE = Pattern.compile("\"seq\":([0-9]+)");

	private static final Pattern SAID = Pattern.compile("the records ([-0-9,]+) of the stream");

	private final LossCase row;

	private final Path directory;

	private final Duration length;

	private LossRun(LossCase row, Path directory, Duration length) {
		this.row = row;
		this.directory = directory;
		this.length = length;
	}

	/**
	 * Run it.
	 * @param row what happens
	 * @param directory an empty one
	 * @param length how long the outage lasts, and how long a process stands still
	 * @return what came of it, {@code null} if this machine does not allow it
	 */
	static @Nullable LossResult run(LossCase row, Path directory, Duration length) throws Exception {
		boolean diskOfPostgresql = row.database() == LossCase.Database.POSTGRESQL && row.outage() == Outage.DISK_FULL;
		if (!row.outage().needsDisk() && !diskOfPostgresql) {
			return new LossRun(row, directory, length).run(null);
		}
		try (SmallDisk disk = SmallDisk.mount(DISK_MEGABYTES)) {
			return (disk != null) ? new LossRun(row, directory, length).run(disk) : null;
		}
	}

	private LossResult run(@Nullable SmallDisk disk) throws Exception {
		Files.createDirectories(this.directory);
		byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
		Files.writeString(this.directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
		Path spill = ((disk != null && this.row.outage().needsDisk()) ? disk.getPath() : this.directory)
			.resolve("spill");
		try (LossDatabase database = create(disk)) {
			runNode(database, spill, disk);
			return account(database, spill);
		}
	}

	private LossDatabase create(@Nullable SmallDisk disk) throws Exception {
		return switch (this.row.database()) {
			case POSTGRESQL -> LossPostgresql.create((this.row.outage() == Outage.DISK_FULL) ? disk : null);
			case MARIADB -> LossMariadb.create();
			case H2 -> LossH2.create(this.directory, disk);
		};
	}

	private void runNode(LossDatabase database, Path spill, @Nullable SmallDisk disk) throws Exception {
		Process node = start(database, spill);
		try {
			await(node, () -> told().kept >= ENOUGH && acknowledged() >= ENOUGH);
			begin(node, database, disk);
			last(node);
			if (this.row.outage() == Outage.SPILL_REMOVED) {
				remove(node);
			}
			finish(node, database, disk);
		}
		finally {
			node.destroyForcibly().waitFor();
		}
	}

	private void finish(Process node, LossDatabase database, @Nullable SmallDisk disk) throws Exception {
		switch (this.row.ending()) {
			case SIGTERM -> node.destroy();
			case SIGKILL -> node.destroyForcibly();
			case SIGSTOP -> {
				signal(node, "-STOP");
				last(node);
				signal(node, "-CONT");
			}
			default -> {
				// nothing happens to it
			}
		}
		if (this.row.ending().isOfProcess()) {
			end(node);
			end(node, database, disk);
			return;
		}
		end(node, database, disk);
		long before = acknowledged();
		if (this.row.database() == LossCase.Database.H2 && this.row.outage().isOfDatabaseDisk()) {
			// some of its threads never come back from that, and it has to be restarted
			last(node);
			node.destroy();
			end(node);
			return;
		}
		await(node, () -> told().available && acknowledged() >= before + ENOUGH);
		node.getOutputStream().close();
		end(node);
		if (node.exitValue() != 0) {
			throw new IllegalStateException("The node ended with " + node.exitValue());
		}
	}

	private void begin(Process node, LossDatabase database, @Nullable SmallDisk disk) throws Exception {
		switch (this.row.outage()) {
			case POOL_CLOSED -> tell(node, "pool closed");
			case DISK_FULL -> tell(node, "disk full");
			case SPILL_DISK_FULL -> {
				if (disk != null) {
					disk.fill();
				}
			}
			default -> {
				// is a matter of the database alone
			}
		}
		database.begin(this.row.outage());
	}

	private void end(Process node, LossDatabase database, @Nullable SmallDisk disk) throws Exception {
		switch (this.row.outage()) {
			case POOL_CLOSED -> tell(node, "pool open");
			case DISK_FULL -> tell(node, "disk free");
			case SPILL_DISK_FULL -> {
				if (disk != null) {
					disk.free();
				}
			}
			default -> {
				// is a matter of the database alone
			}
		}
		database.end(this.row.outage());
	}

	private static void tell(Process node, String line) throws IOException {
		if (node.isAlive()) {
			OutputStream input = node.getOutputStream();
			input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
			input.flush();
		}
	}

	// what is removed is written again with the next events, until which it is in memory
	private void remove(Process node) throws Exception {
		List<Path> removed = spillFiles();
		for (Path file : removed) {
			Files.delete(file);
		}
		if (this.row.delivery().equals("strict")) {
			// what is strict is not done in an outage, so that no event comes
			return;
		}
		await(node, () -> spillFiles().stream().anyMatch((file) -> !removed.contains(file)));
	}

	private List<Path> spillFiles() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files
				.filter((file) -> file.toFile().getName().startsWith("spill.") && !file.toString().endsWith(".tmp"))
				.toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private Process start(LossDatabase database, Path spill) throws IOException {
		long size = (this.row.outage() == Outage.SPILL_FULL) ? SMALL_SPILL : 0;
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
				System.getProperty("java.class.path"), LossNode.class.getName(), database.getUrl(),
				this.directory.toString(), this.row.delivery(), spill.toString(), Long.toString(size))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(new File(this.directory.toFile(), "errors"))
			.start();
	}

	private void last(Process node) throws InterruptedException {
		if (node.waitFor(this.length.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IllegalStateException("The node ended by itself with " + node.exitValue());
		}
	}

	private static void end(Process node) throws InterruptedException {
		if (!node.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("The node does not end");
		}
	}

	private static void signal(Process node, String signal) throws Exception {
		if (new ProcessBuilder("kill", signal, Long.toString(node.pid())).start().waitFor() != 0) {
			throw new IllegalStateException("No signal can be sent");
		}
	}

	private AckFile.Content told() {
		try {
			return AckFile.read(this.directory.resolve("acks"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long acknowledged() {
		AckFile.Content told = told();
		return (long) told.accepted.size() + told.durable.size();
	}

	private void await(Process node, BooleanSupplier condition) throws IOException {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end || !node.isAlive()) {
				throw new IllegalStateException("The node does not go on: " + errors());
			}
			LockSupport.parkNanos(PAUSE_IN_NANOS);
		}
	}

	private String errors() throws IOException {
		String errors = Files.readString(this.directory.resolve("errors"));
		return errors.substring(Math.max(0, errors.length() - PAGE));
	}

	// by a node whose clock is so far ahead that no other one can still be running
	private LossResult account(LossDatabase database, Path spill) throws Exception {
		JdbcAuditStore store = JdbcAuditStore.open(AuditDatabases.connect(database.getAdminUrl()),
				JdbcAuditStore.DEFAULT_PREFIX, LossNode.ORIGIN);
		SequenceNumbers left = left(spill);
		AuditEvent last = Events.of("auditor");
		try (DurableAuditTrail trail = LossNode.open(store, this.directory, spill, 0,
				Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))) {
			trail.start(Duration.ofMillis(200));
			long end = System.nanoTime() + TIMEOUT.toNanos();
			while (trail.getWriterState().spilled() > 0 || !isStored(trail, last)) {
				if (System.nanoTime() > end) {
					throw new IllegalStateException("The next node does not store what was left");
				}
				LockSupport.parkNanos(PAUSE_IN_NANOS);
			}
		}
		List<AuditRecord> records = new ArrayList<>();
		for (List<AuditRecord> page = store.read(0, PAGE); !page.isEmpty(); page = store.read(records.size(), PAGE)) {
			records.addAll(page);
		}
		AuditRecord own = store.find(last.getId());
		if (own == null) {
			throw new IllegalStateException("The next node has lost its own record");
		}
		return new LossAccount(this.row, told(), said(), left).close(records, own.projection().stream(),
				new AuditVerifier(LossNode.verifier(this.directory)).verify(store));
	}

	// what is in the spill file, whole lines of it
	private static SequenceNumbers left(Path spill) throws IOException {
		SequenceNumbers left = new SequenceNumbers();
		try (Stream<Path> files = Files.list(Objects.requireNonNull(spill.getParent()))) {
			for (Path file : files.filter((each) -> each.toFile().getName().startsWith("spill.")).toList()) {
				String text = Files.readString(file);
				SEQUENCE.matcher(text.substring(0, text.lastIndexOf('\n') + 1))
					.results()
					.forEach((match) -> left.add(Long.parseLong(match.group(1))));
			}
		}
		return left;
	}

	// what the node said in its log, as it could write it nowhere else
	private SequenceNumbers said() throws IOException {
		SequenceNumbers said = new SequenceNumbers();
		SAID.matcher(Files.readString(this.directory.resolve("errors")))
			.results()
			.forEach((match) -> said.addAll(SequenceNumbers.parse(List.of(match.group(1)))));
		return said;
	}

	private static boolean isStored(DurableAuditTrail trail, AuditEvent event) {
		try {
			trail.require(event, Urgency.AWAITED);
			return true;
		}
		catch (AuditUnavailableException ex) {
			return false;
		}
	}

}
