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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.InclusionProof;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Main} and {@link TlogProof}.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class MainTests {

	private static final String KEY = Logs.SIGNER.getVerifierKey().toString();

	private final InMemoryAuditStore store = Logs.create(300);

	private final SignedNote note = Logs.sign(this.store);

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@TempDir
	Path directory;

	private String bundle = "";

	private String proof = "";

	private String leaf = "";

	@BeforeEach
	void write() throws Exception {
		this.bundle = Logs.bundle(this.store, this.note, this.directory).toString();
		Path proofFile = this.directory.resolve("event.tlog-proof");
		Files.writeString(proofFile, TlogProof.write(InclusionProof.of(123, 300, this.store), this.note));
		this.proof = proofFile.toString();
		Path leafFile = this.directory.resolve("leaf.json");
		Files.writeString(leafFile, this.store.read(123, 1).get(0).payload());
		this.leaf = leafFile.toString();
	}

	@Test
	void bundleThatHoldsIsVerified() {
		assertThat(run("verify", this.bundle, "--vkey", KEY)).isZero();
		assertThat(output()).isEqualToIgnoringNewLines("VERIFIED: records 0 to 299 of a log of 300");
	}

	@Test
	void bundleOfAnotherKeyIsRefused() {
		String other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
		assertThat(run("verify", this.bundle, "--vkey", other, "--origin", "notes")).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("no trusted key signed");
	}

	@Test
	void bundleOfAnotherLogIsRefused() {
		assertThat(run("verify", this.bundle, "--vkey", KEY, "--origin", "others")).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("another log");
	}

	@Test
	void bundleOfARewrittenLogNamesTheFirstBadIndex() throws Exception {
		String rewritten = Logs.bundle(Logs.create(300), this.note, this.directory).toString();
		assertThat(run("verify", rewritten, "--vkey", KEY)).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("NOT VERIFIED: first bad index 0");
	}

	@Test
	void bundleWithAnEditedRecordNamesIt() throws Exception {
		Path edited = edit(this.bundle, "tile/entries/000", "\"seq\":123", "\"seq\":923");
		assertThat(run("verify", edited.toString(), "--vkey", KEY)).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("NOT VERIFIED: first bad index 123");
	}

	@Test
	void bundleOfAPrunedLogSaysWhatIsNotInIt() throws Exception {
		Logs.prune(this.store, 256);
		String pruned = Logs.bundle(this.store, Logs.sign(this.store), this.directory).toString();
		assertThat(run("verify", pruned, "--vkey", KEY)).isZero();
		assertThat(output())
			.contains("VERIFIED: records 256 to 300 of a log of 301; those before are not in the bundle");
	}

	@Test
	void bundleWithoutRecordsIsRefused() throws Exception {
		InMemoryAuditStore gone = Logs.create(256);
		SignedNote signed = Logs.sign(gone);
		gone.prune(256);
		assertThat(run("verify", Logs.bundle(gone, signed, this.directory).toString(), "--vkey", KEY))
			.isEqualTo(Main.REFUTED);
	}

	@Test
	void bundleThatContinuesAnOlderCheckpointIsVerified() throws Exception {
		String older = checkpoint(this.note);
		this.store.append(List.of(Logs.entry("alice", 300)));
		String grown = Logs.bundle(this.store, Logs.sign(this.store), this.directory).toString();
		assertThat(run("verify", grown, "--vkey", KEY, "--checkpoint", older)).isZero();
	}

	@Test
	void bundleOfALogThatWasRewrittenAndSignedAgainIsRefutedByAnOlderCheckpoint() throws Exception {
		String older = checkpoint(this.note);
		InMemoryAuditStore rewritten = Logs.create(400);
		String bundle = Logs.bundle(rewritten, Logs.sign(rewritten), this.directory).toString();
		assertThat(run("verify", bundle, "--vkey", KEY)).isZero();
		assertThat(run("verify", bundle, "--vkey", KEY, "--checkpoint", older)).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("not a continuation of the older checkpoint");
	}

	@Test
	void bundleThatIsOlderThanACheckpointIsRefuted() throws Exception {
		String genuine = this.bundle;
		this.store.append(List.of(Logs.entry("alice", 300)));
		String newer = checkpoint(Logs.sign(this.store));
		assertThat(run("verify", genuine, "--vkey", KEY, "--checkpoint", newer)).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("a larger log was signed");
	}

	@Test
	void checkpointOfAnotherKeyIsRefused() throws Exception {
		Path path = Files.writeString(this.directory.resolve("other.txt"),
				this.note.toString().replace("notes\n300", "notes\n299"));
		assertThat(run("verify", this.bundle, "--vkey", KEY, "--checkpoint", path.toString())).isEqualTo(Main.REFUTED);
		assertThat(output()).contains("other.txt: no trusted key signed");
	}

	private String checkpoint(SignedNote signed) throws IOException {
		return Files.writeString(this.directory.resolve("older.txt"), signed.toString()).toString();
	}

	@Test
	void namesInABundleCannotWriteTheAnswer() throws Exception {
		Path odd = edit(this.bundle, "x\n\u001b[1mVERIFIED: records 0 to 9", "", "");
		assertThat(run("verify", odd.toString(), "--vkey", KEY)).isZero();
		assertThat(output().lines()).hasSize(2).first().asString().startsWith("ignored: x??[1mVERIFIED");
	}

	@Test
	void proofOfARecordIsVerified() {
		assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).isZero();
		assertThat(output()).contains("index 123");
	}

	@Test
	void proofOfAnotherRecordIsRefused() throws Exception {
		Files.writeString(Path.of(this.leaf), this.store.read(124, 1).get(0).payload());
		assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).isEqualTo(Main.REFUTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "extra !!", "extra AAAAA", "extra " })
	void proofWithExtraDataThatIsNoneIsRefused(String extra) throws Exception {
		String text = Files.readString(Path.of(this.proof)).replace("index 123", extra + "\nindex 123");
		Files.writeString(Path.of(this.proof), text);
		assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).isEqualTo(Main.REFUTED);
	}

	@Test
	void proofWithExtraDataIsVerified() throws Exception {
		String text = Files.readString(Path.of(this.proof)).replace("index 123", "extra AAAA\nindex 123");
		Files.writeString(Path.of(this.proof), text);
		assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nothing", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nindex 1\n" })
	void proofThatIsNoneIsRefused(String text) throws Exception {
		Files.writeString(Path.of(this.proof), text);
		assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).isEqualTo(Main.REFUTED);
	}

	@Test
	void everyFlippedBitOfAProofIsNoticed() throws Exception {
		byte[] genuine = Files.readAllBytes(Path.of(this.proof));
		for (int bit = 0; bit < genuine.length * 8; bit++) {
			byte[] flipped = genuine.clone();
			flipped[bit / 8] ^= (byte) (1 << (bit % 8));
			Files.write(Path.of(this.proof), flipped);
			assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).as("bit " + bit).isPositive();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "index x", "index 124", "index -1", "no index", "index 0123", "index +123", "index 123 ",
			"index 123\r", "index \u0661\u0662\u0663" })
	void proofWithAnotherIndexIsRefused(String index) throws Exception {
		String text = Files.readString(Path.of(this.proof)).replace("index 123", index);
		Files.writeString(Path.of(this.proof), text);
		assertThat(run("verify", this.proof, "--entry", this.leaf, "--vkey", KEY)).isEqualTo(Main.REFUTED);
	}

	@Test
	void whatCannotBeTriedIsTold() {
		assertThat(run()).isEqualTo(Main.UNUSABLE);
		assertThat(run("prove", this.bundle)).isEqualTo(Main.UNUSABLE);
		assertThat(run("verify", this.bundle)).isEqualTo(Main.UNUSABLE);
		assertThat(run("verify", this.bundle, "--vkey")).isEqualTo(Main.UNUSABLE);
		assertThat(run("verify", this.bundle, "--key", KEY)).isEqualTo(Main.UNUSABLE);
		assertThat(output()).contains("Usage:");
		assertThat(run("verify", this.bundle, "--vkey", "x")).isEqualTo(Main.UNUSABLE);
		assertThat(run("verify", this.directory.resolve("missing.zip").toString(), "--vkey", KEY))
			.isEqualTo(Main.UNUSABLE);
		assertThat(run("verify", this.leaf, "--vkey", KEY)).isEqualTo(Main.UNUSABLE);
	}

	// as of a file whose name the locale of the program has no letters for
	@Test
	void pathThatIsNoneCannotBeRead() {
		assertThat(run("verify", "bundle\0.zip", "--vkey", KEY)).isEqualTo(Main.UNUSABLE);
		assertThat(run("verify", this.proof, "--entry", "leaf\0", "--vkey", KEY)).isEqualTo(Main.UNUSABLE);
	}

	// adds the file if it is not there
	private Path edit(String bundlePath, String name, String before, String after) throws Exception {
		Path edited = this.directory.resolve("edited.zip");
		Files.copy(Path.of(bundlePath), edited);
		try (FileSystem zip = FileSystems.newFileSystem(edited)) {
			Path file = zip.getPath("/" + name);
			String content = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
			Files.writeString(file, content.replace(before, after), StandardCharsets.ISO_8859_1);
		}
		return edited;
	}

	private int run(String... arguments) {
		return new Main(new PrintStream(this.out, true, StandardCharsets.UTF_8)).run(arguments);
	}

	private String output() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
