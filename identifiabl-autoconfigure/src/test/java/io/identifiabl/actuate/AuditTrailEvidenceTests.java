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

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.audit.verify.Main;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;
import io.identifiabl.trail.AuditKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link io.identifiabl.actuate.AuditTrailEndpoint} proves over HTTP: proofs,
 * bundles, tiles and verification.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class AuditTrailEvidenceTests extends AbstractAuditTrailEndpointTests {

	@Test
	void recordIsProvedOffline(@TempDir Path directory) throws Exception {
		String token = token("root", "actuator:read", "audit:read:all").sign();
		String id = JsonPath.read(get(token, TRAIL + "?user=bob&limit=1").body(), "$.events[0].event.id");
		String proof = awaitProof(token, id);
		Files.writeString(directory.resolve("event.tlog-proof"), proof);
		Files.writeString(directory.resolve("leaf"), get(token, TRAIL + "/" + id + "/leaf").body());
		assertThat(verifyOffline(directory.resolve("event.tlog-proof").toString(), "--entry",
				directory.resolve("leaf").toString()))
			.isZero();
	}

	@Test
	void bundleIsVerifiedOffline(@TempDir Path directory) throws Exception {
		awaitCheckpoint();
		Path bundle = directory.resolve("bundle.zip");
		HttpResponse<byte[]> response = HttpClient.newHttpClient()
			.send(this.application.request(TRAIL + "/export?format=bundle")
				.header("Authorization", "Bearer " + token("root", "actuator:read", "audit:read:all").sign())
				.build(), BodyHandlers.ofByteArray());
		Files.write(bundle, response.body());
		assertThat(verifyOffline(bundle.toString())).isZero();
	}

	@Test
	void bundleIsForOperators() {
		assertThat(get(reader("tenant-one"), TRAIL + "/export?format=bundle").statusCode()).isEqualTo(403);
	}

	@Test
	void editedRowIsFound() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			RecordedTrail trail = RecordedTrail.of(other);
			other.getAs(token("bob", "x").sign(), "/api/me");
			trail.only("http.request");
			awaitSigned(other, trail.getTrail().getStore().getFrontier().getSize());
			String verify = token("root", "actuator:write", "audit:verify").sign();
			String good = other.postAs(verify, TRAIL + "/verify", "{}").body();
			assertThat((Boolean) JsonPath.read(good, "$.valid")).isTrue();
			new JdbcTemplate(other.getBean(DataSource.class)).update(
					"UPDATE identifiabl_audit_event SET payload = REPLACE(payload, 'permit', 'deny') WHERE idx = 1");
			String bad = other.postAs(verify, TRAIL + "/verify", "{}").body();
			assertThat((Boolean) JsonPath.read(bad, "$.valid")).isFalse();
			assertThat((Integer) JsonPath.read(bad, "$.firstBadIndex")).isEqualTo(1);
		}
	}

	@Test
	void partOfTheLogIsVerified() {
		awaitCheckpoint();
		String verify = token("root", "actuator:write", "audit:verify").sign();
		HttpResponse<String> response = this.application.postAs(verify, TRAIL + "/verify?from=2&to=4", "");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat((Boolean) JsonPath.read(response.body(), "$.valid")).isTrue();
		assertThat((Integer) JsonPath.read(response.body(), "$.firstIndex")).isEqualTo(2);
		assertThat((Integer) JsonPath.read(response.body(), "$.checked")).isGreaterThanOrEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "from=-1", "from=4&to=4", "to=0", "from=x", "from=", "from=1&from=2", "until=7" })
	void partThatIsNoneIsRefused(String part) {
		HttpResponse<String> response = this.application.postAs(token("root", "actuator:write", "audit:verify").sign(),
				TRAIL + "/verify?" + part, "");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat((String) JsonPath.read(response.body(), "$.code")).isEqualTo("invalid_filter");
	}

	@Test
	void verifyNeedsNoBodyAndNoContentType() {
		HttpResponse<String> response = this.application.send(this.application.request(TRAIL + "/verify")
			.header("Authorization", "Bearer " + token("root", "actuator:write", "audit:verify").sign())
			.POST(BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@Test
	void tilesOfHashesAreThereForReaders() {
		awaitCheckpoint();
		HttpResponse<String> response = get(reader("tenant-one"), TRAIL + "/tile/0/000.p/5");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(5 * 32);
	}

	@Test
	void tilesOfLeavesAreForOperators() {
		awaitCheckpoint();
		String path = TRAIL + "/tile/entries/000.p/5";
		assertThat(get(reader("tenant-one"), path).statusCode()).isEqualTo(403);
		String leaves = get(token("root", "actuator:read", "audit:read:all").sign(), path).body();
		assertThat(leaves).contains("tenant-two", "http.request").doesNotContain("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/tile", "/tile/", "/tile/0/001", "/tile/9/000", "/tile/x", "/tile/0/000.p/5/leaf",
			"/nothing/proof/more" })
	void tileThatIsNotThereIsNotFound(String path) {
		HttpResponse<String> response = get(reader("tenant-one"), TRAIL + path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(get(token("alice", "actuator:read").sign(), TRAIL + path).statusCode()).isIn(403, 404);
	}

	@Test
	void healthIsDownWithinTwoSecondsAfterTheLogWasCut() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(other, 2);
			assertThat(other.get("/actuator/health").statusCode()).isEqualTo(200);
			JdbcTemplate administrator = new JdbcTemplate(other.getBean(DataSource.class));
			administrator.update("DELETE FROM identifiabl_audit_event");
			administrator.update("DELETE FROM identifiabl_audit_checkpoint");
			administrator.update("UPDATE identifiabl_audit_log SET size = 0, frontier = X''");
			long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
			int status = 200;
			while (status == 200 && System.nanoTime() < end) {
				status = other.get("/actuator/health").statusCode();
			}
			assertThat(status).isEqualTo(503);
		}
	}

	// in a process of its own, with nothing else on the class path
	private int verifyOffline(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString(),
						Main.class.getName(), "verify"));
		command.addAll(List.of(arguments));
		command.addAll(List.of("--vkey", String.valueOf(this.application.getBean(AuditKeys.class).current())));
		return new ProcessBuilder(command).inheritIO().start().waitFor();
	}

	private void awaitCheckpoint() {
		awaitSigned(this.application, 5);
	}

	private String awaitProof(String token, String id) {
		HttpResponse<String> response = get(token, TRAIL + "/" + id + "/proof");
		while (response.statusCode() == 404) {
			response = get(token, TRAIL + "/" + id + "/proof");
		}
		return response.body();
	}

}
