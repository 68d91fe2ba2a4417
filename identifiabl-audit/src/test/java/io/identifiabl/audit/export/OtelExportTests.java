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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
 * Tests for {@link OtelExport}.
 *
 * @author Identifiabl Contributors
 */
class OtelExportTests {

	private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123456Z");

	private static final EntryWriter WRITER = new EntryWriter("notes", "node-1", "stream-1", new SecureRandom());

	private static final PublishedSchema SCHEMA = schema();

	private static PublishedSchema schema() {
		try {
			return PublishedSchema.read("otlp-logs-1.7.0.txt");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, Object> request(AuditEvent.Builder event) throws InvalidRecordException {
		AuditRecord row = AuditRecord.of(42, WRITER.write(event.build(), 7, TIME.plusSeconds(1)));
		return AnyJson.readObject(new OtelExport(true).format(row).strip());
	}

	private static List<String> problems(Map<String, Object> request) {
		return SCHEMA.check("ExportLogsServiceRequest", request, Set.of());
	}

	private static Object member(Map<?, ?> parent, String name) {
		return Objects.requireNonNull(parent.get(name), name);
	}

	private static Map<?, ?> only(Map<?, ?> parent, String name) {
		List<?> list = (List<?>) member(parent, name);
		assertThat(list).hasSize(1);
		return (Map<?, ?>) list.get(0);
	}

	private static Map<?, ?> scopeLogs(Map<String, Object> request) {
		return only(only(request, "resourceLogs"), "scopeLogs");
	}

	private static Map<?, ?> log(AuditEvent.Builder event) throws InvalidRecordException {
		return only(scopeLogs(request(event)), "logRecords");
	}

	private static Map<String, Object> attributes(Map<?, ?> parent) {
		Map<String, Object> attributes = new TreeMap<>();
		for (Object attribute : (List<?>) member(parent, "attributes")) {
			Map<?, ?> pair = (Map<?, ?>) attribute;
			assertThat(attributes.put((String) member(pair, "key"), plain(member(pair, "value")))).isNull();
		}
		return attributes;
	}

	private static Object plain(Object value) {
		Map.Entry<?, ?> only = ((Map<?, ?>) value).entrySet().iterator().next();
		return switch ((String) only.getKey()) {
			case "arrayValue" ->
				((List<?>) member((Map<?, ?>) only.getValue(), "values")).stream().map(OtelExportTests::plain).toList();
			case "kvlistValue" -> attributes(Map.of("attributes", member((Map<?, ?>) only.getValue(), "values")));
			case "intValue" -> Long.valueOf((String) only.getValue());
			default -> only.getValue();
		};
	}

	static Stream<AuditEvent.Builder> events() {
		return OcsfExportTests.events();
	}

	@ParameterizedTest
	@MethodSource("events")
	void lineIsARequestOfOtlp(AuditEvent.Builder event) throws Exception {
		assertThat(problems(request(event))).isEmpty();
	}

	@Test
	void lineIsARequestOfOtlpWhateverFieldsHold() throws Exception {
		for (AuditField field : AuditField.values()) {
			for (Object value : List.of("text", 5, -1, true, List.of("a", "b"), List.of(1, "b"), List.of(),
					Map.of("a", Map.of("b", Map.of("c", true))), List.of(List.of(List.of(1))))) {
				assertThat(problems(request(OcsfExportTests.call().with(field, value)))).as("%s %s", field, value)
					.isEmpty();
			}
		}
	}

	@Test
	void schemaFindsWhatIsWrong() throws Exception {
		Map<String, Object> request = request(OcsfExportTests.call());
		Map<?, ?> log = only(scopeLogs(request), "logRecords");
		for (Map.Entry<String, Object> wrong : Map
			.of("timeUnixNano", (Object) 5L, "observedTimeUnixNano", "-1", "traceId", "abc", "Attributes", List.of(),
					"body", "text", "severityNumber", "INFO")
			.entrySet()) {
			Map<String, Object> changed = new HashMap<>();
			log.forEach((name, value) -> changed.put((String) name, value));
			changed.put(wrong.getKey(), wrong.getValue());
			assertThat(SCHEMA.check("LogRecord", changed, Set.of())).as(wrong.getKey()).isNotEmpty();
		}
	}

	// to send many of them at once
	@Test
	void linesAreJoinedByTheirResourceLogs() throws Exception {
		List<Map<?, ?>> resourceLogs = List.of(only(request(OcsfExportTests.call()), "resourceLogs"),
				only(request(OcsfExportTests.gap()), "resourceLogs"));
		assertThat(problems(Map.of("resourceLogs", resourceLogs))).isEmpty();
	}

	@Test
	void logHasWhatTheDataModelHas() throws Exception {
		Map<String, Object> request = request(OcsfExportTests.call());
		assertThat(attributes((Map<?, ?>) member(only(request, "resourceLogs"), "resource")))
			.isEqualTo(Map.of("service.name", "notes", "service.instance.id", "node-1"));
		assertThat(((Map<?, ?>) member(scopeLogs(request), "scope")).get("name")).isEqualTo("io.identifiabl.audit");
		Map<?, ?> log = only(scopeLogs(request), "logRecords");
		assertThat(log.get("timeUnixNano")).isEqualTo("1795687200123456000");
		assertThat(log.get("observedTimeUnixNano")).isEqualTo("1795687201123456000");
		assertThat(log.get("eventName")).isEqualTo("mcp.tool.call");
		assertThat(log.get("traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
		assertThat(log.get("severityNumber")).isEqualTo(13L);
		assertThat(log.get("severityText")).isEqualTo("WARN");
		assertThat(log.get("body"))
			.isEqualTo(Map.of("stringValue", "mcp.tool.call saveMemory: outcome, deny, failure, insufficient_scope"));
	}

	@ParameterizedTest
	@CsvSource(delimiterString = " = ", value = { "audit.schema.version = 1", "audit.actor.type = user",
			"audit.actor.id = user-1", "audit.action = EXECUTE", "audit.outcome = failure",
			"audit.sequence.stream_id = stream-1", "audit.sequence.number = 7", "audit.sequence.end = null",
			"audit.target.id = saveMemory", "audit.target.type = mcp.tool", "audit.source.id = 192.0.2.7",
			"audit.source.type = ipv4", "enduser.id = alice", "user.email = alice@example.com",
			"client.address = 192.0.2.7", "user_agent.original = agent", "url.path = /mcp", "http.route = /mcp",
			"http.request.method = POST", "http.response.status_code = 403", "error.type = insufficient_scope",
			"mcp.method.name = tools/call", "mcp.protocol.version = 2025-11-25", "gen_ai.tool.name = saveMemory",
			"identifiabl.index = 42", "identifiabl.call = call-1", "identifiabl.phase = outcome",
			"identifiabl.issuer = https://issuer.example/", "identifiabl.decision = deny",
			"identifiabl.reason = insufficient_scope", "identifiabl.duration_us = 2500", "identifiabl.args_bytes = 17",
			"identifiabl.args_hmac = hmac-1", "identifiabl.session = session-1",
			"identifiabl.client_claimed = Claude 1.0", "identifiabl.principal = acme|user-1",
			"identifiabl.required = [memory:read, memory:write]", "identifiabl.touched_ids = [patient/4711, 4712]",
			"identifiabl.authz = [{decision=deny, kind=scope, missing=[a b]}]", "identifiabl.actor_type = null",
			"identifiabl.action = null" })
	void logHasAttributes(String name, String value) throws Exception {
		assertThat(String.valueOf(attributes(log(OcsfExportTests.call())).get(name))).isEqualTo(value);
	}

	@Test
	void nestedValuesKeepTheirTypes() throws Exception {
		Map<String, Object> data = Map.of("list", List.of("a b", 5L, true), "object", Map.of("x", -1L));
		assertThat(attributes(log(AuditEvent.builder("x", TIME).with(AuditField.DATA, data))).get("identifiabl.data"))
			.isEqualTo(data);
	}

	@ParameterizedTest
	@CsvSource({ "1970-01-01T00:00:00.000001Z,1000", "1970-01-01T00:00:01Z,1000000000",
			"2026-11-26T10:00:00.000001Z,1795687200000001000", "2554-07-21T23:34:33.709551Z,18446744073709551000" })
	void timeIsInNanoseconds(Instant time, String nanoseconds) throws Exception {
		Map<?, ?> log = log(AuditEvent.builder("x", time));
		assertThat(log.get("timeUnixNano")).isEqualTo(nanoseconds);
		assertThat(attributes(log)).doesNotContainKey("identifiabl.time");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1970-01-01T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z",
			"1900-01-01T00:00:00.000000Z", "2554-07-21T23:34:33.709552Z", "9999-12-31T23:59:59.000000Z" })
	void timeThatNanosecondsCannotSayIsAText(String time) throws Exception {
		Map<?, ?> log = log(AuditEvent.builder("x", Instant.parse(time)));
		assertThat(log.containsKey("timeUnixNano")).isFalse();
		assertThat(log.get("observedTimeUnixNano")).isEqualTo("1795687201123456000");
		assertThat(attributes(log)).containsEntry("identifiabl.time", time);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "00000000000000000000000000000000", "0AF7651916CD43DD8448EB211C80319C",
			"0af7651916cd43dd8448eb211c80319c0" })
	void traceThatIsNoneIsAnAttribute(String trace) throws Exception {
		Map<?, ?> log = log(AuditEvent.builder("x", TIME).with(AuditField.TRACE, trace));
		assertThat(log.containsKey("traceId")).isFalse();
		assertThat(attributes(log)).containsEntry("identifiabl.trace_id", trace);
	}

	@ParameterizedTest
	@CsvSource({ "success,,,,", "success,,ignored,404,", ",,,500,", "failure,tool_error,reason,500,tool_error",
			"failure,,invalid_token,401,invalid_token", "failure,,,500,500", "failure,,,,_OTHER", "unknown,,,," })
	void errorTypeIsOfWhatFailed(String outcome, String error, String reason, Integer status, String type)
			throws Exception {
		Map<String, Object> attributes = attributes(log(AuditEvent.builder("x", TIME)
			.with(AuditField.OUTCOME, outcome)
			.with(AuditField.ERROR, error)
			.with(AuditField.REASON, reason)
			.with(AuditField.STATUS, status)));
		assertThat(attributes.get("error.type")).isEqualTo(type);
		assertThat(attributes.get("identifiabl.reason")).isEqualTo(reason);
	}

	@ParameterizedTest
	@CsvSource({ "http.request,user,alice,user,alice,", "http.request,service,job,service,job,",
			"http.request,user,,user,unknown,", "http.request,anonymous,,user,anonymous,anonymous",
			"http.request,,,user,unknown,", "audit.queried,user,alice,user,alice,", "audit.gap,,,system,notes,",
			"http.request,robot,r2,user,r2,robot" })
	void actorIsOneOfTheDraft(String event, String type, String subject, String actor, String id, String ours)
			throws Exception {
		Map<String, Object> attributes = attributes(log(
				AuditEvent.builder(event, TIME).with(AuditField.ACTOR_TYPE, type).with(AuditField.SUBJECT, subject)));
		assertThat(attributes).containsEntry("audit.actor.type", actor).containsEntry("audit.actor.id", id);
		assertThat(attributes.get("identifiabl.actor_type")).isEqualTo(ours);
		assertThat(attributes.get("enduser.id")).isEqualTo(subject);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,ipv4", "2001:db8::1,ipv6", "::1,ipv6", "::ffff:192.0.2.7,ipv6", "192.0.2.,", "2001:db8:1:,",
			"192.0.2.300,", "host.example," })
	void sourceIsAnAddress(String address, String type) throws Exception {
		Map<String, Object> attributes = attributes(
				log(AuditEvent.builder("x", TIME).with(AuditField.ADDRESS, address)));
		assertThat(attributes.get("audit.source.type")).isEqualTo(type);
		assertThat(attributes.get((type != null) ? "client.address" : "identifiabl.address")).isEqualTo(address);
		assertThat(attributes.get("audit.source.id")).isEqualTo((type != null) ? address : null);
	}

	@ParameterizedTest
	@CsvSource({ "audit.gap,,17,ERROR", "audit.key.lost,,17,ERROR", "audit.key.rotated,,9,INFO",
			"http.request,deny,13,WARN", "http.request,permit,9,INFO" })
	void severityIsThatOfTheOtherFormats(String type, String decision, long number, String text) throws Exception {
		Map<?, ?> log = log(AuditEvent.builder(type, TIME).with(AuditField.DECISION, decision));
		assertThat(log.get("severityNumber")).isEqualTo(number);
		assertThat(log.get("severityText")).isEqualTo(text);
	}

	@Test
	void gapHasItsNumbers() throws Exception {
		assertThat(attributes(log(OcsfExportTests.gap()))).containsEntry("identifiabl.count", 381L)
			.containsEntry("identifiabl.first", 12L)
			.containsEntry("identifiabl.last", 392L);
	}

	@Test
	void logTellsTheEndOfAStream() throws Exception {
		assertThat(attributes(log(AuditEvent.builder(EventTypes.STREAM_END, TIME)))).containsEntry("audit.sequence.end",
				true);
	}

	@ParameterizedTest
	@CsvSource({ "GET,GET", "OTHER,_OTHER" })
	void methodIsOneOfTheConventions(String method, String name) throws Exception {
		assertThat(attributes(log(AuditEvent.builder("x", TIME).with(AuditField.HTTP_METHOD, method))))
			.containsEntry("http.request.method", name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Execute", "\u0130" })
	void actionThatCapitalsCannotSayIsAnAttribute(String action) throws Exception {
		assertThat(attributes(log(AuditEvent.builder("x", TIME).with(AuditField.ACTION, action))))
			.containsEntry("identifiabl.action", action);
	}

}
