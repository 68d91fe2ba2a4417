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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.audit.verify.VerificationReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes as processes of their own, which are killed while they write, or write at the
 * same time.
 *
 * @author Identifiabl Contributors
 */
@Tag("processes")
class NodeProcessTests {

	private static final int KILLS = 20;

	private static final int STORED_BEFORE_THE_KILL = 20;

	@TempDir
	private Path directory;

	private final Map<String, Long> stored = new LinkedHashMap<>();

	@BeforeEach
	void createKey() throws Exception {
		byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
		Files.writeString(this.directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mariadb" })
	void nothingThatWasSaidToBeStoredIsLostWhenANodeIsKilled(String kind) throws Exception {
		String url = url(kind);
		for (int i = 0; i < KILLS; i++) {
			Process node = start(url, "a");
			try (BufferedReader output = node.inputReader()) {
				int lines = 0;
				for (String line = output.readLine(); line != null; line = output.readLine()) {
					remember(line);
					if (++lines == STORED_BEFORE_THE_KILL + i) {
						// which leaves its output to be read
						node.toHandle().destroyForcibly();
					}
				}
			}
			node.waitFor();
		}
		// which stores what the others left, and signs
		stop(start(url, "a"));
		JdbcAuditStore store = open(url);
		assertThat(this.stored).hasSizeGreaterThanOrEqualTo(KILLS * STORED_BEFORE_THE_KILL)
			.allSatisfy((id, index) -> assertThat(store.find(id)).extracting(AuditRecord::index).isEqualTo(index));
		VerificationReport report = verify(store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).filteredOn((note) -> note.contains("has no end")).hasSize(KILLS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "mariadb" })
	void nodesThatWriteAtTheSameTimeMakeOneLog(String kind) throws Exception {
		String url = url(kind);
		List<Process> nodes = new ArrayList<>();
		for (String name : List.of("a", "b", "c")) {
			nodes.add(start(url, name));
		}
		JdbcAuditStore store = open(url);
		long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		for (Process node : nodes) {
			node.getOutputStream().close();
		}
		for (Process node : nodes) {
			readAll(node);
		}
		assertThat(this.stored.values()).doesNotHaveDuplicates();
		VerificationReport report = verify(store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).isEmpty();
		// of each node its first and its last event besides, and what nobody waited for
		// at the end
		assertThat(report.size()).isBetween(this.stored.size() + 6L, this.stored.size() + 18L);
	}

	@Test
	void nodeThatFindsAnOlderBackupRefusesToSign() throws Exception {
		String url = url("h2");
		stop(start(url, "a"));
		Path backup = this.directory.resolve("backup");
		Files.copy(this.directory.resolve("log.mv.db"), backup);
		stop(start(url, "a"));
		Files.copy(backup, this.directory.resolve("log.mv.db"), StandardCopyOption.REPLACE_EXISTING);
		assertThat(stop(start(url, "a"))).contains("trouble ROLLED_BACK");
	}

	private List<String> stop(Process node) throws Exception {
		BufferedReader output = node.inputReader();
		List<String> lines = new ArrayList<>();
		// a node that does not trust its log takes no promise
		while (lines.size() < 100 && !lines.contains("trouble ROLLED_BACK")) {
			lines.add(String.valueOf(output.readLine()));
		}
		node.getOutputStream().close();
		output.lines().forEach(lines::add);
		assertThat(node.waitFor()).isZero();
		return lines;
	}

	private void readAll(Process node) throws Exception {
		try (Stream<String> lines = node.inputReader().lines()) {
			lines.forEach(this::remember);
		}
		assertThat(node.waitFor()).isZero();
	}

	// a node that is killed may have said half of it
	private void remember(String line) {
		String[] words = line.split(" ", -1);
		if (words.length == 3 && words[0].equals("stored") && !words[2].isEmpty()) {
			this.stored.put(words[1], Long.parseLong(words[2]));
		}
	}

	private Process start(String url, String name) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), WritingProcess.class.getName(), url, this.directory.toString(),
				name)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private String url(String kind) {
		return switch (kind) {
			case "h2" -> AuditDatabases.h2File(this.directory.resolve("log"));
			case "mariadb" -> AuditDatabases.mariadbUrl();
			default -> AuditDatabases.postgresqlUrl();
		};
	}

	private static JdbcAuditStore open(String url) {
		return JdbcAuditStore.open(AuditDatabases.connect(url), JdbcAuditStore.DEFAULT_PREFIX, WritingProcess.ORIGIN);
	}

	private VerificationReport verify(JdbcAuditStore store) throws Exception {
		Ed25519CheckpointSigner signer = Ed25519CheckpointSigner.of(
				Ed25519CheckpointSigner.readPrivateKey(Files.readString(this.directory.resolve("key.pem"))),
				WritingProcess.ORIGIN);
		return new AuditVerifier(new CheckpointVerifier(WritingProcess.ORIGIN, List.of(signer.getVerifierKey())))
			.verify(store);
	}

}
