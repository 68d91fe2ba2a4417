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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EvidenceBundle} and {@link BundleVerifier}.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class BundleVerifierTests {

	private final BundleVerifier verifier = new BundleVerifier(Logs.VERIFIER);

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 255, 256, 257, 1000, 66_000 })
	void bundleOfALogIsVerified(int size) throws Exception {
		InMemoryAuditStore store = Logs.create(size);
		VerificationReport report = this.verifier.verify(Logs.bundle(store, Logs.sign(store), this.directory));
		assertThat(report.findings()).isEmpty();
		assertThat(report.checked()).isEqualTo(size);
		assertThat(report.notes()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "1000,256", "1000,768", "66000,65536", "66000,65792", "512,512" })
	void bundleOfAPrunedLogIsVerified(int size, int first) throws Exception {
		InMemoryAuditStore store = Logs.create(size);
		Logs.prune(store, first);
		VerificationReport report = this.verifier.verify(Logs.bundle(store, Logs.sign(store), this.directory));
		assertThat(report.findings()).isEmpty();
		assertThat(report.firstIndex()).isEqualTo(first);
		assertThat(report.checked()).isEqualTo(size + 1 - first);
	}

	@Test
	void logThatBeginsWhereARecordWasForgedIsNotVerified() throws Exception {
		InMemoryAuditStore store = Logs.create(256);
		Logs.sign(store);
		Logs.appendPruned(store, 256);
		store.prune(256);
		assertThat(this.verifier.verify(Logs.bundle(store, Logs.sign(store), this.directory)).findings())
			.containsExactly(new Finding(0, 256, "the log does not begin where a checkpoint was signed for that"));
	}

	@Test
	void logThatBeginsWhereNothingSaysThatItWasPrunedIsNotVerified() throws Exception {
		InMemoryAuditStore store = Logs.create(256);
		Logs.signBegin(store, 256);
		store.append(List.of(Logs.entry("alice", 256)));
		store.prune(256);
		assertThat(this.verifier.verify(Logs.bundle(store, Logs.sign(store), this.directory)).findings())
			.containsExactly(new Finding(0, 256, "the log does not begin where a record says that it was pruned"));
	}

	@Test
	void logThatBeginsWhereNothingWasSignedIsNoEvidence() {
		InMemoryAuditStore store = Logs.create(300);
		store.prune(256);
		assertThatExceptionOfType(InvalidEvidenceException.class)
			.isThrownBy(() -> Logs.bundle(store, Logs.sign(store), this.directory))
			.withMessage("the log does not begin where a checkpoint was signed");
	}

	@Test
	void prefixWithACheckpointOfAnotherSizeIsNotVerified() throws Exception {
		InMemoryAuditStore store = Logs.create(600);
		Logs.prune(store, 512);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		files.put("prefix.checkpoint", content(files, "checkpoint"));
		assertThat(this.verifier.verify(write(files)).findings()).extracting(Finding::text)
			.containsExactly("the log does not begin where a checkpoint was signed for that");
	}

	@Test
	void bundleOfALogWithErasedUsersIsVerified() throws Exception {
		InMemoryAuditStore store = Logs.create(300);
		SignedNote note = Logs.sign(store);
		store.erase("https://issuer.example/", "user-1");
		assertThat(this.verifier.verify(Logs.bundle(store, note, this.directory)).isValid()).isTrue();
	}

	@Test
	void bundleHoldsNothingPersonal() throws Exception {
		InMemoryAuditStore store = Logs.create(300);
		for (byte[] content : read(Logs.bundle(store, Logs.sign(store), this.directory)).values()) {
			assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain("user-");
		}
	}

	@Test
	void everyFlippedBitIsNoticed() throws Exception {
		InMemoryAuditStore store = Logs.create(258);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			byte[] content = file.getValue();
			// every bit of what is short, and enough of what is long to hit each leaf and
			// hash
			int step = (content.length > 2000) ? 61 * content.length / 8192 : 1;
			for (int bit = 0; bit < content.length * 8; bit += step) {
				content[bit / 8] ^= (byte) (1 << (bit % 8));
				assertThat(isVerified(files)).as(file.getKey() + " bit " + bit).isFalse();
				content[bit / 8] ^= (byte) (1 << (bit % 8));
			}
		}
	}

	@Test
	void everyFlippedBitOfAPrunedLogIsNoticed() throws Exception {
		InMemoryAuditStore store = Logs.create(770);
		Logs.prune(store, 768);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		assertThat(files).containsKey("prefix");
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			byte[] content = file.getValue();
			for (int bit = 0; bit < content.length * 8; bit++) {
				content[bit / 8] ^= (byte) (1 << (bit % 8));
				assertThat(isVerified(files)).as(file.getKey() + " bit " + bit).isFalse();
				content[bit / 8] ^= (byte) (1 << (bit % 8));
			}
		}
	}

	@Test
	void recordThatWasEditedIsNamed() throws Exception {
		InMemoryAuditStore store = Logs.create(600);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		byte[] leaves = content(files, "tile/entries/001");
		int position = new String(leaves, StandardCharsets.ISO_8859_1).indexOf("\"seq\":300");
		leaves[position + 6] = '9';
		VerificationReport report = this.verifier.verify(write(files));
		assertThat(report.getFirstBadIndex()).isEqualTo(300);
	}

	@Test
	void rewrittenLogWithoutTheKeyIsRefusedByTheHeldCheckpoint() throws Exception {
		SignedNote held = Logs.sign(Logs.create(300));
		InMemoryAuditStore rewritten = Logs.create(300);
		assertThat(this.verifier.verify(Logs.bundle(rewritten, held, this.directory)).isValid()).isFalse();
	}

	@Test
	void fileThatIsMissingIsNamed() throws Exception {
		InMemoryAuditStore store = Logs.create(300);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		files.remove("tile/entries/001.p/44");
		assertThatExceptionOfType(InvalidEvidenceException.class).isThrownBy(() -> this.verifier.verify(write(files)))
			.withMessageContaining("tile/entries/001.p/44");
	}

	@Test
	void fileThatIsTooLongIsNoticed() throws Exception {
		InMemoryAuditStore store = Logs.create(3);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		files.computeIfPresent("tile/0/000.p/3", (name, content) -> Arrays.copyOf(content, 1000));
		assertThatExceptionOfType(InvalidEvidenceException.class).isThrownBy(() -> this.verifier.verify(write(files)))
			.withMessageContaining("too large");
	}

	@Test
	void somethingAfterTheLastRecordIsNoticed() throws Exception {
		InMemoryAuditStore store = Logs.create(3);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		files.computeIfPresent("tile/entries/000.p/3", (name, content) -> Arrays.copyOf(content, content.length + 1));
		assertThat(this.verifier.verify(write(files)).findings()).extracting(Finding::index).contains(2L);
	}

	@Test
	void fileThatDoesNotBelongIsReportedAsIgnored() throws Exception {
		InMemoryAuditStore store = Logs.create(3);
		Map<String, byte[]> files = read(Logs.bundle(store, Logs.sign(store), this.directory));
		files.put("README", new byte[1]);
		assertThat(this.verifier.verify(write(files)).notes()).containsExactly("ignored: README");
	}

	@Test
	void writeWhenPrunedBeyondTheCheckpointThenRefuses() {
		InMemoryAuditStore store = Logs.create(100);
		SignedNote note = Logs.sign(store);
		store.append(LongStream.range(100, 300).mapToObj((i) -> Logs.entry("x", i)).toList());
		store.prune(256);
		assertThatExceptionOfType(InvalidEvidenceException.class)
			.isThrownBy(() -> Logs.bundle(store, note, this.directory));
	}

	private boolean isVerified(Map<String, byte[]> files) throws IOException {
		try {
			return this.verifier.verify(write(files)).isValid();
		}
		catch (InvalidEvidenceException ex) {
			return false;
		}
	}

	private static byte[] content(Map<String, byte[]> files, String name) {
		byte[] content = files.get(name);
		assertThat(content).isNotNull();
		return content;
	}

	private static Map<String, byte[]> read(Path path) throws IOException {
		Map<String, byte[]> files = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(path.toFile())) {
			for (ZipEntry entry : Collections.list(zip.entries())) {
				files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
			}
		}
		return files;
	}

	private Path write(Map<String, byte[]> files) throws IOException {
		Path path = this.directory.resolve("changed.zip");
		try (OutputStream out = Files.newOutputStream(path); ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.setLevel(0);
			for (Map.Entry<String, byte[]> file : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				zip.write(file.getValue());
				zip.closeEntry();
			}
		}
		return path;
	}

}
