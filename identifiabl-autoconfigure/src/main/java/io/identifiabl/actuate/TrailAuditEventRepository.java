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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.server.ResponseStatusException;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.Urgency;
import io.identifiabl.context.RequestContext;
import io.identifiabl.operation.OperationRecorder;

/**
 * Spring Boot's audit events in the audit trail. What applications publish is stored
 * there; what is part of a record already is not stored again. In a request, what is
 * found is restricted to what the caller may see. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TrailAuditEventRepository implements AuditEventRepository {

	private static final int MAX_EVENTS = 1000;

	private static final int MAX_PAGES = 10;

	private static final String RESERVED = "audit.";

	private final AuditTrail trail;

	private final OperationRecorder recorder;

	private final AuditAccess access;

	/**
	 * Create a repository.
	 * @param trail where events are stored
	 * @param recorder describes the current request
	 * @param access decides what the caller may see
	 */
	public TrailAuditEventRepository(AuditTrail trail, OperationRecorder recorder, AuditAccess access) {
		this.trail = trail;
		this.recorder = recorder;
		this.access = access;
	}

	/**
	 * Store an event, unless it is part of a record already.
	 * @throws IllegalArgumentException if its type begins with {@code audit.}: only the
	 * trail itself says what was done with it
	 */
	@Override
	public void add(AuditEvent event) {
		if (event instanceof RecordedEvent) {
			return;
		}
		io.identifiabl.audit.AuditEvent stored = this.recorder.createEvent(event.getType())
			.with(AuditField.PRINCIPAL, event.getPrincipal())
			.with(AuditField.DATA, BootEvents.data(event))
			.build();
		if (stored.getType().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
			throw new IllegalArgumentException("An audit event of the type '" + stored.getType()
					+ "' cannot be published: types that begin with '" + RESERVED
					+ "' are reserved for what the audit trail records about itself. Use another type.");
		}
		CompletableFuture<Long> ignored = this.trail.append(stored, Urgency.ORDINARY);
	}

	/**
	 * Find the latest 1000 events. That somebody looked for them is recorded first.
	 * @throws AuthorizationDeniedException if the caller may not read records, which the
	 * endpoint of the audit trail decides alike
	 * @throws ResponseStatusException with 503 if the trail is not available
	 */
	@Override
	public List<AuditEvent> find(@Nullable String principal, @Nullable Instant after, @Nullable String type) {
		AuditQuery query = AuditQuery.all().between((after != null) ? after.plusNanos(1) : null, null);
		if (type != null) {
			query = BootEvents.where(query, type);
		}
		query = restrict(query);
		try {
			this.trail.require(this.recorder.createEvent(EventTypes.QUERIED).with(AuditField.ACTION, "read").build(),
					Urgency.AWAITED);
			return find(query, principal, type);
		}
		catch (AuditUnavailableException | AuditStoreException ex) {
			// by Spring Boot's endpoint
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The audit trail is not available", ex);
		}
	}

	private List<AuditEvent> find(AuditQuery query, @Nullable String principal, @Nullable String type) {
		List<AuditEvent> events = new ArrayList<>();
		Long before = Long.MAX_VALUE;
		for (int i = 0; i < MAX_PAGES && before != null && events.size() < MAX_EVENTS; i++) {
			AuditPage page = this.trail.find(query.limit(AuditQuery.MAX_LIMIT).before(before));
			page.records().forEach((record) -> add(record, principal, type, events));
			before = page.next();
		}
		// oldest first, as ever
		Collections.reverse(events);
		return events;
	}

	private static void add(AuditRecord record, @Nullable String principal, @Nullable String type,
			List<AuditEvent> events) {
		AuditEvent event = BootEvents.of(record);
		if (event != null && (principal == null || principal.equals(event.getPrincipal()))
				&& (type == null || type.equals(event.getType())) && events.size() < MAX_EVENTS) {
			events.add(event);
		}
	}

	// the application's own code may look for anything, outside of a request
	private AuditQuery restrict(AuditQuery query) {
		boolean nobodyAsks = RequestContext.current() == null
				&& SecurityContextHolder.getContext().getAuthentication() == null;
		return nobodyAsks ? query : this.access.restrict(query);
	}

}
