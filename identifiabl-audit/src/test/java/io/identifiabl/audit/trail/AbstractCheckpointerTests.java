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

package io.identifiabl.audit.trail;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link Checkpointer} of a log that can be troubled.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractCheckpointerTests {

	static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	static final Ed25519CheckpointSigner STRANGER = Signers.create("notes");

	final CheckpointVerifier verifier = new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey()));

	final TroubledStore store = new TroubledStore();

	final List<SignedNote> published = new ArrayList<>();

	final MutableClock clock = new MutableClock();

	final Checkpointer checkpointer = checkpointer(this.published::add);

	Checkpointer timed() {
		return new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock), this.verifier, List.of(),
				Duration.ofSeconds(60), this.clock, null);
	}

	static LogEntry written(long sequence, Instant observed) {
		return new EntryWriter("notes", "node", "stream", new SecureRandom()).write(Events.of("alice"), sequence,
				observed);
	}

	static void run(Checkpointer checkpointer) {
		checkpointer.run(List.of());
	}

	static SignedNote latest(Checkpointer checkpointer) {
		SignedNote note = checkpointer.getLatest();
		assertThat(note).isNotNull();
		return note;
	}

	Checkpointer checkpointer(CheckpointPublisher... publishers) {
		return accepting(null, publishers);
	}

	static List<LogEntry> entries(long from, int count) {
		return LongStream.range(from, from + count).mapToObj(Events::entry).toList();
	}

	Checkpointer accepting(@Nullable Checkpoint accepted, CheckpointPublisher... publishers) {
		return new Checkpointer(this.store, "notes", SIGNER, this.verifier, List.of(publishers), Duration.ofSeconds(60),
				this.clock, accepted);
	}

}
