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

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Streams}: what a node lost is found unless the node says so.
 *
 * @author Identifiabl Contributors
 */
class StreamsTests {

	private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

	private final InMemoryAuditStore store = new InMemoryAuditStore(1_000_000);

	@Test
	void numbersThatAreMissingAreFound() {
		append(NOON, 0, 1, 5, 6);
		append("other", NOON.plusSeconds(3600), EventTypes.STREAM_END, 0);
		assertThat(verify().findings()).containsExactly(
				new Finding(3, 1, "stream stream: 3 events up to here are not in the log, and no record says so: 2-4"));
	}

	@Test
	void numbersThatAreMissingBeforeAnEndAreFound() {
		append(NOON, 0, 1);
		append("stream", NOON, EventTypes.STREAM_END, 3);
		assertThat(verify().getFirstBadIndex()).isEqualTo(2);
	}

	@Test
	void firstNumbersThatAreMissingAreFound() {
		append(NOON, 3, 4);
		append("stream", NOON, EventTypes.STREAM_END, 5);
		assertThat(verify().isValid()).isFalse();
	}

	@Test
	void numbersThatMayStillComeAreNoted() {
		append(NOON, 0, 1, 5, 6);
		assertThat(verify().findings()).isEmpty();
		assertThat(verify().notes()).containsExactly("stream stream: 3 events may still come: 2-4",
				"stream stream: has no end, so it goes on or broke off after 6");
	}

	@Test
	void numbersThatTheNodeNamesAsLostAreNoted() {
		append(NOON, 0, 1, 5);
		gap("stream", 6, null, "2,3-4");
		append("stream", NOON, EventTypes.STREAM_END, 7);
		assertThat(verify().findings()).isEmpty();
		assertThat(verify().notes()).containsExactly("stream stream: 3 events were lost, as the log says");
	}

	@Test
	void numbersThatAnotherNodeNamesAsLostAreNoted() {
		append(NOON, 0, 1, 5);
		gap("other", 0, "stream", "2-4");
		append("other", NOON.plusSeconds(3600), EventTypes.STREAM_END, 1);
		assertThat(verify().findings()).isEmpty();
	}

	@Test
	void numbersBeyondThoseThatWereNamedAreFound() {
		append(NOON, 0, 1, 6);
		gap("stream", 7, null, "2-4");
		append("stream", NOON, EventTypes.STREAM_END, 8);
		assertThat(verify().findings()).extracting(Finding::text)
			.containsExactly("stream stream: 1 events up to here are not in the log, and no record says so: 5");
	}

	@Test
	void numberThatIsThereTwiceIsFound() {
		append(NOON, 0, 1, 1, 3);
		assertThat(verify().findings())
			.containsExactly(new Finding(2, 1, "the number of the record is the one of another"));
	}

	@Test
	void numbersThatMayHaveBeenPrunedAreNoted() {
		append(NOON, LongStream.range(0, 255).toArray());
		append(NOON, 255, 259, 256, 260);
		append("stream", NOON, EventTypes.STREAM_END, 261);
		Logs.prune(this.store, 256);
		VerificationReport report = verify();
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).contains("stream stream: 2 events may have been pruned: 257-258");
	}

	private VerificationReport verify() {
		Logs.sign(this.store);
		return new AuditVerifier(Logs.VERIFIER).verify(this.store);
	}

	private void append(Instant time, long... sequences) {
		for (long sequence : sequences) {
			append("stream", time, "http.request", sequence);
		}
	}

	private void append(String stream, Instant time, String type, long sequence) {
		this.store.append(List.of(entry(stream, AuditEvent.builder(type, time), sequence)));
	}

	private void gap(String stream, long sequence, @Nullable String lostStream, String lost) {
		this.store.append(List.of(entry(stream,
				AuditEvent.builder(EventTypes.GAP, NOON)
					.with(AuditField.LOST_STREAM, lostStream)
					.with(AuditField.LOST, List.of(lost)),
				sequence)));
	}

	private static LogEntry entry(String stream, AuditEvent.Builder event, long sequence) {
		AuditEvent built = event.build();
		return new EntryWriter("notes", "node", stream, new SecureRandom()).write(built, sequence, built.getTime());
	}

}
