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

package io.identifiabl.trail;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.SpillSettings;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The file in which records wait, as an application configures it.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("every-jdk")
class SpillFileConfigurationTests extends AbstractAuditConfigurationTests {

	@TempDir
	private Path directory;

	private WebApplicationContextRunner application;

	private String key;

	@BeforeEach
	void configure() {
		this.key = AuditTestKeys.newKey();
		this.application = with(TestDatabase.H2.newUrl(),
				"identifiabl.audit.spill-file=" + this.directory.resolve("spill"));
	}

	@Test
	void directoryThatCannotBeWrittenToIsReportedAtTheStart(CapturedOutput output) {
		this.application
			.withPropertyValues("identifiabl.audit.spill-file=" + this.directory.resolve("missing").resolve("spill"))
			.run(AbstractAuditConfigurationTests::record);
		assertThat(output.getAll()).containsOnlyOnce("identifiabl.audit.spill-file: no file can be created in "
				+ this.directory.resolve("missing") + " (NoSuchFileException)");
	}

	@Test
	void applicationThatStartsLeavesNoFile(CapturedOutput output) throws IOException {
		this.application.run(AbstractAuditConfigurationTests::record);
		assertThat(files()).isEmpty();
		assertThat(output.getAll()).doesNotContain("spill-file");
	}

	@Test
	void nextProcessStoresWhatTheLastOneLeft() throws IOException {
		AuditEvent event = leave(this.key);
		withKey(this.key).run((context) -> awaitStored(context, event));
		assertThat(files()).isEmpty();
	}

	@Test
	void keyThatIsReplacedLosesNothing() throws IOException {
		AuditEvent event = leave(this.key);
		withKey(AuditTestKeys.newKey())
			.withPropertyValues("identifiabl.audit.checkpoint.previous-private-key=" + this.key)
			.run((context) -> awaitStored(context, event));
		assertThat(files()).isEmpty();
	}

	@Test
	void fileThatSomebodyElseWroteIsLeftAlone(CapturedOutput output) throws IOException {
		AuditEvent event = leave(AuditTestKeys.newKey());
		withKey(this.key).run((context) -> {
			record(context);
			assertThat(context.getBean(AuditTrail.class).find(event.getId())).isNull();
		});
		assertThat(files()).singleElement()
			.satisfies((file) -> assertThat(output.getAll()).containsOnlyOnce(file + " is left alone"));
	}

	private WebApplicationContextRunner withKey(String location) {
		return this.application.withPropertyValues("identifiabl.audit.checkpoint.private-key=" + location);
	}

	// what an application with this key leaves when it ends during an outage
	private AuditEvent leave(String location) {
		AuditEvent event = event("test.event");
		withKey(location).withPropertyValues("spring.datasource.url=" + TestDatabase.H2.newUrl()).run((context) -> {
			AuditKeys keys = context.getBean(AuditKeys.class);
			SpillSettings spill = new SpillSettings(this.directory.resolve("spill"), 1_000_000,
					context.getBean(AuditOrigin.class).name(), keys.spillKeys());
			try (AuditWriter writer = new AuditWriter(away(),
					new WriterSettings("notes", "node", 10, Duration.ZERO, spill, Clock.systemUTC()),
					new AuditCommits((entries, indices) -> {
					}))) {
				writer.start();
				var ignored = writer.append(event, Urgency.ORDINARY);
			}
		});
		return event;
	}

	private static AuditStore away() {
		return (AuditStore) Proxy.newProxyInstance(AuditStore.class.getClassLoader(),
				new Class<?>[] { AuditStore.class }, (proxy, method, arguments) -> {
					throw new AuditStoreException("away", new IllegalStateException());
				});
	}

	private static void awaitStored(AssertableWebApplicationContext context, AuditEvent event) {
		record(context);
		DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
		assertThat(trail.getWriterState().spilled()).isZero();
		assertThat(trail.getWriterState().dropped()).isZero();
		assertThat(trail.find(event.getId())).isNotNull();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

}
