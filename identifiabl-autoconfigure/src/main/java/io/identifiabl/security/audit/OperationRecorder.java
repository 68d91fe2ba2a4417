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

package io.identifiabl.security.audit;

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
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.audit.OperationEvents.Actor;
import io.identifiabl.security.audit.OperationEvents.Ending;
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

	private static final Set<String> REFUSALS = Set.of("session_not_found", "insufficient_scope", "access_denied",
			"missing_token");

	private final Log logger = LogFactory.getLog(getClass());

	private final AuditTrail trail;

	private final IdentityResolver identityResolver;

	private final RefusalLimiter limiter;

	private final Map<String, String> providers;

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
		this.providers = Map.copyOf(providers);
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
	 * Record that somebody came with the session of somebody else.
	 */
	public void recordSessionMisuse() {
		append(createEvent(OperationTypes.SESSION_MISUSE).with(AuditField.DECISION, "deny")
			.with(AuditField.OUTCOME, "failure")
			.with(AuditField.REASON, "session_not_found")
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
		refusals.forEach((suppressed) -> append(AuditEvent.builder(OperationTypes.REJECTED, now)
			.with(AuditField.ACTOR_TYPE, "anonymous")
			.with(AuditField.DECISION, "deny")
			.with(AuditField.OUTCOME, "failure")
			.with(AuditField.REASON, suppressed.code())
			.with(AuditField.PROVIDER, suppressed.provider().isEmpty() ? null : suppressed.provider())
			.with(AuditField.COUNT, suppressed.count())
			.with(AuditField.ADDRESS, suppressed.prefix())
			.build(), Urgency.ORDINARY));
	}

	void announce(OperationRecord record) {
		this.trail.require(this.events.intent(record), Urgency.INTENT);
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
		boolean somebody = actor.isSomebody();
		Ending ending = ending(record, status, error, somebody);
		if (!somebody && !ending.isSuccess()) {
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

	private void append(AuditEvent event, Urgency urgency) {
		CompletableFuture<Long> ignored = this.trail.append(event, urgency);
	}

	private boolean isRecorded(OperationRecord record, Ending ending) {
		RequestContext context = record.getContext();
		String address = (context != null) ? context.getClientAddress() : null;
		return this.limiter.isRecorded(String.valueOf((ending.reason() != null) ? ending.reason() : ending.error()),
				ending.provider(), (address != null) ? address : "");
	}

	private Ending ending(OperationRecord record, int status, @Nullable String error, boolean somebody) {
		String code = record.getCode();
		boolean unverifiable = code != null && code.endsWith(UNVERIFIABLE_SUFFIX);
		boolean refused = !unverifiable && (status == UNAUTHORIZED || status == FORBIDDEN
				|| record.isAuthenticationFailed() || (code != null && REFUSALS.contains(code)));
		String type = OperationEvents.type(record);
		if (refused && !somebody && (record.isAuthenticationFailed() || status == UNAUTHORIZED)) {
			type = OperationTypes.REJECTED;
		}
		else if (unverifiable && record.isAuthenticationFailed()) {
			type = OperationTypes.UNVERIFIABLE;
		}
		String decision = record.getDecisions().stream().anyMatch(OperationDecision::granted) ? "permit" : null;
		String issuer = record.getClaims().get(UnverifiedClaims.ISSUER);
		return new Ending(type, status, refused, refused ? "deny" : decision,
				refused ? reason(code, status, somebody) : null,
				refused ? null : failure(status, (error != null) ? error : code),
				(issuer != null) ? this.providers.getOrDefault(issuer, "") : "");
	}

	private static String reason(@Nullable String code, int status, boolean somebody) {
		if (code != null) {
			return code;
		}
		return (status == UNAUTHORIZED && !somebody) ? "missing_token" : "access_denied";
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
