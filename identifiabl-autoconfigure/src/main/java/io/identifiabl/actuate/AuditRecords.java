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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.security.core.Authentication;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.operation.OperationAuditFilter;
import io.identifiabl.operation.OperationRecord;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.token.IdentityMappingException;

/**
 * Builds audit events: who, through which client, with which scopes, where and in which
 * trace. A token, or anything that only a token claims, never becomes part of one.
 *
 * @author Identifiabl Contributors
 */
final class AuditRecords {

	static final String CODE = "code";

	/**
	 * The id of the record that an event is part of, for whoever reads it.
	 */
	static final String RECORD = "identifiabl.record";

	private final IdentityResolver identityResolver;

	AuditRecords(IdentityResolver identityResolver) {
		this.identityResolver = identityResolver;
	}

	AuditEvent create(String type, @Nullable Authentication authentication, String fallbackPrincipal,
			Map<String, Object> details) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.putAll(details);
		Identity identity = resolve(authentication);
		if (identity != null) {
			describe(identity, data);
		}
		describeRequest(data);
		String principal = (identity != null) ? identity.getPrincipalKey() : fallbackPrincipal;
		OperationRecord record = OperationRecord.current();
		if (record != null) {
			data.put(RECORD, record.getId());
		}
		return (record != null || isOfProbe()) ? new RecordedEvent(Instant.now(), principal, type, data)
				: new AuditEvent(principal, type, data);
	}

	// who asks for health, with a token or without, is left out as a whole
	private static boolean isOfProbe() {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& OperationAuditFilter.isLeftOut(attributes.getRequest());
	}

	// whoever answers the request says what went wrong
	private @Nullable Identity resolve(@Nullable Authentication authentication) {
		try {
			return this.identityResolver.resolve(authentication);
		}
		catch (IdentityMappingException ex) {
			return null;
		}
	}

	private static void describe(Identity identity, Map<String, @Nullable Object> data) {
		put(data, "user", identity.getUserId());
		put(data, "subject", identity.getSubject());
		put(data, "principalType", identity.getPrincipalType().getValue());
		put(data, "issuer", identity.getIssuer());
		put(data, "tenant", identity.getTenant());
		put(data, "org", identity.getOrgId());
		put(data, "client", identity.getClientId());
		put(data, "scopes", List.copyOf(identity.getScopes().asSet()));
	}

	private static void describeRequest(Map<String, @Nullable Object> data) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
			HttpServletRequest request = attributes.getRequest();
			put(data, "method", request.getMethod());
			put(data, "path", request.getRequestURI());
		}
		RequestContext context = RequestContext.current();
		if (context != null) {
			put(data, "trace", context.getTraceId());
			put(data, "request", context.getRequestId());
			put(data, "address", context.getClientAddress());
		}
	}

	private static void put(Map<String, @Nullable Object> data, String name, @Nullable Object value) {
		if (value != null) {
			data.put(name, value);
		}
	}

}
