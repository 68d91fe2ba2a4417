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

import java.io.Serial;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;

/**
 * An event that the audit trail need not store: it is part of a record already, or of a
 * request that nothing is recorded of. Nobody else can make one, whatever is in the data
 * of an event.
 *
 * @author Identifiabl Contributors
 */
final class RecordedEvent extends AuditEvent {

	@Serial
	private static final long serialVersionUID = 1L;

	RecordedEvent(Instant timestamp, @Nullable String principal, String type, Map<String, @Nullable Object> data) {
		super(timestamp, principal, type, data);
	}

}
