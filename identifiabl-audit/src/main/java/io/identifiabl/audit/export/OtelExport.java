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

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;

/**
 * Exports records as lines of JSON, each an OTLP request for logs
 * ({@code ExportLogsServiceRequest}) with one log record: what a collector takes at
 * {@code /v1/logs}, or reads from a file. Requests are joined by joining their
 * {@code resourceLogs}. The names are those of the semantic conventions of OpenTelemetry
 * and of its draft for audit logging, which can change; what neither has a name for is
 * {@code identifiabl.*}.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OtelExport implements AuditExport {

	private static final String SCOPE = "io.identifiabl.audit";

	private static final String PREFIX = "identifiabl.";

	// the last one that 64 bits of nanoseconds have
	private static final Instant LATEST = Instant.ofEpochSecond(18_446_744_073L, 709_551_615);

	private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

	// of the draft; what is not known has to say so
	private static final String UNKNOWN = "unknown";

	private static final Set<String> OUTCOMES = Set.of("success", "failure", UNKNOWN);

	private static final Set<String> ACTORS = Set.of("user", "service");

	private final boolean withPersonalData;

	/**
	 * Create an export.
	 * @param withPersonalData whether what has not been erased is exported
	 */
	public OtelExport(boolean withPersonalData) {
		this.withPersonalData = withPersonalData;
	}

	@Override
	public String getHeader() {
		return "";
	}

	@Override
	public String format(AuditRecord record) throws InvalidRecordException {
		ExportedRecord exported = ExportedRecord.of(record, this.withPersonalData);
		Members members = new Members(exported);
		OtlpAttributes resource = new OtlpAttributes().with("service.name", members.text("service"))
			.with("service.instance.id", members.text("node"));
		JsonMembers log = log(exported, members);
		OtlpAttributes attributes = new OtlpAttributes();
		addActor(attributes, exported, members);
		addAudit(attributes, exported, members);
		addConventions(attributes, exported, members);
		attributes.with(PREFIX + "index", exported.getIndex()).with(PREFIX + "leaf_hash", exported.getLeafHash());
		members.remaining().forEach((name, value) -> attributes.with(PREFIX + name, value));
		// put together as texts, since nested values are several times as deep in OTLP
		return "{\"resourceLogs\":[{\"resource\":" + new JsonMembers().with("attributes", resource.toList())
				+ ",\"scopeLogs\":[{\"logRecords\":[" + log.with("attributes", attributes.toList()) + "],\"scope\":"
				+ new JsonMembers().with("name", SCOPE).with("version", Exporter.version()) + "}]}]}\n";
	}

	private static JsonMembers log(ExportedRecord exported, Members members) {
		Severity severity = Severity.of(exported);
		String time = nanoseconds(exported.getTime());
		Instant observed = exported.getObserved();
		String observedTime = (observed != null) ? nanoseconds(observed) : null;
		JsonMembers log = new JsonMembers().with("eventName", members.text("type"))
			.with("severityNumber", severity.getOtelNumber())
			.with("severityText", severity.getOtelText())
			.with("body", OtlpAttributes.value(Sentence.of(exported)));
		// what such numbers cannot say remains among the attributes
		if (time != null) {
			members.text("time");
			log.with("timeUnixNano", time);
		}
		if (observedTime != null) {
			members.text("observed");
		}
		log.with("observedTimeUnixNano", (observedTime != null) ? observedTime : time);
		String trace = exported.text(AuditField.TRACE);
		if (trace != null && TRACE_ID.matcher(trace).matches()) {
			log.with("traceId", members.text(AuditField.TRACE));
		}
		return log;
	}

	// they have no sign, and zero is an unknown time
	private static @Nullable String nanoseconds(Instant time) {
		if (!time.isAfter(Instant.EPOCH) || time.isAfter(LATEST)) {
			return null;
		}
		// without zeroes at the beginning, which are no JSON number
		return (time.getEpochSecond() == 0) ? String.valueOf(time.getNano())
				: String.format(Locale.ROOT, "%d%09d", time.getEpochSecond(), time.getNano());
	}

	private static void addActor(OtlpAttributes attributes, ExportedRecord exported, Members members) {
		String type = exported.text(AuditField.ACTOR_TYPE);
		String user = members.text(AuditField.USER);
		String subject = members.text(AuditField.SUBJECT);
		String id = (user != null) ? user : subject;
		if (type != null && ACTORS.contains(type)) {
			members.text(AuditField.ACTOR_TYPE);
		}
		else if (type == null && id == null && exported.getType().startsWith("audit.")) {
			type = "system";
			id = exported.text("service");
		}
		else {
			id = (id != null) ? id : type;
			type = "user";
		}
		attributes.with("audit.actor.type", type)
			.with("audit.actor.id", orUnknown(id))
			.with("enduser.id", (subject != null) ? subject : user);
	}

	private static void addAudit(OtlpAttributes attributes, ExportedRecord exported, Members members) {
		Object version = members.integer("v");
		String outcome = exported.text(AuditField.OUTCOME);
		boolean known = outcome != null && OUTCOMES.contains(outcome);
		attributes.with("audit.schema.version", (version != null) ? version.toString() : null)
			.with("audit.record.id", members.text("id"))
			.with("audit.action", action(exported, members))
			.with("audit.outcome", orUnknown(known ? members.text(AuditField.OUTCOME) : null))
			.with("audit.sequence.stream_id", members.text("stream"))
			.with("audit.sequence.number", members.number("seq"))
			.with("audit.sequence.end", EventTypes.STREAM_END.equals(exported.getType()) ? Boolean.TRUE : null);
		addTarget(attributes, exported);
		String source = exported.text(AuditField.ADDRESS);
		String kind = IpAddress.kind(source);
		if (kind != null) {
			attributes.with("audit.source.id", source).with("audit.source.type", kind);
		}
	}

	// the draft writes verbs in capitals
	private static String action(ExportedRecord exported, Members members) {
		String action = orUnknown(exported.text(AuditField.ACTION));
		String verb = action.toUpperCase(Locale.ROOT);
		if (verb.toLowerCase(Locale.ROOT).equals(action)) {
			members.text(AuditField.ACTION);
		}
		return verb;
	}

	private static void addTarget(OtlpAttributes attributes, ExportedRecord exported) {
		for (Target target : Target.values()) {
			String id = exported.text(target.field);
			if (id != null) {
				attributes.with("audit.target.id", id).with("audit.target.type", target.type);
				return;
			}
		}
	}

	private static void addConventions(OtlpAttributes attributes, ExportedRecord exported, Members members) {
		attributes.with("mcp.method.name", members.text(AuditField.MCP_METHOD))
			.with("mcp.protocol.version", members.text(AuditField.PROTOCOL))
			.with("mcp.resource.uri", members.text(AuditField.RESOURCE))
			.with("gen_ai.tool.name", members.text(AuditField.TOOL))
			.with("gen_ai.prompt.name", members.text(AuditField.PROMPT))
			.with("http.request.method", method(members.text(AuditField.HTTP_METHOD)))
			.with("http.route", members.text(AuditField.ROUTE))
			.with("http.response.status_code", members.number(AuditField.STATUS))
			.with("error.type", errorType(exported, members))
			.with("user.email", members.text(AuditField.EMAIL))
			.with("user_agent.original", members.text(AuditField.USER_AGENT))
			.with("url.path", members.text(AuditField.PATH));
		if (IpAddress.kind(exported.text(AuditField.ADDRESS)) != null) {
			attributes.with("client.address", members.text(AuditField.ADDRESS));
		}
	}

	private static @Nullable String method(@Nullable String method) {
		return "OTHER".equals(method) ? "_OTHER" : method;
	}

	// of what did not succeed, and then always
	private static @Nullable String errorType(ExportedRecord exported, Members members) {
		if (!"failure".equals(exported.text(AuditField.OUTCOME))) {
			return null;
		}
		String error = members.text(AuditField.ERROR);
		if (error != null) {
			return error;
		}
		String reason = exported.text(AuditField.REASON);
		Long status = exported.number(AuditField.STATUS);
		return (reason != null) ? reason : (status != null) ? status.toString() : "_OTHER";
	}

	private static String orUnknown(@Nullable String text) {
		return (text != null) ? text : UNKNOWN;
	}

	/**
	 * What an action was directed at, the first that there is.
	 */
	private enum Target {

		TOOL(AuditField.TOOL, "mcp.tool"),

		PROMPT(AuditField.PROMPT, "mcp.prompt"),

		RESOURCE(AuditField.RESOURCE, "mcp.resource"),

		ROUTE(AuditField.ROUTE, "http.endpoint");

		private final AuditField field;

		private final String type;

		Target(AuditField field, String type) {
			this.field = field;
			this.type = type;
		}

	}

}
