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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;

/**
 * Exports records as lines of JSON in the Open Cybersecurity Schema Framework (OCSF 1.8),
 * each an API Activity (6003). What that has no place for is {@code unmapped}.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OcsfExport implements AuditExport {

	private static final String VERSION = "1.8.0";

	private static final long CATEGORY = 6;

	private static final long CLASS = 6003;

	private static final long INFORMATIONAL = 1;

	private static final long LOW = 2;

	private static final long OTHER = 99;

	private static final Map<String, Long> ACTIVITIES = Map.of("create", 1L, "read", 2L, "update", 3L, "delete", 4L);

	private static final Map<String, Long> ACTORS = Map.of("user", 1L, "service", 4L);

	private static final Map<String, Long> OUTCOMES = Map.of("success", 1L, "failure", 2L, "unknown", 0L);

	// objects that the schema requires have to say something about what is not known
	private static final String UNKNOWN = "unknown";

	private final boolean withPersonalData;

	/**
	 * Create an export.
	 * @param withPersonalData whether what has not been erased is exported
	 */
	public OcsfExport(boolean withPersonalData) {
		this.withPersonalData = withPersonalData;
	}

	@Override
	public String getHeader() {
		return "";
	}

	@Override
	public String format(AuditRecord record) throws InvalidRecordException {
		ExportedRecord exported = ExportedRecord.of(record, this.withPersonalData);
		String action = exported.text(AuditField.ACTION);
		long activity = (action != null) ? ACTIVITIES.getOrDefault(action, OTHER) : 0;
		String outcome = exported.text(AuditField.OUTCOME);
		return new JsonMembers().with("category_uid", CATEGORY)
			.with("class_uid", CLASS)
			.with("activity_id", activity)
			.with("activity_name", (action != null) ? action : UNKNOWN)
			.with("type_uid", CLASS * 100 + activity)
			.with("severity_id", "deny".equals(exported.text(AuditField.DECISION)) ? LOW : INFORMATIONAL)
			.with("time", exported.getTime().toEpochMilli())
			.with("duration", milliseconds(exported.number(AuditField.DURATION)))
			.with("status_id", (outcome != null) ? OUTCOMES.getOrDefault(outcome, OTHER) : 0)
			.with("status", outcome)
			.with("status_code", exported.text(AuditField.REASON))
			.with("status_detail", exported.text(AuditField.ERROR))
			.with("metadata", metadata(exported))
			.with("actor", actor(exported))
			.with("api", api(exported))
			.with("src_endpoint", source(exported))
			.with("http_request", httpRequest(exported))
			.with("http_response", new JsonMembers().with("code", exported.number(AuditField.STATUS)))
			.with("resources", resources(exported.texts(AuditField.TOUCHED_IDS)))
			.with("unmapped", unmapped(exported))
			.toLine();
	}

	private static @Nullable Long milliseconds(@Nullable Long microseconds) {
		return (microseconds != null) ? Duration.of(microseconds, ChronoUnit.MICROS).toMillis() : null;
	}

	private static JsonMembers metadata(ExportedRecord exported) {
		Instant observed = exported.getObserved();
		return new JsonMembers().with("version", VERSION)
			.with("uid", exported.text("id"))
			.with("event_code", exported.text("type"))
			.with("sequence", exported.get("seq"))
			.with("logged_time", (observed != null) ? observed.toEpochMilli() : null)
			.with("correlation_uid", exported.text(AuditField.TRACE))
			.with("tenant_uid", exported.text(AuditField.TENANT))
			.with("product",
					new JsonMembers().with("name", exported.text("service")).with("vendor_name", "identifiabl"));
	}

	private static JsonMembers actor(ExportedRecord exported) {
		String issuer = exported.text(AuditField.ISSUER);
		String type = exported.text(AuditField.ACTOR_TYPE);
		String user = exported.first(AuditField.USER, AuditField.SUBJECT);
		String decision = exported.text(AuditField.DECISION);
		JsonMembers authorization = new JsonMembers().with("decision", decision);
		return new JsonMembers()
			.with("user",
					new JsonMembers().with("uid", user)
						.with("name", (user != null) ? null : UNKNOWN)
						.with("email_addr", exported.text(AuditField.EMAIL))
						.with("type", type)
						.with("type_id", (type != null) ? ACTORS.getOrDefault(type, OTHER) : 0)
						.with("org", new JsonMembers().with("uid", exported.text(AuditField.ORG))))
			.with("app_uid", exported.text(AuditField.CLIENT))
			.with("idp", new JsonMembers().with("uid", issuer).with("name", exported.text(AuditField.PROVIDER)))
			.with("session",
					new JsonMembers().with("uid", exported.text(AuditField.SESSION))
						.with("credential_uid", exported.text(AuditField.TOKEN)))
			.with("authorizations", (decision != null) ? List.of(authorization.toMap()) : null);
	}

	private static JsonMembers api(ExportedRecord exported) {
		String operation = exported.first(AuditField.TOOL, AuditField.PROMPT, AuditField.RESOURCE, AuditField.ROUTE);
		return new JsonMembers().with("operation", (operation != null) ? operation : exported.text("type"))
			.with("group", new JsonMembers().with("name", exported.text(AuditField.MCP_METHOD)))
			.with("service", new JsonMembers().with("name", exported.text("service")))
			.with("version", exported.text(AuditField.PROTOCOL))
			.with("request", new JsonMembers().with("uid", exported.text(AuditField.REQUEST)))
			.with("response", new JsonMembers().with("code", exported.number(AuditField.STATUS))
				.with("error", exported.text(AuditField.ERROR)));
	}

	private static JsonMembers source(ExportedRecord exported) {
		String address = exported.text(AuditField.ADDRESS);
		return new JsonMembers().with((address != null) ? "ip" : "name", (address != null) ? address : UNKNOWN);
	}

	private static JsonMembers httpRequest(ExportedRecord exported) {
		return new JsonMembers().with("http_method", exported.text(AuditField.HTTP_METHOD))
			.with("user_agent", exported.text(AuditField.USER_AGENT))
			.with("url", new JsonMembers().with("path", exported.text(AuditField.PATH)));
	}

	private static @Nullable List<Object> resources(@Nullable List<String> touched) {
		if (touched == null) {
			return null;
		}
		List<Object> resources = new ArrayList<>();
		for (String resource : touched) {
			int slash = resource.indexOf('/');
			resources.add((slash < 0) ? Map.of("uid", resource)
					: Map.of("type", resource.substring(0, slash), "uid", resource.substring(slash + 1)));
		}
		return resources;
	}

	private static JsonMembers unmapped(ExportedRecord exported) {
		return new JsonMembers().with("index", exported.getIndex())
			.with("leaf_hash", exported.getLeafHash())
			.with("node", exported.text("node"))
			.with("stream", exported.text("stream"))
			.with("phase", exported.text(AuditField.PHASE))
			.with("required", exported.texts(AuditField.REQUIRED))
			.with("granted", exported.texts(AuditField.GRANTED))
			.with("missing", exported.texts(AuditField.MISSING))
			.with("touched", exported.texts(AuditField.TOUCHED));
	}

}
