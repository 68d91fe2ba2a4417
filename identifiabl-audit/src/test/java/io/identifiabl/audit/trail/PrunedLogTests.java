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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@link Checkpointer} makes of a log whose first records another node has pruned.
 *
 * @author Identifiabl Contributors
 */
class PrunedLogTests extends AbstractCheckpointerTests {

	private static final Duration YEAR = Duration.ofDays(365);

	private final Checkpointer pruning = new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock),
			this.verifier, List.of(), Duration.ofNanos(1), this.clock, null);

	private final Checkpointer frozen = timed();

	private String held = "";

	@BeforeEach
	void write() {
		append(entries(0, 100));
		run(this.pruning);
		run(this.frozen);
		this.held = latest(this.pruning).toString();
		append(entries(100, 500));
		run(this.pruning);
	}

	private long append(List<LogEntry> entries) {
		List<Long> indices = this.store.append(entries);
		this.pruning.committed(entries, indices);
		return indices.get(0);
	}

	private long append(AuditEvent event) {
		return append(List.of(Events.entry(event, this.store.getFrontier().getSize())));
	}

	private void prune() throws Exception {
		append(entries(600, 1));
		run(this.pruning);
		this.clock.advance(Duration.ofDays(400));
		run(this.pruning);
		assertThat(new Pruning(this.store, this.pruning, List.of(), this.clock, this::append).run(YEAR, Runnable::run)
			.get()).isEqualTo(512);
	}

	@Test
	void nextNodeWhoseHeldCheckpointIsOlderThanWhatWasPrunedGoesOn() throws Exception {
		prune();
		Checkpointer next = timed();
		next.run(List.of(this.held));
		assertThat(next.getState().trouble()).isNull();
		assertThat(next.getState().size()).isEqualTo(this.store.getFrontier().getSize());
		assertThat(this.verifier.verify(latest(next).toString().getBytes(StandardCharsets.UTF_8)).size())
			.isEqualTo(this.store.getFrontier().getSize());
	}

	@Test
	void nextNodeWhenNothingSignedSaysThatTheyWerePrunedThenRefuses() {
		this.store.log.prune(512);
		Checkpointer next = timed();
		next.run(List.of(this.held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
	}

	@Test
	void nextNodeWhenTheBeginWasRemovedThenRefuses() throws Exception {
		prune();
		this.store.removeCheckpoints(List.of(512L));
		Checkpointer next = timed();
		next.run(List.of(this.held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
	}

	// the hashes of 256 records stay known
	@Test
	void nextNodeWhenWhatWasPrunedIsNotWhatWasSignedThenRefuses() throws Exception {
		prune();
		Checkpointer next = timed();
		next.run(List.of(SIGNER.sign(new Checkpoint("notes", 256, MerkleHash.ofLeaf(new byte[0]))).toString()));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
	}

	// and no checkpoint that is signed by somebody else is passed over
	@Test
	void nextNodeWhenAStrangerSignedWhatIsOlderThenRefuses() throws Exception {
		prune();
		Checkpointer next = timed();
		next.run(List.of(STRANGER.sign(new Checkpoint("notes", 100, MerkleHash.ofLeaf(new byte[0]))).toString()));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.UNTRUSTED_CHECKPOINT);
	}

	// suspended, or without its database, for as long as that takes
	@Test
	void nodeThatStoodStillMeanwhileGoesOn() throws Exception {
		prune();
		run(this.frozen);
		assertThat(this.frozen.getState().trouble()).isNull();
		assertThat(this.frozen.getState().size()).isEqualTo(this.store.getFrontier().getSize());
	}

	@Test
	void nodeThatStoodStillWhenNothingSignedSaysThatTheyWerePrunedThenRefuses() {
		this.store.log.prune(512);
		run(this.frozen);
		assertThat(this.frozen.getState().trouble()).isEqualTo(Trouble.TRUNCATED);
	}

}
