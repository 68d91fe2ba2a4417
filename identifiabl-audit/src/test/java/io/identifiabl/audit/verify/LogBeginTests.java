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

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of where a log may begin.
 *
 * @author Identifiabl Contributors
 */
class LogBeginTests {

	private final AuditVerifier verifier = new AuditVerifier(Logs.VERIFIER);

	private final InMemoryAuditStore store = Logs.create(1000);

	LogBeginTests() {
		Logs.sign(this.store);
	}

	@Test
	void logThatBeginsLaterThanItDidIsFound() {
		this.store.prune(512);
		assertThat(this.verifier.verify(this.store).findings())
			.containsExactly(new Finding(0, 512, "the log does not begin where a checkpoint was signed for that"));
	}

	@Test
	void logThatBeginsWhereARecordWasForgedIsFound() {
		InMemoryAuditStore signed = Logs.create(256);
		Logs.sign(signed);
		Logs.appendPruned(signed, 256);
		Logs.sign(signed);
		signed.prune(256);
		assertThat(this.verifier.verify(signed).findings())
			.containsExactly(new Finding(0, 256, "the log does not begin where a checkpoint was signed for that"));
	}

	@Test
	void logThatBeginsWhereAStrangerSignedIsFound() {
		InMemoryAuditStore signed = Logs.create(256);
		Logs.prune(signed, 256);
		AuditVerifier strict = new AuditVerifier(
				new CheckpointVerifier("notes", List.of(Logs.SIGNER.getVerifierKey())));
		signed.save(new StoredCheckpoint(256, signed.readCheckpoints(256, 1).get(0).note().replace("\n\n", "\nx\n\n"),
				Instant.EPOCH));
		assertThat(strict.verify(signed).findings())
			.contains(new Finding(0, 256, "the checkpoint at which the log begins was signed by no trusted key"));
	}

	@Test
	void logThatBeginsWhereNoRecordSaysSoIsFound() {
		InMemoryAuditStore signed = Logs.create(256);
		Logs.signBegin(signed, 256);
		signed.append(List.of(Logs.entry("alice", 256)));
		Logs.sign(signed);
		signed.prune(256);
		assertThat(this.verifier.verify(signed).findings())
			.containsExactly(new Finding(0, 256, "the log does not begin where a record says that it was pruned"));
	}

	@Test
	void logThatWasPrunedFurtherThanItsRecordSaysIsFound() {
		Logs.prune(this.store, 256);
		this.store.prune(512);
		assertThat(this.verifier.verify(this.store).isValid()).isFalse();
	}

}
