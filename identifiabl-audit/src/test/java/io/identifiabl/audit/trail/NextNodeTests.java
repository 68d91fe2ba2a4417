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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the {@link Checkpointer} of a node that starts.
 *
 * @author Identifiabl Contributors
 */
class NextNodeTests extends AbstractCheckpointerTests {

	@Test
	void nextNodeGoesOnFromTheStoredCheckpoint() {
		run(this.checkpointer);
		this.store.append(entries(0, 300));
		run(this.checkpointer);
		this.store.append(entries(300, 5));
		Checkpointer next = checkpointer(this.published::add);
		run(next);
		assertThat(next.getState().size()).isEqualTo(305);
		assertThat(next.getState().trouble()).isNull();
	}

	@Test
	void nextNodeWhenTheTailAndItsCheckpointsAreGoneThenRefusesByTheHeldOne() {
		run(this.checkpointer);
		this.store.append(entries(0, 300));
		run(this.checkpointer);
		String held = latest(this.checkpointer).toString();
		this.store.log = new InMemoryAuditStore(1000);
		this.store.append(entries(0, 200));
		Checkpointer next = checkpointer(this.published::add);
		next.run(List.of(held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
		next.run(List.of(held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
	}

	@Test
	void nextNodeWhenTheLogWasRewrittenThenRefusesByTheHeldOne() {
		run(this.checkpointer);
		this.store.append(entries(0, 300));
		run(this.checkpointer);
		String held = latest(this.checkpointer).toString();
		this.store.log = new InMemoryAuditStore(1000);
		this.store.append(entries(1000, 400));
		Checkpointer next = checkpointer(this.published::add);
		next.run(List.of(held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
		assertThat(this.published).hasSize(2);
	}

	@Test
	void nextNodeWhenAStrangerSignedThenRefuses() {
		List<LogEntry> own = entries(0, 3);
		Checkpointer stranger = new Checkpointer(this.store, "notes", STRANGER,
				new CheckpointVerifier("notes", List.of(STRANGER.getVerifierKey())), List.of(), Duration.ofSeconds(60),
				this.clock, null);
		stranger.committed(own, this.store.append(own));
		run(stranger);
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.UNTRUSTED_CHECKPOINT);
	}

	@Test
	void nextNodeWhenNothingWasSignedThenRefuses() {
		this.store.append(entries(0, 3));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.UNSIGNED);
		assertThat(this.published).isEmpty();
	}

	@Test
	void nextNodeWhenNothingWasSignedThenSignsWhatWasAccepted() {
		this.store.append(entries(0, 3));
		Checkpointer accepting = accepting(new Checkpoint("notes", 3, this.store.getFrontier().getRoot()),
				this.published::add);
		run(accepting);
		assertThat(accepting.getState().trouble()).isNull();
		assertThat(this.published).hasSize(1);
	}

	@Test
	void nextNodeWhenAnotherStateWasAcceptedThenRefuses() {
		this.store.append(entries(0, 3));
		Checkpointer accepting = accepting(new Checkpoint("notes", 3, MerkleHash.empty()), this.published::add);
		run(accepting);
		assertThat(accepting.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
	}

	@Test
	void nextNodeWhenTheLogGrewLongAfterItWasSignedLastThenRefuses() {
		List<LogEntry> own = entries(0, 3);
		Checkpointer timed = timed();
		timed.committed(own, this.store.append(own));
		run(timed);
		assertThat(timed.getState().trouble()).isNull();
		this.clock.advance(Duration.ofHours(1));
		this.store.append(List.of(written(3, this.clock.instant())));
		Checkpointer next = timed();
		run(next);
		assertThat(next.getState().trouble()).isEqualTo(Trouble.UNSIGNED);
	}

	@Test
	void nextNodeWhenTheLogGrewAMomentBeforeItsNodeDiedThenSigns() {
		run(timed());
		this.store.append(List.of(written(0, this.clock.instant().plusSeconds(2))));
		this.clock.advance(Duration.ofHours(1));
		Checkpointer next = timed();
		List<LogEntry> own = List.of(written(1, this.clock.instant()));
		next.committed(own, this.store.append(own));
		run(next);
		assertThat(next.getState().trouble()).isNull();
		assertThat(next.getState().size()).isEqualTo(2);
	}

	// nobody who can write into the database makes the past longer than it is
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nextNodeWhenARecordClaimsATimeLaterThanItWasWrittenThenRefuses(boolean inItsId) {
		run(timed());
		Instant observed = this.clock.instant();
		this.clock.advance(Duration.ofHours(1));
		Instant claimed = this.clock.instant();
		AuditEvent event = inItsId ? AuditEvent.builder("http.request", observed).id(EventIds.create(claimed)).build()
				: AuditEvent.builder("http.request", claimed).id(EventIds.create(observed)).build();
		this.store
			.append(List.of(new EntryWriter("notes", "node", "stream", new SecureRandom()).write(event, 0, observed)));
		Checkpointer next = timed();
		run(next);
		assertThat(next.getState().trouble()).isEqualTo(Trouble.UNSIGNED);
	}

}
