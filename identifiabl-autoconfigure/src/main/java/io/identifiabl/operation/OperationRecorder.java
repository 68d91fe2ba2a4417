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

package io.identifiabl.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.RefusalLimiter;
import io.identifiabl.context.RequestContext;
import io.identifiabl.operation.OperationEvents.Actor;
import io.identifiabl.operation.OperationEvents.Ending;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.token.IdentityMappingException;

/**
 * Records operations in the audit trail: one event for each, and for refused callers,
 * whom anybody can send in any number, no more than the limiter allows. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationRecorder {

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private static final int UNAVAILABLE = 503;

	private static final int BAD_REQUEST = 400;

	private static final String UNVERIFIABLE_SUFFIX = "_unavailable";

	private static final String SESSION_NOT_FOUND = "session_not_found";

	private static final Set<String> REFUSALS = Set.of(SESSION_NOT_FOUND, "insufficient_scope", "access_denied",
			"missing_token", "invalid_audience");

	private final Log logger = LogFactory.getLog(getClass());

	private final AuditTrail trail;

	private final IdentityResolver identityResolver;

	private final RefusalLimiter limiter;

	private final ProviderNames providers;

	private final Delivery delivery;

	private final Clock clock;

	private final OperationEvents events;

	/**
	 * Create a recorder.
	 * @param trail where to record
	 * @param identityResolver tells the identity behind an authentication
	 * @param limiter decides which refused callers are recorded one by one
	 * @param providers the names of the providers by their issuers
	 * @param delivery when a record has to be durable, unless something else is said of
	 * an operation
	 * @param clock tells the time
	 */
	public OperationRecorder(AuditTrail trail, IdentityResolver identityResolver, RefusalLimiter limiter,
			Map<String, String> providers, Delivery delivery, Clock clock) {
		this.trail = trail;
		this.identityResolver = identityResolver;
		this.limiter = limiter;
		this.providers = new ProviderNames(providers);
		this.delivery = delivery;
		this.clock = clock;
		this.events = new OperationEvents(identityResolver);
	}

	/**
	 * Return when records have to be durable.
	 * @return the delivery, unless something else is said of an operation
	 */
	public Delivery getDelivery() {
		return this.delivery;
	}

	/**
	 * Begin the record of a request.
	 * @param request the request
	 * @return the record
	 */
	public OperationRecord begin(HttpServletRequest request) {
		return new OperationRecord(this, request, this.clock.instant(), this.delivery);
	}

	/**
	 * Begin an event of something else than an operation, with what is known about the
	 * current request and who makes it.
	 * @param type the type of the event
	 * @return a builder
	 */
	public AuditEvent.Builder createEvent(String type) {
		AuditEvent.Builder event = AuditEvent.builder(type, this.clock.instant());
		RequestContext context = RequestContext.current();
		ActorFields.describe(event, context);
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		try {
			ActorFields.describe(event, this.identityResolver.resolve(authentication), authentication);
		}
		catch (IdentityMappingException ex) {
			ActorFields.describe(event, null, null);
		}
		return event;
	}

	/**
	 * Record that somebody came with the session of somebody else, unless the limiter has
	 * it counted only.
	 */
	public void recordSessionMisuse() {
		if (!isRecorded(OperationTypes.SESSION_MISUSE, "", RequestContext.current())) {
			return;
		}
		append(createEvent(OperationTypes.SESSION_MISUSE).with(AuditField.DECISION, "deny")
			.with(AuditField.OUTCOME, "failure")
			.with(AuditField.REASON, SESSION_NOT_FOUND)
			.build(), Urgency.ORDINARY);
	}

	/**
	 * Record those who were refused in the minute that has passed and not recorded one by
	 * one. To be called by one thread at a time, every few seconds.
	 */
	public void recordSuppressed() {
		record(this.limiter.takeSuppressed());
	}

	/**
	 * Record those who have not been recorded up to now, when there will be no more
	 * requests.
	 */
	public void recordRemaining() {
		record(this.limiter.takeRemaining());
	}

	private void record(List<RefusalLimiter.Suppressed> refusals) {
		Instant now = this.clock.instant();
		refusals.forEach((suppressed) -> append(describe(suppressed, now), Urgency.ORDINARY));
	}

	// who misuses sessions is somebody, of whom there may have been several
	private static AuditEvent describe(RefusalLimiter.Suppressed suppressed, Instant now) {
		boolean misuse = suppressed.code().equals(OperationTypes.SESSION_MISUSE);
		// nobody could tell, so that nobody was refused
		boolean unverifiable = suppressed.code().endsWith(UNVERIFIABLE_SUFFIX);
		String type = unverifiable ? OperationTypes.UNVERIFIABLE : OperationTypes.REJECTED;
		return AuditEvent.builder(misuse ? OperationTypes.SESSION_MISUSE : type, now)
			.with(AuditField.ACTOR_TYPE, misuse ? null : "anonymous")
			.with(AuditField.DECISION, unverifiable ? null : "deny")
			.with(AuditField.OUTCOME, "failure")
			.with(AuditField.REASON, misuse ? SESSION_NOT_FOUND : suppressed.code())
			.with(AuditField.PROVIDER, suppressed.provider().isEmpty() ? null : suppressed.provider())
			.with(AuditField.COUNT, suppressed.count())
			.with(AuditField.ADDRESS, suppressed.prefix())
			.build();
	}

	void announce(OperationRecord record) {
		try {
			this.trail.require(this.events.intent(record), Urgency.INTENT);
		}
		catch (AuditUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.logger.error("The intent of a request could not be recorded", ex);
			throw new AuditUnavailableException("The intent of the request could not be recorded", ex);
		}
	}

	void complete(OperationRecord record, int status, @Nullable String error) {
		try {
			recordOutcome(record, status, error);
		}
		catch (AuditUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// an operation that waits for no record does not fail with it either
			this.logger.error("The record of a request could not be made", ex);
			if (record.getDelivery() != Delivery.ASYNC) {
				throw new AuditUnavailableException("The record of the request could not be made", ex);
			}
		}
	}

	private void recordOutcome(OperationRecord record, int status, @Nullable String error) {
		Actor actor = this.events.actor(record);
		Ending ending = ending(record, status, error, actor.isSomebody());
		if (!actor.isSomebody() && !ending.isSuccess() && !isExecuted(record, ending)) {
			if (isRecorded(record, ending)) {
				append(this.events.outcome(record, ending, actor), Urgency.REFUSAL);
			}
		}
		else if (record.getDelivery() == Delivery.ASYNC) {
			append(this.events.outcome(record, ending, actor), Urgency.ORDINARY);
		}
		else {
			this.trail.require(this.events.outcome(record, ending, actor), Urgency.AWAITED);
		}
	}

	// what was executed is recorded every time and as everything that is, whoever it was
	private static boolean isExecuted(OperationRecord record, Ending ending) {
		return record.isLetThrough() && !ending.refused() && !Handlers.isMissing(record.getRequest(), ending.status());
	}

	private void append(AuditEvent event, Urgency urgency) {
		CompletableFuture<Long> ignored = this.trail.append(event, urgency);
	}

	private boolean isRecorded(OperationRecord record, Ending ending) {
		return isRecorded(String.valueOf((ending.reason() != null) ? ending.reason() : ending.error()),
				ending.provider(), record.getContext());
	}

	private boolean isRecorded(String code, String provider, @Nullable RequestContext context) {
		String address = (context != null) ? context.getClientAddress() : null;
		return this.limiter.isRecorded(code, provider, (address != null) ? address : "");
	}

	private Ending ending(OperationRecord record, int status, @Nullable String error, boolean somebody) {
		String code = record.getCode(status);
		boolean unknown = record.isAuthenticationFailed();
		boolean unverifiable = code != null && code.endsWith(UNVERIFIABLE_SUFFIX)
				&& (!record.isLetThrough() || status == UNAVAILABLE);
		boolean denied = record.getDenial() != null || (unknown && !unverifiable);
		boolean refused = !unverifiable && (status == UNAUTHORIZED || status == FORBIDDEN || record.isEndedByDenial()
				|| (denied && !record.isLetThrough()) || (code != null && REFUSALS.contains(code)));
		String type = OperationEvents.type(record);
		if (refused && !somebody && (status == UNAUTHORIZED || (unknown && !record.isLetThrough()))) {
			type = OperationTypes.REJECTED;
		}
		else if (unverifiable && unknown) {
			type = OperationTypes.UNVERIFIABLE;
		}
		String decision = record.getDecisions().stream().anyMatch(OperationDecision::granted) ? "permit" : null;
		// the application knew that a caller who was let through could not be
		// authenticated
		String failure = (unknown && !unverifiable) ? null : code;
		return new Ending(type, status, refused, (refused || denied) ? "deny" : decision,
				(refused || denied) ? reason(record, status, somebody) : null,
				refused ? null : failure(status, (error != null) ? error : failure),
				this.providers.find(record.getClaims().get(UnverifiedClaims.ISSUER)));
	}

	private static String reason(OperationRecord record, int status, boolean somebody) {
		String code = record.getCode(status);
		if (code != null) {
			return code;
		}
		if (status == UNAUTHORIZED && !somebody) {
			return "missing_token";
		}
		OperationDecision denial = record.getDenial();
		return (denial != null && denial.reason() != null) ? denial.reason() : "access_denied";
	}

	private static @Nullable String failure(int status, @Nullable String code) {
		if (code != null) {
			return code;
		}
		if (status < BAD_REQUEST) {
			return null;
		}
		return (status == UNAVAILABLE) ? "unavailable" : "http_" + status;
	}

}
