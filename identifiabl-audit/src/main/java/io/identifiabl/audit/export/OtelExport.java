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

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;

/**
 * Exports records as lines of JSON in the log data model of OpenTelemetry, with the names
 * of its semantic conventions and of the draft for audit logging. That is a draft: its
 * names can change.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OtelExport implements AuditExport {

	// what the draft requires has to say something about what is not known
	private static final String UNKNOWN = "unknown";

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
		Instant observed = exported.getObserved();
		JsonMembers attributes = new JsonMembers();
		addAudit(attributes, exported);
		addConventions(attributes, exported);
		addOurs(attributes, exported);
		return new JsonMembers().with("Timestamp", nanoseconds(exported.getTime()))
			.with("ObservedTimestamp", nanoseconds((observed != null) ? observed : exported.getTime()))
			.with("EventName", exported.text("type"))
			.with("TraceId", exported.text(AuditField.TRACE))
			.with("Resource",
					new JsonMembers().with("service.name", exported.text("service"))
						.with("service.instance.id", exported.text("node")))
			.with("Attributes", attributes)
			.toLine();
	}

	// as text: a reader of JSON may not read such numbers exactly
	private static String nanoseconds(Instant time) {
		return String.format(Locale.ROOT, "%d%09d", time.getEpochSecond(), time.getNano());
	}

	private static void addAudit(JsonMembers attributes, ExportedRecord exported) {
		String action = exported.text(AuditField.ACTION);
		attributes.with("audit.schema.version", String.valueOf(exported.get("v")))
			.with("audit.record.id", exported.text("id"))
			.with("audit.actor.type", orUnknown(exported.text(AuditField.ACTOR_TYPE)))
			.with("audit.actor.id", orUnknown(exported.first(AuditField.USER, AuditField.SUBJECT)))
			.with("audit.action", orUnknown(action).toUpperCase(Locale.ROOT))
			.with("audit.outcome", orUnknown(exported.text(AuditField.OUTCOME)))
			.with("audit.sequence.stream_id", exported.text("stream"))
			.with("audit.sequence.number", exported.get("seq"))
			.with("audit.sequence.end", EventTypes.STREAM_END.equals(exported.text("type")) ? Boolean.TRUE : null);
		addTarget(attributes, exported, AuditField.TOOL, "mcp.tool");
		addTarget(attributes, exported, AuditField.PROMPT, "mcp.prompt");
		addTarget(attributes, exported, AuditField.RESOURCE, "mcp.resource");
		addTarget(attributes, exported, AuditField.ROUTE, "http.endpoint");
		String address = exported.text(AuditField.ADDRESS);
		if (address != null) {
			attributes.with("audit.source.id", address).with("audit.source.type", "ip");
		}
	}

	private static void addTarget(JsonMembers attributes, ExportedRecord exported, AuditField field, String type) {
		String target = exported.text(field);
		if (target != null && !attributes.toMap().containsKey("audit.target.id")) {
			attributes.with("audit.target.id", target).with("audit.target.type", type);
		}
	}

	private static void addConventions(JsonMembers attributes, ExportedRecord exported) {
		attributes.with("mcp.method.name", exported.text(AuditField.MCP_METHOD))
			.with("mcp.protocol.version", exported.text(AuditField.PROTOCOL))
			.with("mcp.resource.uri", exported.text(AuditField.RESOURCE))
			.with("gen_ai.tool.name", exported.text(AuditField.TOOL))
			.with("gen_ai.prompt.name", exported.text(AuditField.PROMPT))
			.with("http.request.method", exported.text(AuditField.HTTP_METHOD))
			.with("http.route", exported.text(AuditField.ROUTE))
			.with("http.response.status_code", exported.number(AuditField.STATUS))
			.with("error.type", exported.text(AuditField.ERROR))
			.with("enduser.id", exported.first(AuditField.USER, AuditField.SUBJECT))
			.with("user.email", exported.text(AuditField.EMAIL))
			.with("client.address", exported.text(AuditField.ADDRESS))
			.with("user_agent.original", exported.text(AuditField.USER_AGENT))
			.with("url.path", exported.text(AuditField.PATH));
	}

	private static void addOurs(JsonMembers attributes, ExportedRecord exported) {
		attributes.with("identifiabl.index", exported.getIndex())
			.with("identifiabl.leaf_hash", exported.getLeafHash())
			.with("identifiabl.phase", exported.text(AuditField.PHASE))
			.with("identifiabl.issuer", exported.text(AuditField.ISSUER))
			.with("identifiabl.org", exported.text(AuditField.ORG))
			.with("identifiabl.tenant", exported.text(AuditField.TENANT))
			.with("identifiabl.client", exported.text(AuditField.CLIENT))
			.with("identifiabl.decision", exported.text(AuditField.DECISION))
			.with("identifiabl.reason", exported.text(AuditField.REASON))
			.with("identifiabl.required", exported.texts(AuditField.REQUIRED))
			.with("identifiabl.granted", exported.texts(AuditField.GRANTED))
			.with("identifiabl.missing", exported.texts(AuditField.MISSING))
			.with("identifiabl.duration_us", exported.number(AuditField.DURATION))
			.with("identifiabl.request_id", exported.text(AuditField.REQUEST))
			.with("identifiabl.touched", exported.texts(AuditField.TOUCHED))
			.with("identifiabl.touched_ids", exported.texts(AuditField.TOUCHED_IDS));
	}

	private static String orUnknown(@Nullable String text) {
		return (text != null) ? text : UNKNOWN;
	}

}
