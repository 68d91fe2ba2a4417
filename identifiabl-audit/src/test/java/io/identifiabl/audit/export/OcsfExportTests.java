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

package io.identifiabl.audit.export;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OcsfExport}.
 *
 * @author Identifiabl Contributors
 */
class OcsfExportTests {

	private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123456Z");

	private static final EntryWriter WRITER = new EntryWriter("notes", "node-1", "stream-1", new SecureRandom());

	private static final PublishedSchema SCHEMA = schema();

	private static PublishedSchema schema() {
		try {
			return PublishedSchema.read("ocsf-1.8.0.txt");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static AuditEvent.Builder call() {
		return AuditEvent.builder("mcp.tool.call", TIME)
			.with(AuditField.CALL, "call-1")
			.with(AuditField.PHASE, "outcome")
			.with(AuditField.ACTOR_TYPE, "user")
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.ORG, "org-1")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.MCP_METHOD, "tools/call")
			.with(AuditField.PROTOCOL, "2025-11-25")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.HTTP_METHOD, "POST")
			.with(AuditField.ROUTE, "/mcp")
			.with(AuditField.ACTION, "execute")
			.with(AuditField.DECISION, "deny")
			.with(AuditField.OUTCOME, "failure")
			.with(AuditField.REASON, "insufficient_scope")
			.with(AuditField.REQUIRED, List.of("memory:read", "memory:write"))
			.with(AuditField.AUTHZ, List.of(Map.of("kind", "scope", "decision", "deny", "missing", List.of("a b"))))
			.with(AuditField.STATUS, 403)
			.with(AuditField.DURATION, 2500)
			.with(AuditField.ARGS_BYTES, 17)
			.with(AuditField.TRACE, "0af7651916cd43dd8448eb211c80319c")
			.with(AuditField.REQUEST, "request-1")
			.with(AuditField.SUBJECT, "alice")
			.with(AuditField.USER, "user-1")
			.with(AuditField.EMAIL, "alice@example.com")
			.with(AuditField.CLIENT, "client-1")
			.with(AuditField.CLAIMED_CLIENT, "Claude 1.0")
			.with(AuditField.ADDRESS, "192.0.2.7")
			.with(AuditField.USER_AGENT, "agent")
			.with(AuditField.PATH, "/mcp")
			.with(AuditField.SESSION, "session-1")
			.with(AuditField.TOKEN, "token-1")
			.with(AuditField.ARGS_HMAC, "hmac-1")
			.with(AuditField.PRINCIPAL, "acme|user-1")
			.with(AuditField.TOUCHED, List.of("patient"))
			.with(AuditField.TOUCHED_IDS, List.of("patient/4711", "4712"));
	}

	static AuditEvent.Builder gap() {
		return AuditEvent.builder(EventTypes.GAP, TIME)
			.with(AuditField.COUNT, 381)
			.with(AuditField.FIRST, 12)
			.with(AuditField.LAST, 392);
	}

	private static AuditRecord row(AuditEvent.Builder event) {
		return AuditRecord.of(42, WRITER.write(event.build(), 7, TIME.plusSeconds(1)));
	}

	private static Map<String, Object> export(AuditEvent.Builder event) throws InvalidRecordException {
		return AnyJson.readObject(new OcsfExport(true).format(row(event)).strip());
	}

	private static Object at(Map<String, Object> json, String path) {
		Object value = json;
		for (String name : path.split("/", -1)) {
			value = (value instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return String.valueOf(value);
	}

	private static Map<?, ?> object(Map<String, Object> event, String name) {
		return (Map<?, ?>) Objects.requireNonNull(event.get(name));
	}

	private static List<String> problems(Map<String, Object> event) {
		Set<String> profiles = (event.get("metadata") instanceof Map<?, ?> metadata
				&& metadata.get("profiles") instanceof List<?> list && list.contains("trace")) ? Set.of("trace")
						: Set.of();
		List<String> problems = new ArrayList<>(SCHEMA.check("api_activity", event, profiles));
		if (event.get("class_uid") instanceof Long type && event.get("activity_id") instanceof Long activity
				&& !Long.valueOf(type * 100 + activity).equals(event.get("type_uid"))) {
			problems.add("type_uid is of another activity");
		}
		return problems;
	}

	static Stream<AuditEvent.Builder> events() {
		return Stream.of(call(), gap(), AuditEvent.builder(EventTypes.STREAM_START, TIME),
				AuditEvent.builder(EventTypes.KEY_ROTATED, TIME)
					.with(AuditField.OLD_KEY, "old+1")
					.with(AuditField.NEW_KEY, "new+2"),
				AuditEvent.builder("http.request", Instant.parse("1969-12-31T23:59:59.999999Z")),
				call().with(AuditField.HTTP_METHOD, "OTHER"), call().with(AuditField.HTTP_METHOD, "GET"),
				call().with(AuditField.ADDRESS, "2001:db8::1"), call().with(AuditField.ADDRESS, "192.0.2."),
				call().with(AuditField.ADDRESS, "::"), call().with(AuditField.EMAIL, "alice at example"),
				call().with(AuditField.STATUS, 4_000_000_000L), call().with(AuditField.COUNT, 4_000_000_000L),
				call().with(AuditField.COUNT, 20), call().with(AuditField.ACTOR_TYPE, "anonymous"),
				AuditEvent.builder("x", TIME).with(AuditField.PROVIDER, "idp"),
				AuditEvent.builder("x", TIME).with(AuditField.PATH, "/a?b"),
				AuditEvent.builder("x", TIME).with(AuditField.USER_AGENT, ""));
	}

	@ParameterizedTest
	@MethodSource("events")
	void eventKeepsToThePublishedSchema(AuditEvent.Builder event) throws Exception {
		AuditRecord row = row(event);
		assertThat(problems(AnyJson.readObject(new OcsfExport(true).format(row).strip()))).isEmpty();
		assertThat(problems(AnyJson.readObject(new OcsfExport(false).format(row).strip()))).isEmpty();
	}

	// whatever else a field may hold
	@Test
	void eventKeepsToThePublishedSchemaWhateverFieldsHold() throws Exception {
		for (AuditField field : AuditField.values()) {
			for (Object value : List.of("text", 5, 5_000_000_000L, -1, true, List.of("a", "b"), List.of(1, "b"),
					List.of(), Map.of("a", "b"))) {
				assertThat(problems(export(call().with(field, value)))).as("%s %s", field, value).isEmpty();
				assertThat(problems(export(AuditEvent.builder("x", TIME).with(field, value)))).as("%s %s", field, value)
					.isEmpty();
			}
		}
	}

	@Test
	void schemaFindsWhatIsWrong() throws Exception {
		Map<String, Object> event = export(call());
		assertThat(problems(with(event, "status", "success")))
			.containsExactly("api_activity.status is not Failure: success");
		assertThat(problems(with(event, "severity_id", 7L))).isNotEmpty();
		assertThat(problems(with(event, "time", "now"))).isNotEmpty();
		assertThat(problems(with(event, "oops", "now"))).containsExactly("api_activity has no oops");
		assertThat(problems(with(event, "src_endpoint", Map.of("ip", "192.0.2.")))).isNotEmpty();
		assertThat(problems(with(event, "src_endpoint", Map.of("type", "Server")))).isNotEmpty();
		assertThat(problems(with(event, "api", Map.of()))).containsExactly("api_activity.api needs operation");
	}

	private static Map<String, Object> with(Map<String, Object> event, String name, Object value) {
		return new JsonMembers().withAll(event).with(name, value).toMap();
	}

	@ParameterizedTest
	@CsvSource(delimiterString = " = ", value = { "category_uid = 6", "category_name = Application Activity",
			"class_uid = 6003", "class_name = API Activity", "activity_id = 99", "activity_name = execute",
			"type_uid = 600399", "type_name = API Activity: Other", "severity_id = 2", "severity = Low",
			"status_id = 2", "status = Failure", "status_code = insufficient_scope", "time = 1795687200123",
			"duration = 2", "message = mcp.tool.call saveMemory: outcome, deny, failure, insufficient_scope",
			"trace/uid = 0af7651916cd43dd8448eb211c80319c", "metadata/version = 1.8.0", "metadata/profiles = [trace]",
			"metadata/product/name = identifiabl for Spring", "metadata/product/vendor_name = identifiabl",
			"metadata/log_name = identifiabl-audit", "metadata/log_version = 1",
			"metadata/original_time = 2026-11-26T10:00:00.123456Z", "metadata/logged_time = 1795687201123",
			"metadata/sequence = 7", "metadata/event_code = mcp.tool.call", "metadata/correlation_uid = call-1",
			"metadata/tenant_uid = acme", "metadata/reporter/name = notes", "metadata/reporter/uid = node-1",
			"actor/user/uid = user-1", "actor/user/uid_alt = alice", "actor/user/type = User", "actor/user/type_id = 1",
			"actor/user/email_addr = alice@example.com", "actor/user/org/uid = org-1", "actor/app_uid = client-1",
			"actor/idp/uid = https://issuer.example/", "actor/session/uid = session-1",
			"actor/session/issuer = https://issuer.example/", "actor/session/credential_uid = token-1",
			"actor/authorizations = [{decision=deny}]", "api/operation = saveMemory", "api/group/name = tools/call",
			"api/service/name = notes", "api/version = 2025-11-25", "api/request/uid = request-1",
			"api/response/code = 403", "src_endpoint/ip = 192.0.2.7", "dst_endpoint/svc_name = notes",
			"http_request/http_method = POST", "http_request/url/path = /mcp", "http_request/user_agent = agent",
			"http_response/code = 403", "resources = [{type=patient, uid=4711}, {uid=4712}]", "unmapped/index = 42",
			"unmapped/route = /mcp", "unmapped/phase = outcome", "unmapped/duration_us = 2500",
			"unmapped/args_bytes = 17", "unmapped/args_hmac = hmac-1", "unmapped/client_claimed = Claude 1.0",
			"unmapped/stream = stream-1", "unmapped/principal = acme|user-1",
			"unmapped/required = [memory:read, memory:write]",
			"unmapped/authz = [{decision=deny, kind=scope, missing=[a b]}]" })
	void eventHasItsAttributes(String path, String value) throws Exception {
		assertThat(at(export(call()), path)).isEqualTo(value);
	}

	@Test
	void eventNamesWhatAnInvestigationStartsFrom() throws Exception {
		assertThat(export(call()).get("observables"))
			.hasToString("[{name=actor.user.uid, type=User Object: uid, type_id=31, value=user-1}, "
					+ "{name=actor.user.email_addr, type=Email Address, type_id=5, value=alice@example.com}, "
					+ "{name=src_endpoint.ip, type=IP Address, type_id=2, value=192.0.2.7}, "
					+ "{name=http_request.user_agent, type=HTTP User-Agent, type_id=16, value=agent}, "
					+ "{name=resources[0].uid, type=Resource UID, type_id=10, value=4711}, "
					+ "{name=resources[1].uid, type=Resource UID, type_id=10, value=4712}]");
	}

	// the version is that of the jar, which tests do not run from
	@Test
	void eventHasWhatIsRecommended() throws Exception {
		Map<String, Object> event = export(call().with(AuditField.ERROR, "tool_error"));
		assertThat(SCHEMA.findMissingRecommended("api_activity", event)).isEmpty();
		assertThat(SCHEMA.findMissingRecommended("metadata", object(event, "metadata"))).isEmpty();
		assertThat(SCHEMA.findMissingRecommended("api", object(event, "api"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "create,1,Create,Create", "read,2,Read,Read", "update,3,Update,Update", "delete,4,Delete,Delete",
			"execute,99,execute,Other", "Read,99,Read,Other", ",0,Unknown,Unknown" })
	void activityHasTheCaptionOfTheSchema(String action, long id, String name, String caption) throws Exception {
		Map<String, Object> event = export(AuditEvent.builder("x", TIME).with(AuditField.ACTION, action));
		assertThat(event).containsEntry("activity_id", id)
			.containsEntry("activity_name", name)
			.containsEntry("type_uid", 600300 + id)
			.containsEntry("type_name", "API Activity: " + caption);
	}

	@ParameterizedTest
	@CsvSource({ "success,1,Success", "failure,2,Failure", "unknown,0,Unknown", "partial,99,partial", ",0,Unknown" })
	void statusHasTheCaptionOfTheSchema(String outcome, long id, String caption) throws Exception {
		assertThat(export(AuditEvent.builder("x", TIME).with(AuditField.OUTCOME, outcome)))
			.containsEntry("status_id", id)
			.containsEntry("status", caption);
	}

	@ParameterizedTest
	@CsvSource({ "user,1,User", "service,4,Service", "anonymous,99,anonymous", ",0,Unknown" })
	void actorHasTheCaptionOfTheSchema(String type, String id, String caption) throws Exception {
		Map<String, Object> event = export(AuditEvent.builder("x", TIME).with(AuditField.ACTOR_TYPE, type));
		assertThat(at(event, "actor/user/type_id")).isEqualTo(id);
		assertThat(at(event, "actor/user/type")).isEqualTo(caption);
	}

	@ParameterizedTest
	@ValueSource(strings = { EventTypes.GAP, EventTypes.KEY_LOST })
	void lossOfEvidenceIsSevere(String type) throws Exception {
		assertThat(export(AuditEvent.builder(type, TIME))).containsEntry("severity_id", 4L)
			.containsEntry("severity", "High");
	}

	@ParameterizedTest
	@CsvSource({ "deny,2,Low", "permit,1,Informational", ",1,Informational" })
	void refusalIsLow(String decision, long id, String caption) throws Exception {
		assertThat(export(AuditEvent.builder("x", TIME).with(AuditField.DECISION, decision)))
			.containsEntry("severity_id", id)
			.containsEntry("severity", caption);
	}

	@Test
	void gapHasItsNumbers() throws Exception {
		Map<String, Object> event = export(gap());
		assertThat(event).containsEntry("message", "audit.gap: count 381, first 12, last 392")
			.doesNotContainKey("count");
		assertThat(at(event, "unmapped/count")).isEqualTo("381");
		assertThat(at(event, "unmapped/first")).isEqualTo("12");
		assertThat(at(event, "unmapped/last")).isEqualTo("392");
	}

	@Test
	void repeatedEventHasItsCount() throws Exception {
		assertThat(export(AuditEvent.builder("identity.rejected", TIME).with(AuditField.COUNT, 20)))
			.containsEntry("count", 20L);
	}

	@Test
	void rotationHasItsKeys() throws Exception {
		Map<String, Object> event = export(AuditEvent.builder(EventTypes.KEY_ROTATED, TIME)
			.with(AuditField.OLD_KEY, "old+1")
			.with(AuditField.NEW_KEY, "new+2"));
		assertThat(at(event, "unmapped/old_key")).isEqualTo("old+1");
		assertThat(at(event, "unmapped/new_key")).isEqualTo("new+2");
	}

	@Test
	void eventThatSaysNothingHasWhatIsRequired() throws Exception {
		Map<String, Object> event = export(AuditEvent.builder("audit.pruned", TIME));
		assertThat(event).containsEntry("activity_id", 0L).containsEntry("type_uid", 600300L);
		assertThat(event).doesNotContainKeys("http_request", "http_response", "resources", "duration", "observables",
				"trace");
		assertThat(at(event, "api/operation")).isEqualTo("audit.pruned");
		assertThat(at(event, "actor/user/name")).isEqualTo("unknown");
		assertThat(at(event, "src_endpoint/name")).isEqualTo("unknown");
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.", "2001:db8:1:", "192.0.2.256", "host.example", "1.2.3", "192.0.2.7 ",
			"fe80::1%eth0", ".::1", "[::1]" })
	void whatIsNoAddressIsAName(String text) throws Exception {
		Map<String, Object> event = export(AuditEvent.builder("x", TIME).with(AuditField.ADDRESS, text));
		assertThat(at(event, "src_endpoint/name")).isEqualTo(text);
		assertThat(event).doesNotContainKey("observables");
	}

}
