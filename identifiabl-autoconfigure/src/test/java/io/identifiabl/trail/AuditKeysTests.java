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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What signs the audit trail, and where its checkpoints go.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("database")
class AuditKeysTests extends AbstractAuditConfigurationTests {

	@Test
	void generatedKeyIsKeptBesideTheDatabase(@TempDir Path directory) throws Exception {
		String url = "jdbc:h2:file:" + directory.resolve("data");
		String[] vkeys = new String[2];
		for (int i = 0; i < 2; i++) {
			int run = i;
			with(url).run((context) -> {
				record(context);
				vkeys[run] = String.valueOf(context.getBean(AuditKeys.class).current());
				assertThat(context.getBean(DurableAuditTrail.class).getCheckpointerState().trouble()).isNull();
			});
		}
		Path key = directory.resolve("data.audit-key.pem");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
		assertThat(vkeys[0]).isEqualTo(vkeys[1]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw----r--", "rw--w----", "rwx------" })
	void generatedKeyThatOthersCanReadIsNotUsed(String mode, @TempDir Path directory) throws Exception {
		String url = "jdbc:h2:file:" + directory.resolve("data");
		with(url).run(AuditKeysTests::record);
		Path key = directory.resolve("data.audit-key.pem");
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
		assertFailure(with(url), key.toString(), "chmod 600");
	}

	@Test
	void generatedKeyThatIsALinkIsNotUsed(@TempDir Path directory) throws Exception {
		String url = "jdbc:h2:file:" + directory.resolve("data");
		with(url).run(AuditKeysTests::record);
		Path key = directory.resolve("data.audit-key.pem");
		Files.createSymbolicLink(key, Files.move(key, directory.resolve("planted.pem")));
		assertFailure(with(url), key.toString(), "chmod 600");
	}

	@Test
	void keyThatIsReplacedSignsTogetherWithTheLastOne() {
		String url = TestDatabase.POSTGRESQL.newUrl();
		String[] properties = { "identifiabl.audit.store=jdbc", "identifiabl.audit.jdbc.initialize-schema=always" };
		String first = AuditTestKeys.newKey();
		String second = AuditTestKeys.newKey();
		with(url, properties).withPropertyValues("identifiabl.audit.checkpoint.private-key=" + first)
			.run(AuditKeysTests::awaitSigned);
		with(url, properties)
			.withPropertyValues("identifiabl.audit.checkpoint.private-key=" + second,
					"identifiabl.audit.checkpoint.previous-private-key=" + first)
			.run((context) -> {
				awaitSigned(context);
				assertThat(types(context)).contains("audit.key.rotated");
				AuditKeys keys = context.getBean(AuditKeys.class);
				SignedNote note = Objects.requireNonNull(context.getBean(AuditTrail.class).getCheckpoint());
				assertThat(Objects.requireNonNull(keys.current()).verifies(note)).isTrue();
				assertThat(Objects.requireNonNull(keys.previous()).getVerifierKey().verifies(note)).isTrue();
			});
	}

	@Test
	void keyThatIsLostIsRecorded() {
		String url = TestDatabase.POSTGRESQL.newUrl();
		String[] properties = { "identifiabl.audit.store=jdbc", "identifiabl.audit.jdbc.initialize-schema=always" };
		String[] lost = new String[1];
		with(url, properties).withPropertyValues("identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run((context) -> {
				awaitSigned(context);
				lost[0] = String.valueOf(context.getBean(AuditKeys.class).current());
			});
		with(url, properties)
			.withPropertyValues("identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(),
					"identifiabl.audit.checkpoint.public-keys=" + lost[0])
			.run((context) -> {
				awaitSigned(context);
				assertThat(types(context)).contains("audit.key.lost");
				assertThat(context.getBean(DurableAuditTrail.class).getCheckpointerState().trouble()).isNull();
			});
	}

	@Test
	void logThatSomebodyElseSignedIsNotSigned() {
		String url = TestDatabase.POSTGRESQL.newUrl();
		String[] properties = { "identifiabl.audit.store=jdbc", "identifiabl.audit.jdbc.initialize-schema=always" };
		with(url, properties).withPropertyValues("identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run(AuditKeysTests::awaitSigned);
		with(url, properties).withPropertyValues("identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run((context) -> {
				DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
				while (trail.getCheckpointerState().trouble() == null) {
					Thread.onSpinWait();
				}
				assertThat(trail.getCheckpoint()).isNull();
			});
	}

	@Test
	void checkpointsAreTakenToTheLogAndToAFile(@TempDir Path directory, CapturedOutput output) throws Exception {
		Path file = directory.resolve("checkpoint");
		with(TestDatabase.H2.newUrl(), "identifiabl.audit.checkpoint.file=" + file).run(AuditKeysTests::awaitSigned);
		assertThat(output.getAll()).contains("Checkpoint application\\n");
		assertThat(Files.readString(file)).startsWith("application\n");
	}

	@Test
	void checkpointsAreNotTakenToTheLogWhereThatIsNotWanted(CapturedOutput output) {
		with(TestDatabase.H2.newUrl(), "identifiabl.audit.checkpoint.anchors=").run(AuditKeysTests::awaitSigned);
		assertThat(output.getAll()).doesNotContain("Checkpoint application\\n");
	}

	@Test
	void sharedDatabaseWithoutKeySaysHowToMakeOne() {
		assertFailure(with(TestDatabase.POSTGRESQL.newUrl(), "identifiabl.audit.jdbc.initialize-schema=always"),
				"there is no key", "openssl genpkey -algorithm ed25519");
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:/none.pem", "classpath:application.properties" })
	void keyThatIsNoneSaysSo(String location) {
		assertFailure(this.plain.withPropertyValues("identifiabl.audit.checkpoint.private-key=" + location),
				"identifiabl.audit.checkpoint.private-key is no Ed25519 key", "openssl");
	}

	private static void awaitSigned(AssertableWebApplicationContext context) {
		long size = record(context) + 1;
		DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
		while (trail.getCheckpointerState().size() < size) {
			Thread.onSpinWait();
		}
	}

	private static List<String> types(AssertableWebApplicationContext context) {
		return context.getBean(AuditTrail.class)
			.find(AuditQuery.all())
			.records()
			.stream()
			.map((record) -> record.projection().type())
			.toList();
	}

}
