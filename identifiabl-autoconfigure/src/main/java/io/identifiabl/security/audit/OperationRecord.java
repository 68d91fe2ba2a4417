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

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventIds;
import io.identifiabl.context.RequestContext;

/**
 * The record of one request while it is being made. Whoever decides something adds it
 * here; exactly one event comes out of it, whatever happens and however often it is
 * completed. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationRecord {

	private static final ThreadLocal<@Nullable OperationRecord> CURRENT = new ThreadLocal<>();

	private static final String ATTRIBUTE = OperationRecord.class.getName();

	private static final int MAX_DECISIONS = 16;

	private final OperationRecorder recorder;

	private final HttpServletRequest request;

	private final String id;

	private final Instant startedAt;

	private final long startedNanos = System.nanoTime();

	private final AuditContext auditContext = new AuditContext();

	private final Set<OperationDecision> decisions = new LinkedHashSet<>();

	private @Nullable RequestContext context;

	private @Nullable Authentication authentication;

	private @Nullable McpOperation operation;

	private @Nullable String code;

	private boolean authenticationFailed;

	private Map<String, String> claims = Map.of();

	private Delivery delivery;

	private boolean announced;

	private boolean completed;

	private volatile boolean unavailable;

	OperationRecord(OperationRecorder recorder, HttpServletRequest request, Instant startedAt, Delivery delivery) {
		this.recorder = recorder;
		this.request = request;
		this.id = EventIds.create(startedAt);
		this.startedAt = startedAt;
		this.delivery = delivery;
		request.setAttribute(ATTRIBUTE, this);
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
	 * Make this the record of what the thread is doing, until the scope is closed.
	 * @return a scope that must be closed by the same thread, in reverse order of opening
	 */
	public AuditContext.Scope open() {
		OperationRecord previous = CURRENT.get();
		CURRENT.set(this);
		AuditContext.Scope scope = this.auditContext.open();
		return () -> {
			scope.close();
			if (previous != null) {
				CURRENT.set(previous);
			}
			else {
				CURRENT.remove();
			}
		};
	}

	/**
	 * Return the id of the event that comes out of this.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Set what is known about the request by now.
	 * @param newContext the context
	 */
	public synchronized void setContext(RequestContext newContext) {
		this.context = newContext;
	}

	/**
	 * Add that somebody was authenticated.
	 * @param newAuthentication who
	 */
	public synchronized void authenticated(Authentication newAuthentication) {
		this.authentication = newAuthentication;
		decided(OperationDecision.authentication(true, null));
	}

	/**
	 * Add that somebody could not be authenticated.
	 * @param reason a fixed code
	 * @param token the token, {@code null} if there is none; only what it claims is kept
	 */
	public synchronized void authenticationFailed(String reason, @Nullable String token) {
		this.authenticationFailed = true;
		this.code = reason;
		this.claims = (token != null) ? UnverifiedClaims.read(token) : Map.of();
		decided(OperationDecision.authentication(false, reason));
	}

	/**
	 * Add a decision. The same one is not added twice, and very many are not kept.
	 * @param decision the decision
	 */
	public synchronized void decided(OperationDecision decision) {
		if (this.decisions.size() < MAX_DECISIONS) {
			this.decisions.add(decision);
		}
	}

	/**
	 * Set why the request is refused or fails.
	 * @param newCode a fixed code
	 */
	public synchronized void failed(String newCode) {
		if (!this.authenticationFailed) {
			this.code = newCode;
		}
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
	 * Return when records have to be durable of which nothing else is said.
	 * @return the delivery
	 */
	public Delivery getDefaultDelivery() {
		return this.recorder.getDelivery();
	}

	/**
	 * Return whether the request is a message to the MCP server.
	 * @return whether it was read as one
	 */
	public synchronized boolean isMcp() {
		return this.operation != null;
	}

	/**
	 * Record what is about to be done, if that has to be recorded before it is.
	 * @throws AuditUnavailableException if it cannot be, and must not be done
	 */
	public void announce() {
		synchronized (this) {
			if (this.announced || this.completed || this.delivery != Delivery.STRICT) {
				return;
			}
			this.announced = true;
		}
		boolean recorded = false;
		try {
			this.recorder.announce(this);
			recorded = true;
		}
		finally {
			this.unavailable |= !recorded;
		}
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
	 * Set that the caller is told that nothing was done, or that the result is withheld,
	 * so that this answer can be returned.
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
		return new ArrayList<>(this.decisions);
	}

	synchronized @Nullable RequestContext getContext() {
		return this.context;
	}

	synchronized @Nullable Authentication getAuthentication() {
		return this.authentication;
	}

	synchronized @Nullable McpOperation getOperation() {
		return this.operation;
	}

	synchronized @Nullable String getCode() {
		return this.code;
	}

	synchronized boolean isAuthenticationFailed() {
		return this.authenticationFailed;
	}

	synchronized Map<String, String> getClaims() {
		return this.claims;
	}

	synchronized Delivery getDelivery() {
		return this.delivery;
	}

	synchronized boolean isAnnounced() {
		return this.announced;
	}

}
