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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;

/**
 * Logs to verify, with their key.
 *
 * @author Identifiabl Contributors
 */
final class Logs {

	static final Ed25519CheckpointSigner SIGNER = signer();

	static final CheckpointVerifier VERIFIER = new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey()));

	private static final EntryWriter WRITER = new EntryWriter("notes", "node", "stream", new SecureRandom());

	private Logs() {
	}

	static InMemoryAuditStore create(int size) {
		InMemoryAuditStore store = new InMemoryAuditStore(1_000_000);
		List<LogEntry> entries = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			entries.add(entry("user-" + i % 3, i));
		}
		store.append(entries);
		return store;
	}

	static LogEntry entry(String user, long sequence) {
		AuditEvent event = AuditEvent.builder("mcp.tool.call", Instant.parse("2026-11-26T10:00:00Z"))
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.SUBJECT, user)
			.build();
		return WRITER.write(event, sequence, event.getTime());
	}

	static SignedNote sign(AuditStore store) {
		SignedNote note = SIGNER
			.sign(new Checkpoint("notes", store.getFrontier().getSize(), store.getFrontier().getRoot()));
		store.save(new StoredCheckpoint(store.getFrontier().getSize(), note.toString(), Instant.EPOCH));
		return note;
	}

	static LogEntry entryOfNewStream(long number) {
		return new EntryWriter("notes", "node", "stream-" + number, new SecureRandom())
			.write(AuditEvent.builder("http.request", Instant.EPOCH).build(), 0, Instant.EPOCH);
	}

	static Path bundle(AuditStore store, SignedNote note, Path directory) throws IOException, InvalidEvidenceException {
		Path path = directory.resolve("bundle.zip");
		try (OutputStream out = Files.newOutputStream(path)) {
			EvidenceBundle.write(store, note, out);
		}
		return path;
	}

	private static Ed25519CheckpointSigner signer() {
		try {
			return Ed25519CheckpointSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
					"notes");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
