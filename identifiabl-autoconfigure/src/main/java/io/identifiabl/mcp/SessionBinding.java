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

package io.identifiabl.mcp;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;

import io.identifiabl.identity.Identity;
import io.identifiabl.mcp.McpSessions.SessionOwner;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.SessionMisuseEvent;

/**
 * Keeps every session to the caller who started it, and the number of sessions within
 * bounds. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionBinding {

	private final McpSessions sessions;

	private final boolean enforced;

	private final IdentityResolver identityResolver;

	private final ApplicationEventPublisher events;

	/**
	 * Create an instance.
	 * @param sessions whose session is whose
	 * @param enforced whether a session can only be used by its owner
	 * @param identityResolver tells the identity behind an authentication
	 * @param events is told about misuse
	 */
	SessionBinding(McpSessions sessions, boolean enforced, IdentityResolver identityResolver,
			ApplicationEventPublisher events) {
		this.sessions = sessions;
		this.enforced = enforced;
		this.identityResolver = identityResolver;
		this.events = events;
	}

	boolean mayStart(@Nullable Authentication caller, String address) {
		return this.sessions.mayStart(owner(caller), address);
	}

	void bind(String sessionId, @Nullable Authentication caller, String address) {
		this.sessions.bind(sessionId, owner(caller), address);
	}

	void forget(String sessionId) {
		this.sessions.forget(sessionId);
	}

	boolean subscribe(String sessionId, String uri) {
		return this.sessions.subscribe(sessionId, uri);
	}

	@Nullable String pollEnded() {
		return this.sessions.pollEnded();
	}

	void endLater(String sessionId) {
		this.sessions.endLater(sessionId);
	}

	boolean isOwn(String sessionId, @Nullable Authentication caller) {
		// asked in any case, since a session that is used is kept
		McpSessions.Access access = this.sessions.access(sessionId, owner(caller));
		return (!this.enforced || access == McpSessions.Access.OWN) && !this.sessions.isEnded(sessionId);
	}

	/**
	 * Publish that a caller came with a session that was refused, if it is somebody
	 * else's.
	 * @param sessionId the session
	 * @param caller who came with it
	 */
	void publishMisuse(String sessionId, @Nullable Authentication caller) {
		if (this.sessions.access(sessionId, owner(caller)) == McpSessions.Access.FOREIGN) {
			this.events.publishEvent(new SessionMisuseEvent(OperationAuthorizer.orNobody(caller)));
		}
	}

	private SessionOwner owner(@Nullable Authentication caller) {
		if (!OperationAuthorizer.isAuthenticated(caller)) {
			return SessionOwner.ANONYMOUS;
		}
		Identity identity = this.identityResolver.resolve(caller);
		return (identity != null) ? new SessionOwner(identity.getPrincipalKey(), identity.getClientId())
				: SessionOwner.named(OperationAuthorizer.orNobody(caller).getName());
	}

}
