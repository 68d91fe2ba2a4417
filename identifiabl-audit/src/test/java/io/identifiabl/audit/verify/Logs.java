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

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.Frontier;

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

	// as a trail does it
	static void prune(AuditStore store, long first) {
		signBegin(store, first);
		appendPruned(store, first);
		sign(store);
		store.prune(first);
	}

	// as a trail does it
	static int erase(AuditStore store, String user) {
		appendErasure(store, "intent", null);
		int erased = store.erase("https://issuer.example/", user);
		appendErasure(store, "outcome", erased);
		sign(store);
		return erased;
	}

	static void appendErasure(AuditStore store, String phase, @Nullable Integer count) {
		AuditEvent event = AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.parse("2026-11-26T10:00:00Z"))
			.with(AuditField.PHASE, phase)
			.with(AuditField.COUNT, count)
			.build();
		store.append(
				List.of(new EntryWriter("notes", "node", "erasing-" + store.getFrontier().getSize(), new SecureRandom())
					.write(event, 0, event.getTime())));
	}

	static void signBegin(AuditStore store, long first) {
		Checkpoint begin = new Checkpoint("notes", first, Frontier.at(first, store).getRoot()).asBegin();
		store.save(new StoredCheckpoint(first, SIGNER.sign(begin).toString(), Instant.EPOCH));
	}

	static void appendPruned(AuditStore store, long first) {
		AuditEvent pruned = AuditEvent.builder(EventTypes.PRUNED, Instant.parse("2026-11-26T10:00:00Z"))
			.with(AuditField.LAST, first - 1)
			.build();
		store.append(List.of(new EntryWriter("notes", "node", "pruning-" + first, new SecureRandom()).write(pruned, 0,
				pruned.getTime())));
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
