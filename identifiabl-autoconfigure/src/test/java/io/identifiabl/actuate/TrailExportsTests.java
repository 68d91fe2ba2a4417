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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;

import io.identifiabl.actuate.TrailExports.Format;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

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

	private final TrailExports exports = new TrailExports(this.store::find, this.store);

	@Test
	void exportThatIsTooLargeIsNoneAndLeavesNoFile() throws Exception {
		append(LIMIT + 1);
		Set<Path> before = files();
		assertThat(this.exports.export(AuditQuery.all(), this.format)).isNull();
		assertThat(files()).isEqualTo(before);
	}

	@Test
	void fileIsGoneOnceItWasRead() throws Exception {
		append(2500);
		Set<Path> before = files();
		Resource export = Objects.requireNonNull(this.exports.export(AuditQuery.all(), this.format));
		try (InputStream input = export.getInputStream()) {
			assertThat(new String(input.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(2500);
		}
		assertThat(files()).isEqualTo(before);
	}

	private void append(int count) {
		EntryWriter writer = new EntryWriter("notes", "node", "stream", new SecureRandom());
		List<LogEntry> entries = IntStream.range(0, count)
			.mapToObj((i) -> writer.write(AuditEvent.builder("http.request", Instant.EPOCH).build(), i, Instant.EPOCH))
			.toList();
		this.store.append(entries);
	}

	private static Set<Path> files() throws Exception {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().endsWith(".export"))
				.collect(Collectors.toSet());
		}
	}

}
