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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import javax.sql.DataSource;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.VerificationState;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;
import io.identifiabl.trail.AuditKeys;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application with an audit trail says about a log that somebody changed: in
 * answers, in health, in its own log, and to whoever kept an older checkpoint.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
@ExtendWith(OutputCaptureExtension.class)
class AuditTrailAlarmTests extends AbstractAuditTrailEndpointTests {

	private static final String ALARM = "The audit trail signs nothing any more";

	@Test
	void recordThatWasChangedIsAnsweredAsSuch(CapturedOutput output) {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(other, 2);
			administrator(other).update("UPDATE identifiabl_audit_event SET decision = 'deny' WHERE idx = 1");
			String reader = token("root", "actuator:read", "audit:read:all").sign();
			List<String> integrity = JsonPath.read(other.getAs(reader, TRAIL + "?user=alice").body(),
					"$.events[?(@.index==1)].integrity");
			assertThat(integrity).containsExactly("failed");
			String id = JsonPath.read(other.getAs(reader, TRAIL + "?user=alice&decision=deny").body(),
					"$.events[0].event.id");
			assertThat(other.getAs(reader, TRAIL + "/" + id).body()).contains("\"integrity\":\"failed\"")
				.doesNotContain("personal\":{");
			assertThat(other.getAs(reader, TRAIL + "/export?format=ndjson").body())
				.containsOnlyOnce("\"integrity\":\"failed\"");
			assertThat(other.getAs(reader, TRAIL + "/export?format=csv").statusCode()).isEqualTo(500);
			assertThat(awaitDown(other)).isTrue();
			assertThat(health(other)).containsEntry("lastChangedIndex", 1L).containsKey("changedAnswersAdvice");
		}
		assertThat(output.getAll()).containsOnlyOnce("Records were answered that are not what was recorded");
	}

	@Test
	void rowBeyondTheLogIsNotAnswered() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(other, 2);
			for (String target : List.of("100000", "-5")) {
				administrator(other).update("INSERT INTO identifiabl_audit_event SELECT " + target + ", event_id || '"
						+ target + "', event_time, stream, " + target
						+ ", type, issuer, user_id, org_id, tenant, tool, client_id, claimed, decision, outcome, trace_id, "
						+ "email, address, client_claimed, route, reason, payload, personal, leaf_hash "
						+ "FROM identifiabl_audit_event WHERE idx = 1");
			}
			String reader = token("root", "actuator:read", "audit:read:all").sign();
			for (String question : List.of("?user=alice", "/export?format=ndjson&user=alice")) {
				assertThat(other.getAs(reader, TRAIL + question).body()).doesNotContain("100000", "\"index\":-5");
			}
			String verify = token("root", "actuator:write", "audit:verify").sign();
			assertThat(other.postAs(verify, TRAIL + "/verify", "{}").body()).contains("a row outside of the log")
				.contains("\"valid\":false");
		}
	}

	@Test
	void logThatWasCutAtItsBeginningIsAnAlarm(CapturedOutput output) {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(other, 2);
			administrator(other).update("UPDATE identifiabl_audit_log SET first_index = 2");
			assertThat(awaitDown(other)).isTrue();
			assertThat(health(other)).containsEntry("trouble", "truncated").containsKey("advice");
			String verify = token("root", "actuator:write", "audit:verify").sign();
			assertThat(other.postAs(verify, TRAIL + "/verify", "{}").body())
				.contains("the log does not begin where a checkpoint was signed");
			String reader = token("root", "actuator:read", "audit:read:all").sign();
			assertThat(other.getAs(reader, TRAIL).statusCode()).isEqualTo(503);
		}
		assertThat(output.getAll()).containsOnlyOnce(ALARM + " (truncated)").contains("Restore it from a backup");
	}

	@Test
	void oldRecordsThatAreGoneAreAnAlarmThoughNobodyAsksForThem(CapturedOutput output) {
		try (RunningApplication other = start(TestDatabase.H2.newUrl(),
				"identifiabl.audit.verification.interval=100ms")) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(other, 2);
			long size = other.getBean(AuditStore.class).getFrontier().getSize();
			await(other, (state) -> state.verifiedTo() >= size);
			assertThat(health(other)).containsKeys("verifiedAt", "verifiedTo");
			administrator(other).execute("CREATE TABLE backup AS SELECT * FROM identifiabl_audit_event");
			administrator(other).update("DELETE FROM identifiabl_audit_event");
			assertThat(awaitDown(other)).isTrue();
			assertThat(health(other)).doesNotContainKey("trouble")
				.containsEntry("firstBadIndex", 0L)
				.containsKeys("verificationFindings", "verificationAdvice");
			await(output, "first at index 0");
			administrator(other).update("INSERT INTO identifiabl_audit_event SELECT * FROM backup b WHERE NOT EXISTS "
					+ "(SELECT 1 FROM identifiabl_audit_event e WHERE e.idx = b.idx)");
			await(other, (state) -> state.isClean());
			assertThat(health(other)).doesNotContainKey("firstBadIndex");
			await(output, "nothing is wrong with it any more");
		}
		assertThat(output.getAll()).containsOnlyOnce("The audit trail is not what was signed, first at index 0");
	}

	@Test
	void logIsNotVerifiedInTheBackgroundWhereThatIsNotWanted() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl(),
				"identifiabl.audit.verification.enabled=false")) {
			awaitSigned(other, 1);
			assertThat(other.getBean(DurableAuditTrail.class).getVerificationState().failures()).isZero();
			assertThat(health(other)).doesNotContainKeys("verifiedAt", "verifying");
		}
	}

	private static void await(RunningApplication application, Predicate<VerificationState> condition) {
		DurableAuditTrail trail = application.getBean(DurableAuditTrail.class);
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.test(trail.getVerificationState()) && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(trail.getVerificationState()).matches(condition);
	}

	private static void await(CapturedOutput output, String text) {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!output.getAll().contains(text) && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	@Test
	void headOfTheLogThatWasDamagedIsAFinding() {
		try (RunningApplication other = start(TestDatabase.H2.newUrl())) {
			other.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(other, 2);
			administrator(other).update("UPDATE identifiabl_audit_log SET frontier = X'00'");
			assertThat(awaitDown(other)).isTrue();
			String verify = token("root", "actuator:write", "audit:verify").sign();
			HttpResponse<String> response = other.postAs(verify, TRAIL + "/verify", "{}");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat((Boolean) JsonPath.read(response.body(), "$.valid")).isFalse();
		}
	}

	@Test
	void logWithoutCheckpointsIsNotSignedUntilSomebodyVouchesForIt(CapturedOutput output) {
		String url = TestDatabase.H2.newUrl();
		String key = "identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey();
		try (RunningApplication first = start(url, key)) {
			first.getAs(token("alice", "x").sign(), "/api/me");
			awaitSigned(first, 2);
		}
		JdbcTemplate administrator = new JdbcTemplate(TestDatabase.connect(url));
		administrator.update("DELETE FROM identifiabl_audit_checkpoint");
		try (RunningApplication second = start(url, key)) {
			assertThat(health(second)).containsEntry("trouble", "unsigned");
		}
		String accept;
		try (RunningApplication second = start(url, key, "identifiabl.audit.delivery=sync")) {
			assertThat(second.getAs(token("alice", "x").sign(), "/api/me").statusCode()).isEqualTo(503);
			Frontier frontier = second.getBean(AuditStore.class).getFrontier();
			accept = frontier.getSize() + ":" + HexFormat.of().formatHex(frontier.getRoot().toBytes());
		}
		assertThat(output.getAll()).contains(ALARM + " (unsigned)").contains("identifiabl.audit.checkpoint.accept");
		try (RunningApplication third = start(url, key, "identifiabl.audit.checkpoint.accept=" + accept)) {
			awaitSigned(third, 4);
			assertThat(third.get("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void logIsProvedToBeAContinuationOfAnOlderCheckpoint() {
		awaitSigned(this.application, 5);
		String checkpoint = get(token("root", "actuator:read", "audit:read:all").sign(), TRAIL + "/checkpoint").body();
		get(reader("tenant-one"), TRAIL);
		HttpResponse<String> response = verify(checkpoint);
		assertThat((Boolean) JsonPath.read(response.body(), "$.valid")).isTrue();
	}

	@Test
	void logThatIsNoContinuationOfAnOlderCheckpointIsFound() {
		awaitSigned(this.application, 5);
		String latest = String.valueOf(RecordedTrail.of(this.application).getTrail().getCheckpoint());
		Checkpoint other = new Checkpoint(latest.lines().findFirst().orElseThrow(), 3, MerkleHash.empty());
		HttpResponse<String> response = verify(
				this.application.getBean(AuditKeys.class).signer().sign(other).toString());
		assertThat((Boolean) JsonPath.read(response.body(), "$.valid")).isFalse();
		assertThat(response.body()).contains("the log is not what was signed");
	}

	@Test
	void checkpointThatNobodySignedIsRefused() {
		HttpResponse<String> response = verify("notes\n3\n" + MerkleHash.empty() + "\n");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat((String) JsonPath.read(response.body(), "$.code")).isEqualTo("invalid_filter");
	}

	private HttpResponse<String> verify(String checkpoint) {
		return this.application.postAs(token("root", "actuator:write", "audit:verify").sign(), TRAIL + "/verify",
				"{\"checkpoint\":\"" + checkpoint.replace("\n", "\\n") + "\"}");
	}

	private static JdbcTemplate administrator(RunningApplication application) {
		return new JdbcTemplate(application.getBean(DataSource.class));
	}

	private static Map<String, Object> health(RunningApplication application) {
		return application.getBean(AuditTrailHealthIndicator.class).health().getDetails();
	}

	private static boolean awaitDown(RunningApplication application) {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		int status = 200;
		while (status == 200 && System.nanoTime() < end) {
			status = application.get("/actuator/health").statusCode();
		}
		return status == 503;
	}

}
