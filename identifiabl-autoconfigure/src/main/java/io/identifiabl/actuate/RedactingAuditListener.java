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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AbstractAuditListener;

import io.identifiabl.audit.TokenTexts;

/**
 * Stores audit events, whoever published them, without anything that looks like a token.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RedactingAuditListener extends AbstractAuditListener {

	private final AuditEventRepository repository;

	/**
	 * Create a listener.
	 * @param repository where events are stored
	 */
	public RedactingAuditListener(AuditEventRepository repository) {
		this.repository = repository;
	}

	@Override
	protected void onAuditEvent(AuditEvent event) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		event.getData()
			.forEach((name, value) -> data.put(name,
					TokenTexts.holdToken(String.valueOf(value)) ? TokenTexts.REDACTED : value));
		String principal = TokenTexts.holdToken(String.valueOf(event.getPrincipal())) ? TokenTexts.REDACTED
				: event.getPrincipal();
		this.repository.add((event instanceof RecordedEvent)
				? new RecordedEvent(event.getTimestamp(), principal, event.getType(), data)
				: new AuditEvent(event.getTimestamp(), principal, event.getType(), data));
	}

}
