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

package io.identifiabl.audit.memory;

import java.time.Instant;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.trail.Events;
import io.identifiabl.test.audit.AuditStoreCompatibilityKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link InMemoryAuditStore}.
 *
 * @author Identifiabl Contributors
 */
class InMemoryAuditStoreTests extends AuditStoreCompatibilityKit {

	@Override
	protected AuditStore createStore() {
		return new InMemoryAuditStore(10_000);
	}

	@Test
	void oldestRecordsAreForgottenWhenThereAreTooMany() {
		InMemoryAuditStore small = new InMemoryAuditStore(300);
		small.append(LongStream.range(0, 600).mapToObj(Events::entry).toList());
		assertThat(small.getFirstIndex()).isEqualTo(256);
		assertThat(small.getFrontier().getSize()).isEqualTo(600);
	}

	@Test
	void verificationIsTheTurnOfOneNodeAtATime() {
		InMemoryAuditStore shared = new InMemoryAuditStore(300);
		Instant now = Instant.EPOCH;
		assertThat(shared.takeVerificationTurn("one", 256, now, now.plusSeconds(60))).isEqualTo(256);
		assertThat(shared.takeVerificationTurn("two", 0, now.plusSeconds(59), now.plusSeconds(119))).isEqualTo(-1);
		assertThat(shared.takeVerificationTurn("one", 512, now.plusSeconds(59), now.plusSeconds(60))).isEqualTo(512);
		assertThat(shared.takeVerificationTurn("two", 0, now.plusSeconds(60), now.plusSeconds(120))).isEqualTo(512);
	}

	@Test
	void limitIsThatOfAPage() {
		assertThatIllegalArgumentException().isThrownBy(() -> AuditQuery.all().limit(0));
		assertThatIllegalArgumentException().isThrownBy(() -> AuditQuery.all().limit(1001));
	}

}
