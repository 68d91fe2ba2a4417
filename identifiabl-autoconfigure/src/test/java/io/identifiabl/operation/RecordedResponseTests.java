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
import org.springframework.mock.web.MockHttpServletResponse;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.trail.RefusalLimiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordedResponseTests {

	private final EventTrail trail = new EventTrail();

	private final OperationRecord record = new OperationRecorder(this.trail, (authentication) -> null,
			new RefusalLimiter(20, Clock.systemUTC()), Map.of(), Delivery.SYNC, Clock.systemUTC())
		.begin(new MockHttpServletRequest("POST", "/mcp"));

	private final MockHttpServletResponse container = new MockHttpServletResponse();

	private final RecordedResponse response = new RecordedResponse(this.container, this.record);

	@Test
	void flushWhenNothingIsUnderWayThenRecordsFirst() throws Exception {
		this.response.flushBuffer();
		assertThat(this.trail.events).hasSize(1);
	}

	@Test
	void flushWhenOperationIsUnderWayThenItsEndIsRecorded() throws Exception {
		this.record.begun();
		this.response.flushBuffer();
		assertThat(this.trail.events).isEmpty();
		this.record.complete(0, "tool_error");
		assertThat(this.trail.events).singleElement()
			.extracting((event) -> event.get(AuditField.ERROR))
			.isEqualTo("tool_error");
	}

	@Test
	void redirectWhenRecordCannotBeKeptThenIsNotSent() {
		this.trail.unavailable = true;
		assertThatExceptionOfType(AuditUnavailableException.class)
			.isThrownBy(() -> this.response.sendRedirect("/done", 303));
		assertThat(this.container.getRedirectedUrl()).isNull();
	}

	@Test
	void redirectOfAnyFormIsRecordedOnce() throws Exception {
		this.response.sendRedirect("/done", 303, true);
		assertThat(this.trail.events).hasSize(1);
	}

}
