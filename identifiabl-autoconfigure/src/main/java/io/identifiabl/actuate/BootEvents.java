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

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.security.AuthenticationAuditListener;
import org.springframework.boot.actuate.security.AuthorizationAuditListener;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.PersonalData;
import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;
import io.identifiabl.operation.OperationTypes;

/**
 * Records as Spring Boot's own events, with the names that those have always had.
 *
 * @author Identifiabl Contributors
 */
final class BootEvents {

	private static final String NOBODY = "anonymous";

	private static final Map<AuditField, String> NAMES = names();

	private BootEvents() {
	}

	private static Map<AuditField, String> names() {
		Map<AuditField, String> names = new LinkedHashMap<>();
		names.put(AuditField.USER, "user");
		names.put(AuditField.SUBJECT, "subject");
		names.put(AuditField.ACTOR_TYPE, "principalType");
		names.put(AuditField.ISSUER, "issuer");
		names.put(AuditField.TENANT, "tenant");
		names.put(AuditField.ORG, "org");
		names.put(AuditField.CLIENT, "client");
		names.put(AuditField.GRANTED, "scopes");
		names.put(AuditField.HTTP_METHOD, "method");
		names.put(AuditField.PATH, "path");
		names.put(AuditField.TRACE, "trace");
		names.put(AuditField.REQUEST, "request");
		names.put(AuditField.ADDRESS, "address");
		names.put(AuditField.TOOL, "tool");
		names.put(AuditField.RESOURCE, "resource");
		names.put(AuditField.PROMPT, "prompt");
		names.put(AuditField.REASON, AuditRecords.CODE);
		names.put(AuditField.ERROR, "error");
		names.put(AuditField.STATUS, "status");
		names.put(AuditField.REQUIRED, "required");
		names.put(AuditField.COUNT, "count");
		return names;
	}

	// what tells about the trail itself is for its own endpoint
	static @Nullable AuditEvent of(AuditRecord record) {
		if (record.projection().type().startsWith("audit.")) {
			return null;
		}
		try {
			Map<String, Object> leaf = CanonicalJson.read(record.payload().getBytes(StandardCharsets.UTF_8));
			Map<String, Object> personal = (record.personal() != null) ? PersonalData.read(record.personal())
					: Map.of();
			AuditEvent event = of(record, leaf, personal);
			return (record.findFault() == null) ? event : failed(event);
		}
		catch (InvalidJsonException | InvalidRecordException ex) {
			return null;
		}
	}

	// what somebody changed where it is stored is shown as such
	private static AuditEvent failed(AuditEvent event) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>(event.getData());
		data.put("integrity", "failed");
		return new AuditEvent(event.getTimestamp(), event.getPrincipal(), event.getType(), data);
	}

	private static AuditEvent of(AuditRecord record, Map<String, Object> leaf, Map<String, Object> personal) {
		String principal = (personal.get(AuditField.PRINCIPAL.getName()) instanceof String text) ? text : NOBODY;
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		if (personal.get(AuditField.DATA.getName()) instanceof Map<?, ?> published) {
			published.forEach((name, value) -> data.put(String.valueOf(name), value));
			return new AuditEvent(record.projection().time(), principal, record.projection().type(), data);
		}
		NAMES.forEach((field, name) -> {
			Object value = (field.isPersonal() ? personal : leaf).get(field.getName());
			if (value != null) {
				data.put(name, value);
			}
		});
		data.put("operation", record.projection().type());
		data.put("record", record.projection().eventId());
		return new AuditEvent(record.projection().time(), principal, type(record, leaf, !principal.equals(NOBODY)),
				data);
	}

	private static String type(AuditRecord record, Map<String, Object> leaf, boolean somebody) {
		String type = record.projection().type();
		return switch (type) {
			case OperationTypes.REJECTED -> "missing_token".equals(leaf.get(AuditField.REASON.getName()))
					? AuthorizationAuditListener.AUTHORIZATION_FAILURE
					: AuthenticationAuditListener.AUTHENTICATION_FAILURE;
			case OperationTypes.UNVERIFIABLE -> AuthenticationAuditListener.AUTHENTICATION_FAILURE;
			case OperationTypes.SESSION_MISUSE -> SessionMisuseAuditListener.SESSION_MISUSE;
			default -> {
				if ("deny".equals(record.projection().decision())) {
					yield AuthorizationAuditListener.AUTHORIZATION_FAILURE;
				}
				yield somebody ? AuthenticationAuditListener.AUTHENTICATION_SUCCESS : type;
			}
		};
	}

	/**
	 * Look for events of a type, and maybe others, which have to be left out.
	 * @param query the query
	 * @param type the type
	 * @return the query
	 */
	static AuditQuery where(AuditQuery query, String type) {
		return switch (type) {
			case AuthenticationAuditListener.AUTHENTICATION_SUCCESS -> query.where(Column.DECISION, "permit");
			case AuthenticationAuditListener.AUTHENTICATION_FAILURE, AuthorizationAuditListener.AUTHORIZATION_FAILURE ->
				query;
			case SessionMisuseAuditListener.SESSION_MISUSE -> query.where(Column.TYPE, OperationTypes.SESSION_MISUSE);
			default -> query.where(Column.TYPE, type);
		};
	}

	static Map<String, Object> data(AuditEvent event) {
		Map<String, Object> data = new LinkedHashMap<>();
		event.getData().forEach((name, value) -> data.put(name, plain(value)));
		return data;
	}

	private static Object plain(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(String::valueOf).toList();
		}
		return (value instanceof Integer || value instanceof Long || value instanceof Boolean) ? value
				: String.valueOf(value);
	}

}
