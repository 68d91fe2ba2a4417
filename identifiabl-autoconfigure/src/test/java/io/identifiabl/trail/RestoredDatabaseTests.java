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
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.identifiabl.actuate.AuditTrailHealthIndicator;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/operations.md tells an operator to do about a backup that was restored.
 *
 * @author Identifiabl Contributors
 */
class RestoredDatabaseTests {

	@Test
	void startWhenBackupIsOlderThanWhatWasSignedThenIsDownUntilTheCheckpointIsMovedAway(@TempDir Path directory)
			throws IOException {
		Path database = directory.resolve("trail.mv.db");
		Path backup = directory.resolve("backup.mv.db");
		Path checkpoint = directory.resolve("checkpoint.txt");
		try (TestIssuer issuer = TestIssuer.start()) {
			record(issuer, directory);
			Files.copy(database, backup);
			record(issuer, directory);
			Files.delete(database);
			Files.copy(backup, database);
			try (RunningApplication restored = start(issuer, directory)) {
				Health health = health(restored);
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails()).containsEntry("trouble", "rolled_back");
				assertThat(health.getDetails().get("advice")).asString().contains("checkpoint.file away");
			}
			Files.move(checkpoint, directory.resolve("evidence.txt"));
			try (RunningApplication restored = start(issuer, directory)) {
				assertThat(health(restored).getStatus()).isEqualTo(Status.UP);
				RecordedTrail trail = RecordedTrail.of(restored);
				restored.getAs(issuer.token("alice").audience("urn:api").sign(), "/api/me");
				assertThat(trail.only("http.request").leaf()).containsEntry("outcome", "success");
			}
		}
	}

	private static void record(TestIssuer issuer, Path directory) {
		try (RunningApplication application = start(issuer, directory)) {
			application.getAs(issuer.token("alice").audience("urn:api").sign(), "/api/me");
			assertThat(health(application).getStatus()).isEqualTo(Status.UP);
		}
	}

	private static RunningApplication start(TestIssuer issuer, Path directory) {
		return RunningApplication.start(ApiApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "spring.datasource.url=jdbc:h2:file:" + directory.resolve("trail"),
				"identifiabl.audit.spill-file=",
				"identifiabl.audit.checkpoint.file=" + directory.resolve("checkpoint.txt"));
	}

	private static Health health(RunningApplication application) {
		return application.getBean(AuditTrailHealthIndicator.class).health();
	}

}
