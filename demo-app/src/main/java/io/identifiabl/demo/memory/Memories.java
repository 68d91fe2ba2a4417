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

package io.identifiabl.demo.memory;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Service;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.identity.Identity;

/**
 * The memories of users, for every surface alike: nobody sees or forgets anybody else's,
 * and the audit trail tells which ones were seen.
 *
 * @author Identifiabl Contributors
 */
@Service
class Memories {

	private static final int LATEST = 100;

	private final MemoryRepository repository;

	private final Clock clock;

	Memories(MemoryRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	List<Memory> recall(Identity identity) {
		List<Memory> memories = this.repository.findLatest(Owner.of(identity), LATEST);
		memories.forEach((memory) -> touched(memory.id()));
		return memories;
	}

	Memory capture(Identity identity, NewMemory memory) {
		Memory captured = new Memory(UUID.randomUUID(), memory.text(), memory.emotion(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
		this.repository.save(Owner.of(identity), captured);
		touched(captured.id());
		return captured;
	}

	/**
	 * Forget a memory.
	 * @param identity whose memory it has to be
	 * @param id the memory
	 * @return whether there was such a memory of this user
	 */
	boolean forget(Identity identity, UUID id) {
		touched(id);
		return this.repository.delete(Owner.of(identity), id);
	}

	private static void touched(UUID id) {
		AuditContext.current().touched("memory", id.toString());
	}

}
