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

package io.identifiabl.trail;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.operation.AuditProperties;

/**
 * The log where there is nothing else to keep it in.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnMissingBean(AuditStore.class)
class MemoryAuditConfiguration {

	private static final Log logger = LogFactory.getLog(MemoryAuditConfiguration.class);

	private static final int CAPACITY = 10_000;

	@Bean("identifiablAuditStore")
	AuditStore auditStore(AuditProperties audit) {
		return switch (audit.getStore()) {
			case JDBC -> throw AuditFailures.noDatabase();
			case MEMORY -> new InMemoryAuditStore(CAPACITY);
			case AUTO -> memory("there is no database, or more than one");
		};
	}

	static AuditStore memory(String reason) {
		logger.warn("The audit trail is kept in memory, since " + reason + ". It holds the latest " + CAPACITY
				+ " records and ends with this process. Set identifiabl.audit.store=jdbc to insist on a database, or "
				+ "=memory if that is meant.");
		return new InMemoryAuditStore(CAPACITY);
	}

}
