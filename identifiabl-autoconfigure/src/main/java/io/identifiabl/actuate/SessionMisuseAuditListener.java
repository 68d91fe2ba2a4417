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

import java.util.Map;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.security.core.Authentication;

import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.SessionMisuseEvent;

/**
 * Records attempts to use the session of somebody else. The session's id is a secret and
 * no part of the record.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SessionMisuseAuditListener implements ApplicationListener<SessionMisuseEvent> {

	/**
	 * The type of the recorded events.
	 */
	public static final String SESSION_MISUSE = "SESSION_MISUSE";

	private final AuditRecords records;

	private final ApplicationEventPublisher events;

	/**
	 * Create a listener.
	 * @param identityResolver tells the identity behind an authentication
	 * @param events takes the records
	 */
	public SessionMisuseAuditListener(IdentityResolver identityResolver, ApplicationEventPublisher events) {
		this.records = new AuditRecords(identityResolver);
		this.events = events;
	}

	@Override
	public void onApplicationEvent(SessionMisuseEvent event) {
		Authentication authentication = event.getAuthentication();
		this.events.publishEvent(new AuditApplicationEvent(this.records.create(SESSION_MISUSE, authentication,
				authentication.getName(), Map.of(AuditRecords.CODE, "session_not_found"))));
	}

}
