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
import java.util.Set;
import java.util.regex.Pattern;

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

	private static final String UNMAPPED = "unmapped";

	// what a schema's email_t is
	private static final Pattern EMAIL = Pattern
		.compile("[a-zA-Z0-9!#$%&'*+-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+");

	private static final Set<String> HTTP_METHODS = Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH",
			"POST", "PUT", "TRACE");

	private static final String TRACE_PROFILE = "trace";

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
		Members members = new Members(exported);
		OcsfObservables observables = new OcsfObservables();
		JsonMembers event = new JsonMembers();
		addClassification(event, exported, members);
		addOccurrence(event, exported, members);
		event.with("actor", actor(exported, members, observables))
			.with("api", api(exported, members))
			.with("src_endpoint", source(exported, members, observables))
			.with("dst_endpoint", new JsonMembers().with("svc_name", exported.text("service")))
			.with("http_request", httpRequest(exported, members, observables))
			.with("http_response", new JsonMembers().with("code", members.integer(AuditField.STATUS)))
			.with("resources", resources(members.texts(AuditField.TOUCHED_IDS), observables))
			.with("observables", observables.toList())
			.with("metadata", metadata(exported, members))
			.with(UNMAPPED,
					new JsonMembers().withAll(members.remaining())
						.with("index", exported.getIndex())
						.with("leaf_hash", exported.getLeafHash()));
		return event + "\n";
	}

	private static void addClassification(JsonMembers event, ExportedRecord exported, Members members) {
		OcsfCaption activity = OcsfCaption.ofActivity(members.text(AuditField.ACTION));
		OcsfCaption status = OcsfCaption.ofStatus(members.text(AuditField.OUTCOME));
		Severity severity = Severity.of(exported);
		event.with("category_uid", 6)
			.with("category_name", "Application Activity")
			.with("class_uid", OcsfCaption.API_ACTIVITY)
			.with("class_name", "API Activity")
			.with("activity_id", activity.id())
			.with("activity_name", activity.caption())
			.with("type_uid", OcsfCaption.API_ACTIVITY * 100 + activity.id())
			.with("type_name", "API Activity: " + activity.mappedCaption())
			.with("severity_id", severity.getOcsfId())
			.with("severity", severity.getOcsfCaption())
			.with("status_id", status.id())
			.with("status", status.caption())
			.with("status_code", members.text(AuditField.REASON))
			.with("status_detail", members.text(AuditField.ERROR))
			.with("message", Sentence.of(exported));
	}

	private static void addOccurrence(JsonMembers event, ExportedRecord exported, Members members) {
		Long duration = exported.number(AuditField.DURATION);
		// of the trail's own events it is not how often they occurred
		boolean occurrences = !exported.getType().startsWith("audit.");
		event.with("time", exported.getTime().toEpochMilli())
			.with("timezone_offset", 0)
			// and whole, in microseconds, among what is not mapped
			.with("duration", (duration != null) ? Duration.of(duration, ChronoUnit.MICROS).toMillis() : null)
			.with("count", occurrences ? members.integer(AuditField.COUNT) : null);
		String trace = members.text(AuditField.TRACE);
		event.with("trace", new JsonMembers().with("uid", trace));
	}

	private static JsonMembers metadata(ExportedRecord exported, Members members) {
		Instant observed = exported.getObserved();
		boolean traced = exported.text(AuditField.TRACE) != null;
		String call = members.text(AuditField.CALL);
		return new JsonMembers().with("version", VERSION)
			.with("profiles", traced ? List.of(TRACE_PROFILE) : null)
			.with("uid", members.text("id"))
			.with("event_code", members.text("type"))
			.with("sequence", members.integer("seq"))
			.with("original_time", members.text("time"))
			.with("logged_time", (observed != null) ? observed.toEpochMilli() : null)
			.with("correlation_uid", (call != null) ? call : exported.text(AuditField.TRACE))
			.with("tenant_uid", members.text(AuditField.TENANT))
			.with("log_name", Exporter.LOG)
			.with("log_provider", Exporter.VENDOR)
			.with("log_version", logVersion(members))
			.with("reporter",
					new JsonMembers().with("name", exported.text("service")).with("uid", members.text("node")))
			.with("product",
					new JsonMembers().with("name", Exporter.NAME)
						.with("vendor_name", Exporter.VENDOR)
						.with("version", Exporter.version()));
	}

	private static @Nullable String logVersion(Members members) {
		Long version = members.integer("v");
		return (version != null) ? version.toString() : null;
	}

	private static JsonMembers actor(ExportedRecord exported, Members members, OcsfObservables observables) {
		OcsfCaption type = OcsfCaption.ofActor(members.text(AuditField.ACTOR_TYPE));
		String issuer = members.text(AuditField.ISSUER);
		String user = members.text(AuditField.USER);
		String subject = members.text(AuditField.SUBJECT);
		String uid = (user != null) ? user : subject;
		String email = email(exported, members);
		observables.with("actor.user.uid", OcsfObservables.USER_UID, uid)
			.with("actor.user.email_addr", OcsfObservables.EMAIL_ADDRESS, email);
		String decision = members.text(AuditField.DECISION);
		// what a client says about itself is unmapped: app_name would be believed
		return new JsonMembers()
			.with("user",
					new JsonMembers().with("uid", uid)
						.with("uid_alt", (user != null) ? subject : null)
						.with("name", (uid != null) ? null : UNKNOWN)
						.with("email_addr", email)
						.with("type", type.caption())
						.with("type_id", type.id())
						.with("org", new JsonMembers().with("uid", members.text(AuditField.ORG))))
			.with("app_uid", members.text(AuditField.CLIENT))
			.with("idp", new JsonMembers().with("uid", issuer).with("name", members.text(AuditField.PROVIDER)))
			.with("session",
					new JsonMembers().with("uid", members.text(AuditField.SESSION))
						.with("issuer", issuer)
						.with("credential_uid", members.text(AuditField.TOKEN)))
			.with("authorizations", (decision != null) ? List.of(Map.of("decision", decision)) : null);
	}

	private static @Nullable String email(ExportedRecord exported, Members members) {
		String email = exported.text(AuditField.EMAIL);
		return (email != null && EMAIL.matcher(email).matches()) ? members.text(AuditField.EMAIL) : null;
	}

	private static JsonMembers api(ExportedRecord exported, Members members) {
		String operation = members.first(AuditField.TOOL, AuditField.PROMPT, AuditField.RESOURCE, AuditField.ROUTE);
		return new JsonMembers().with("operation", (operation != null) ? operation : exported.getType())
			.with("group", new JsonMembers().with("name", members.text(AuditField.MCP_METHOD)))
			.with("service", new JsonMembers().with("name", members.text("service")))
			.with("version", members.text(AuditField.PROTOCOL))
			.with("request", new JsonMembers().with("uid", members.text(AuditField.REQUEST)))
			.with("response", new JsonMembers().with("code", members.integer(AuditField.STATUS))
				.with("error", exported.text(AuditField.ERROR)));
	}

	private static JsonMembers source(ExportedRecord exported, Members members, OcsfObservables observables) {
		if (IpAddress.kind(exported.text(AuditField.ADDRESS)) == null) {
			String name = members.text(AuditField.ADDRESS);
			return new JsonMembers().with("name", (name != null) ? name : UNKNOWN);
		}
		String address = members.text(AuditField.ADDRESS);
		observables.with("src_endpoint.ip", OcsfObservables.IP_ADDRESS, address);
		return new JsonMembers().with("ip", address);
	}

	private static JsonMembers httpRequest(ExportedRecord exported, Members members, OcsfObservables observables) {
		String method = exported.text(AuditField.HTTP_METHOD);
		boolean known = method != null && HTTP_METHODS.contains(method);
		String userAgent = members.text(AuditField.USER_AGENT);
		observables.with("http_request.user_agent", OcsfObservables.USER_AGENT, userAgent);
		return new JsonMembers().with("http_method", known ? members.text(AuditField.HTTP_METHOD) : null)
			.with("user_agent", userAgent)
			.with("url", new JsonMembers().with("path", members.text(AuditField.PATH)));
	}

	private static @Nullable List<Object> resources(@Nullable List<String> touched, OcsfObservables observables) {
		if (touched == null) {
			return null;
		}
		List<Object> resources = new ArrayList<>();
		for (String resource : touched) {
			int slash = resource.indexOf('/');
			String uid = resource.substring(slash + 1);
			observables.with("resources[" + resources.size() + "].uid", OcsfObservables.RESOURCE_UID, uid);
			resources.add((slash < 0) ? Map.of("uid", uid) : Map.of("type", resource.substring(0, slash), "uid", uid));
		}
		return resources;
	}

}
