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

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.VerifierKey;

/**
 * The program of this jar: verifies bundles and proofs, offline.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Main {

	/** The exit code for evidence that holds. */
	static final int VERIFIED = 0;

	/** The exit code for evidence that does not hold. */
	static final int REFUTED = 1;

	/** The exit code for what could not be tried. */
	static final int UNUSABLE = 2;

	private static final String USAGE = """
			Usage: java -jar identifiabl-audit.jar verify bundle.zip --vkey KEY [--vkey KEY]... [--origin NAME]
			            [--checkpoint older.txt]...
			       java -jar identifiabl-audit.jar verify event.tlog-proof --entry leaf.json --vkey KEY...
			With a checkpoint that was kept elsewhere the log has to be a continuation of it, which no log is that was
			rewritten and signed again. Keys come from whoever runs the log, and never from what is verified. The origin is the name of the first
			key unless it is given. Exit code: 0 verified, 1 not what was signed, 2 could not be read.""";

	private final PrintStream out;

	private @Nullable Path evidence;

	private @Nullable Path entry;

	private @Nullable String origin;

	private final List<VerifierKey> keys = new ArrayList<>();

	private final List<Path> checkpoints = new ArrayList<>();

	Main(PrintStream out) {
		this.out = out;
	}

	/**
	 * Run the program.
	 * @param arguments see its usage
	 */
	public static void main(String... arguments) {
		int exitCode;
		try (PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
				StandardCharsets.UTF_8)) {
			exitCode = new Main(out).run(arguments);
		}
		System.exit(exitCode);
	}

	int run(String... arguments) {
		try {
			if (!parse(arguments) || this.evidence == null || this.keys.isEmpty()) {
				this.out.println(USAGE);
				return UNUSABLE;
			}
			String name = (this.origin != null) ? this.origin : this.keys.get(0).getName();
			CheckpointVerifier verifier = new CheckpointVerifier(name, this.keys);
			return (this.entry != null) ? verifyProof(this.evidence, this.entry, verifier)
					: verifyBundle(this.evidence, verifier);
		}
		catch (InvalidNoteException ex) {
			print("The key cannot be used: " + ex.getMessage());
			return UNUSABLE;
		}
		catch (InvalidPathException ex) {
			print("Cannot be read: this is no path");
			return UNUSABLE;
		}
		catch (IOException ex) {
			print("Cannot be read: " + ex.getMessage());
			return UNUSABLE;
		}
		catch (InvalidEvidenceException ex) {
			print("NOT VERIFIED: " + ex.getMessage());
			return REFUTED;
		}
	}

	private boolean parse(String... arguments) throws InvalidNoteException {
		if (arguments.length < 2 || !arguments[0].equals("verify")) {
			return false;
		}
		this.evidence = Path.of(arguments[1]);
		for (int i = 2; i < arguments.length; i += 2) {
			if (i + 1 == arguments.length) {
				return false;
			}
			switch (arguments[i]) {
				case "--vkey" -> this.keys.add(VerifierKey.parse(arguments[i + 1]));
				case "--origin" -> this.origin = arguments[i + 1];
				case "--checkpoint" -> this.checkpoints.add(Path.of(arguments[i + 1]));
				case "--entry" -> this.entry = Path.of(arguments[i + 1]);
				default -> {
					return false;
				}
			}
		}
		return true;
	}

	private int verifyProof(Path proof, Path leaf, CheckpointVerifier verifier)
			throws IOException, InvalidEvidenceException {
		long index = TlogProof.verify(Files.readAllBytes(proof), Files.readAllBytes(leaf), verifier);
		print("VERIFIED: the record is at index " + index + " of the log");
		return VERIFIED;
	}

	private int verifyBundle(Path bundle, CheckpointVerifier verifier) throws IOException, InvalidEvidenceException {
		List<Checkpoint> held = new ArrayList<>();
		for (Path checkpoint : this.checkpoints) {
			held.add(readCheckpoint(checkpoint, verifier));
		}
		VerificationReport report = new BundleVerifier(verifier).verify(bundle, held);
		report.notes().forEach(this::print);
		report.findings().forEach((finding) -> print(finding.toString()));
		if (!report.isValid()) {
			print("NOT VERIFIED: first bad index " + report.getFirstBadIndex());
			return REFUTED;
		}
		if (report.checked() == 0 && report.size() > 0) {
			print("The bundle holds no records, so that there is nothing to verify");
			return UNUSABLE;
		}
		print("VERIFIED: " + describe(report));
		return VERIFIED;
	}

	private static Checkpoint readCheckpoint(Path path, CheckpointVerifier verifier)
			throws IOException, InvalidEvidenceException {
		try {
			return verifier.verify(Files.readAllBytes(path));
		}
		catch (InvalidNoteException ex) {
			throw new InvalidEvidenceException(path.getFileName() + ": " + ex.getMessage());
		}
	}

	private static String describe(VerificationReport report) {
		if (report.size() == 0) {
			return "a log without records";
		}
		return "records " + report.firstIndex() + " to " + (report.size() - 1) + " of a log of " + report.size()
				+ ((report.firstIndex() > 0) ? "; those before are not in the bundle" : "");
	}

	// names in a bundle are whatever whoever made it likes, and no part of an answer
	private void print(String line) {
		StringBuilder printed = new StringBuilder(line);
		for (int i = 0; i < printed.length(); i++) {
			if (Character.isISOControl(printed.charAt(i)) || Character.getType(printed.charAt(i)) == Character.FORMAT) {
				printed.setCharAt(i, '?');
			}
		}
		this.out.println(printed);
	}

}
