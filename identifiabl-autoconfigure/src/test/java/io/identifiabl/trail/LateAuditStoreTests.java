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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link LateAuditStore}.
 *
 * @author Identifiabl Contributors
 */
class LateAuditStoreTests {

	private static final long INTERVAL = 500_000_000L;

	private final List<String> attempts = new ArrayList<>();

	private @Nullable AuditStore database;

	private long nanoTime = -1;

	private final LateAuditStore store = new LateAuditStore(this::open, () -> this.nanoTime);

	private AuditStore open() {
		this.attempts.add("attempt");
		if (this.database == null) {
			throw new AuditStoreException("away", new IllegalStateException());
		}
		return this.database;
	}

	private void assertAway() {
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(this.store::getFrontier);
	}

	@Test
	void databaseThatIsAwayIsAskedOncePerInterval() {
		assertAway();
		assertAway();
		this.nanoTime += INTERVAL - 1;
		assertAway();
		assertThat(this.attempts).hasSize(1);
		this.nanoTime++;
		assertAway();
		assertThat(this.attempts).hasSize(2);
	}

	@Test
	void databaseThatIsThereIsOpenedOnce() {
		this.database = new InMemoryAuditStore(10);
		assertThat(this.store.getFrontier().getSize()).isZero();
		assertThat(this.store.getFirstIndex()).isZero();
		assertThat(this.attempts).hasSize(1);
	}

	@Test
	void listenerIsToldOfTheLogBeforeAnybodyUsesIt() {
		List<AuditStore> told = new ArrayList<>();
		this.store.whenOpened(told::add);
		assertAway();
		assertThat(told).isEmpty();
		this.database = new InMemoryAuditStore(10);
		this.nanoTime += INTERVAL;
		this.store.probe();
		this.store.probe();
		assertThat(told).containsExactly(this.database);
	}

	@Test
	void whoComesWhileItIsOpenedDoesNotWait() {
		this.database = new InMemoryAuditStore(10);
		this.store.whenOpened((opened) -> assertAway());
		assertThat(this.store.getFrontier().getSize()).isZero();
	}

}
