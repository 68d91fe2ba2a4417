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
 * Keeps every session to the caller who started it. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionBinding {

	private final McpSessions sessions;

	private final IdentityResolver identityResolver;

	private final ApplicationEventPublisher events;

	SessionBinding(McpSessions sessions, IdentityResolver identityResolver, ApplicationEventPublisher events) {
		this.sessions = sessions;
		this.identityResolver = identityResolver;
		this.events = events;
	}

	void bind(String sessionId, @Nullable Authentication authentication) {
		this.sessions.bind(sessionId, owner(authentication));
	}

	void forget(String sessionId) {
		this.sessions.forget(sessionId);
	}

	// without an id there is no session to use; the server says what it thinks of that
	boolean isOwn(@Nullable String sessionId, @Nullable Authentication authentication) {
		if (sessionId == null) {
			return true;
		}
		McpSessions.Access access = this.sessions.access(sessionId, owner(authentication));
		if (access == McpSessions.Access.FOREIGN) {
			this.events.publishEvent(new SessionMisuseEvent(OperationAuthorizer.orNobody(authentication)));
		}
		return access == McpSessions.Access.OWN;
	}

	private SessionOwner owner(@Nullable Authentication authentication) {
		if (!OperationAuthorizer.isAuthenticated(authentication)) {
			return SessionOwner.ANONYMOUS;
		}
		Identity identity = this.identityResolver.resolve(authentication);
		return (identity != null) ? new SessionOwner(identity.getPrincipalKey(), identity.getClientId())
				: new SessionOwner(OperationAuthorizer.orNobody(authentication).getName(), null);
	}

}
