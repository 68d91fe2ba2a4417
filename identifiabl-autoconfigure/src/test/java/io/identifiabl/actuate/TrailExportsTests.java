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

package io.identifiabl.actuate;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;

import io.identifiabl.actuate.TrailExports.Format;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link TrailExports}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class TrailExportsTests {

	private static final int LIMIT = 100_000;

	private final Format format = Objects.requireNonNull(TrailExports.format("ndjson"));

	private final InMemoryAuditStore store = new InMemoryAuditStore(2 * LIMIT);

	private final TrailExports exports = new TrailExports(this.store);

	private final AtomicInteger mostInAPage = new AtomicInteger();

	private final AtomicInteger ended = new AtomicInteger();

	// which is more than there is in memory at any time
	@Test
	void exportIsAsLongAsTheLog() throws Exception {
		append(LIMIT + 1);
		assertThat(export(AuditQuery.all(), Long.MAX_VALUE)).hasSize(LIMIT + 1);
		assertThat(this.mostInAPage.get()).isLessThanOrEqualTo(AuditQuery.MAX_LIMIT);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 999, 1000, 1001, 2499, 2500, 2501 })
	void exportEndsAtItsLimit(long limit) throws Exception {
		append(2500);
		assertThat(export(AuditQuery.all(), limit)).hasSize((int) Math.min(limit, 2500));
	}

	@Test
	void exportOfNothingIsItsHeader() throws Exception {
		assertThat(export(AuditQuery.all(), Long.MAX_VALUE)).isEmpty();
		Format csv = Objects.requireNonNull(TrailExports.format("csv"));
		Resource export = this.exports.export(this.store::find, AuditQuery.all(), csv, 1, this.ended::incrementAndGet);
		assertThat(export.getContentAsString(StandardCharsets.UTF_8)).isEqualTo(csv.export().getHeader());
	}

	@Test
	void exportIsReadByteByByteAsWell() throws Exception {
		append(2);
		byte[] whole = this.exports
			.export(this.store::find, AuditQuery.all(), this.format, 2, this.ended::incrementAndGet)
			.getContentAsByteArray();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (InputStream input = this.exports
			.export(this.store::find, AuditQuery.all(), this.format, 2, this.ended::incrementAndGet)
			.getInputStream()) {
			for (int b = input.read(); b >= 0; b = input.read()) {
				bytes.write(b);
			}
		}
		assertThat(bytes.toByteArray()).isEqualTo(whole);
	}

	// a page that finds nothing is not the end
	@Test
	void exportGoesOnAfterAnEmptyPage() throws Exception {
		append(3);
		Function<AuditQuery, AuditPage> some = (query) -> (query.getBefore() > 2) ? new AuditPage(List.of(), 2L)
				: this.store.find(query);
		assertThat(this.exports.export(some, AuditQuery.all(), this.format, 9, this.ended::incrementAndGet)
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()).hasSize(2);
	}

	@Test
	void exportIsOverOnceItIsClosed() throws Exception {
		append(3);
		InputStream input = this.exports
			.export(this.store::find, AuditQuery.all(), this.format, 9, this.ended::incrementAndGet)
			.getInputStream();
		input.readAllBytes();
		assertThat(this.ended.get()).isZero();
		input.close();
		input.close();
		assertThat(this.ended.get()).isEqualTo(1);
	}

	@Test
	void exportThatCannotBeCompletedFails() throws Exception {
		append(5000);
		Function<AuditQuery, AuditPage> failing = (query) -> {
			if (query.getBefore() < 2000) {
				throw new AuditUnavailableException("away");
			}
			return this.store.find(query);
		};
		try (InputStream input = this.exports
			.export(failing, AuditQuery.all(), this.format, Long.MAX_VALUE, this.ended::incrementAndGet)
			.getInputStream()) {
			assertThatIOException().isThrownBy(input::readAllBytes);
		}
	}

	private List<String> export(AuditQuery query, long limit) throws Exception {
		Resource export = this.exports.export((question) -> {
			AuditPage page = this.store.find(question);
			this.mostInAPage.accumulateAndGet(page.records().size(), Math::max);
			return page;
		}, query, this.format, limit, this.ended::incrementAndGet);
		try (InputStream input = export.getInputStream()) {
			return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private void append(int count) {
		EntryWriter writer = new EntryWriter("notes", "node", "stream", new SecureRandom());
		List<LogEntry> entries = IntStream.range(0, count)
			.mapToObj((i) -> writer.write(AuditEvent.builder("http.request", Instant.EPOCH).build(), i, Instant.EPOCH))
			.toList();
		this.store.append(entries);
	}

}
