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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.trail.RefusalLimiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OperationRecord}: what is announced before it is done.
 *
 * @author Identifiabl Contributors
 */
class OperationRecordTests {

	private final EventTrail trail = new EventTrail();

	private final OperationRecord record = new OperationRecorder(this.trail, (authentication) -> null,
			new RefusalLimiter(20, Clock.systemUTC()), Map.of(), Delivery.STRICT, Clock.systemUTC())
		.begin(new MockHttpServletRequest("POST", "/api/orders"));

	@Test
	void announceWhenItWasAnnouncedThenIsDoneOnce() {
		this.record.announce();
		this.record.announce();
		this.record.letThrough(null);
		this.record.complete(200, null);
		assertThat(this.trail.events).extracting((event) -> event.get(AuditField.PHASE))
			.containsExactly("intent", "outcome");
		assertThat(this.trail.events).extracting((event) -> event.get(AuditField.CALL))
			.containsExactly(this.record.getId(), this.record.getId());
	}

	@Test
	void announceWhenTheStoreFailedThenIsNotAnnounced() {
		this.trail.unavailable = true;
		assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(this.record::announce);
		assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(this.record::announce);
		this.trail.unavailable = false;
		this.record.announce();
		assertThat(this.trail.events).singleElement()
			.extracting((event) -> event.get(AuditField.PHASE))
			.isEqualTo("intent");
	}

	@Test
	void outcomeWhenTheAnnouncementFailedThenIsNoOutcomeOfOne() {
		this.trail.unavailable = true;
		assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(this.record::announce);
		this.trail.unavailable = false;
		this.record.letThrough(null);
		this.record.complete(200, null);
		assertThat(this.trail.events).singleElement()
			.satisfies((event) -> assertThat(event.get(AuditField.PHASE)).isNull())
			.satisfies((event) -> assertThat(event.get(AuditField.CALL)).isNull());
	}

	// nothing would say that it was done
	@Test
	void announceWhenTheRecordIsMadeAlreadyThenFails() {
		this.record.complete(200, null);
		assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(this.record::announce);
	}

}
