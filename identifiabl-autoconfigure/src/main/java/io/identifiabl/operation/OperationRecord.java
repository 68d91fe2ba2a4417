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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventIds;
import io.identifiabl.context.RequestContext;
import io.identifiabl.security.context.ContextFollower;
import io.identifiabl.security.web.Problem;

/**
 * The record of one request while it is being made. Whoever decides something adds it
 * here; exactly one event comes out of it, whatever happens and however often it is
 * completed. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationRecord implements ContextFollower {

	private static final ThreadLocal<@Nullable OperationRecord> CURRENT = new ThreadLocal<>();

	private static final String ATTRIBUTE = OperationRecord.class.getName();

	private final OperationRecorder recorder;

	private final HttpServletRequest request;

	private final String id;

	private final Instant startedAt;

	private final long startedNanos = System.nanoTime();

	private final AuditContext auditContext = new AuditContext();

	private final RecordedDecisions decisions = new RecordedDecisions();

	private @Nullable RequestContext context;

	private final RecordedCaller caller = new RecordedCaller();

	private @Nullable McpOperation operation;

	private @Nullable String code;

	private Delivery delivery;

	private boolean announced;

	private boolean completed;

	private boolean underWay;

	private volatile boolean unavailable;

	OperationRecord(OperationRecorder recorder, HttpServletRequest request, Instant startedAt, Delivery delivery) {
		this.recorder = recorder;
		this.request = request;
		this.id = EventIds.create(startedAt);
		this.startedAt = startedAt;
		this.delivery = delivery;
		request.setAttribute(ATTRIBUTE, this);
		ContextFollower.register(request, this);
	}

	/**
	 * Return the record of what this thread is doing.
	 * @return the record, {@code null} outside of a request or if none is made
	 */
	public static @Nullable OperationRecord current() {
		return CURRENT.get();
	}

	/**
	 * Return the record of a request.
	 * @param request the request
	 * @return its record, {@code null} if none is made
	 */
	public static @Nullable OperationRecord find(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof OperationRecord record) ? record : null;
	}

	/**
	 * Make this the record of what the thread is doing, until the scope is closed. What
	 * other work left on the thread is not given back.
	 * @return a scope that must be closed by the same thread, in reverse order of opening
	 */
	// whether it is this very record
	@SuppressWarnings("ReferenceEquality")
	public AuditContext.Scope open() {
		boolean within = CURRENT.get() == this;
		enter();
		return within ? this::enter : OperationRecord::leave;
	}

	private void enter() {
		CURRENT.set(this);
		this.auditContext.open();
	}

	private static void leave() {
		CURRENT.remove();
		AuditContext.clear();
	}

	/**
	 * Return the id of the event that comes out of this.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	@Override
	public Runnable follow(RequestContext newContext) {
		setContext(newContext);
		return open()::close;
	}

	/**
	 * Set what is known about the request by now. Once it has an identity, that stays: a
	 * request that is processed inside this one, for somebody else, does not change who
	 * this one is from.
	 * @param newContext the context
	 */
	synchronized void setContext(RequestContext newContext) {
		RequestContext known = this.context;
		if (known != null && known.getIdentity() != null && !known.getIdentity().equals(newContext.getIdentity())) {
			return;
		}
		this.context = newContext;
		if (newContext.getIdentity() != null) {
			this.caller.identified();
		}
	}

	/**
	 * Set who the security filter chain let through. From now on the request is executed,
	 * and it is this caller's, whoever else is authenticated while it is.
	 * @param newCaller the caller, {@code null} or anonymous if it needs none
	 */
	public synchronized void letThrough(@Nullable Authentication newCaller) {
		this.caller.letThrough(newCaller);
	}

	/**
	 * Set whom a decision was about that keeps the request from being executed.
	 * @param newCaller the caller, {@code null} or anonymous if nobody was authenticated
	 */
	public synchronized void stopped(@Nullable Authentication newCaller) {
		this.caller.stopped(newCaller);
	}

	/**
	 * Add that somebody was authenticated. That is the caller only while the request has
	 * none; afterwards it is something that the caller does.
	 * @param newAuthentication who
	 */
	public synchronized void authenticated(Authentication newAuthentication) {
		decided(this.caller.authenticated(newAuthentication));
	}

	/**
	 * Add that somebody could not be authenticated. That is the caller only while the
	 * request has none; afterwards it is something that the caller does.
	 * @param reason a fixed code
	 * @param token the token, {@code null} if there is none; only what it claims is kept
	 * @param present who the request was from until then, {@code null} or anonymous if it
	 * was from nobody
	 */
	public synchronized void authenticationFailed(String reason, @Nullable String token,
			@Nullable Authentication present) {
		decided(this.caller.failed(reason, token, present));
	}

	synchronized void reported(String reason, @Nullable String token) {
		decided(this.caller.reported(reason, token));
	}

	synchronized @Nullable Authentication getPresent() {
		return this.caller.getPresent();
	}

	/**
	 * Add a decision. The same one is not added twice, and very many are not kept, but
	 * the first denial always is.
	 * @param decision the decision
	 */
	public synchronized void decided(OperationDecision decision) {
		this.decisions.add(decision);
	}

	/**
	 * Add that the operation was ended by a denial, whatever the application answers.
	 * @param decision the denial, which may have been added when it was made
	 */
	public synchronized void endedBy(OperationDecision decision) {
		this.decisions.endedBy(decision);
	}

	/**
	 * Set why it is refused or fails, in a way that has no status.
	 * @param newCode a fixed code
	 */
	public synchronized void failed(String newCode) {
		this.code = newCode;
	}

	/**
	 * Set that the request is a message to the MCP server.
	 * @param newOperation what it asks for
	 * @param newDelivery when its record has to be durable
	 */
	public synchronized void performs(McpOperation newOperation, Delivery newDelivery) {
		this.operation = newOperation;
		this.delivery = newDelivery;
	}

	/**
	 * Set that the operation has begun and that whoever runs it tells how it ends, though
	 * it may send messages to the client before.
	 */
	public synchronized void begun() {
		this.underWay = true;
	}

	synchronized boolean isUnderWay() {
		return this.underWay && !this.completed;
	}

	/**
	 * Record what is about to be done, if that has to be recorded before it is.
	 * @throws AuditUnavailableException if it cannot be, and must not be done; also if
	 * the record says already how the request ended
	 */
	public void announce() {
		synchronized (this) {
			if (this.announced || this.delivery != Delivery.STRICT) {
				return;
			}
			if (this.completed) {
				throw new AuditUnavailableException("The record of this request is made already");
			}
		}
		boolean recorded = false;
		try {
			this.recorder.announce(this);
			recorded = true;
		}
		finally {
			announced(recorded);
		}
	}

	private synchronized void announced(boolean recorded) {
		this.announced |= recorded;
		this.unavailable |= !recorded;
	}

	/**
	 * Record how it ended. Only the first time counts.
	 * @param status the status of the response, 0 if it is not known yet
	 * @param error a fixed code of a failure, {@code null} if there was none
	 * @throws AuditUnavailableException if the event has to be durable before the
	 * response is returned, and is not; also every time after that
	 */
	public void complete(int status, @Nullable String error) {
		boolean first;
		synchronized (this) {
			first = !this.completed;
			this.completed = true;
		}
		if (first) {
			boolean recorded = false;
			try {
				this.recorder.complete(this, status, error);
				recorded = true;
			}
			finally {
				this.unavailable |= !recorded;
			}
		}
		else if (this.unavailable) {
			throw new AuditUnavailableException("The audit trail is not available");
		}
	}

	/**
	 * Set that the caller is told that nothing was done, or the result is withheld.
	 */
	public void withheld() {
		synchronized (this) {
			this.completed = true;
		}
		this.unavailable = false;
	}

	/**
	 * Return whether the response must not be returned, or nothing must be done.
	 * @return whether something that had to be durable is not
	 */
	public boolean isUnavailable() {
		return this.unavailable;
	}

	HttpServletRequest getRequest() {
		return this.request;
	}

	Instant getStartedAt() {
		return this.startedAt;
	}

	long getMicroseconds() {
		return (System.nanoTime() - this.startedNanos) / 1000;
	}

	AuditContext getAuditContext() {
		return this.auditContext;
	}

	synchronized List<OperationDecision> getDecisions() {
		return this.decisions.toList();
	}

	synchronized @Nullable RequestContext getContext() {
		return this.context;
	}

	synchronized @Nullable Authentication getAuthentication() {
		return this.caller.getAuthentication();
	}

	synchronized @Nullable McpOperation getOperation() {
		return this.operation;
	}

	// an answer that the application replaced by another one counts no more
	synchronized @Nullable String getCode(int status) {
		String failure = this.caller.getFailure();
		if (failure != null) {
			return failure;
		}
		Problem answered = Problem.find(this.request);
		return (answered != null && (status == 0 || status == answered.status())) ? answered.code() : this.code;
	}

	synchronized boolean isAuthenticationFailed() {
		return this.caller.getFailure() != null;
	}

	synchronized boolean isLetThrough() {
		return this.caller.isLetThrough();
	}

	synchronized @Nullable OperationDecision getDenial() {
		return this.decisions.getDenial();
	}

	synchronized boolean isEndedByDenial() {
		return this.decisions.isEnded();
	}

	synchronized Map<String, String> getClaims() {
		return this.caller.getClaims();
	}

	synchronized Delivery getDelivery() {
		return this.delivery;
	}

	synchronized boolean isAnnounced() {
		return this.announced;
	}

}
