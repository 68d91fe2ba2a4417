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

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * Captures and recalls the memories of the current user.
 *
 * @author Identifiabl Contributors
 */
@RestController
@RequestMapping("/api/memories")
class MemoryController {

	private static final int LATEST = 100;

	private final MemoryRepository memories;

	private final Clock clock;

	MemoryController(MemoryRepository memories, Clock clock) {
		this.memories = memories;
		this.clock = clock;
	}

	@GetMapping
	@PreAuthorize("hasAuthority('SCOPE_memories:read')")
	List<Memory> recall(@CurrentIdentity Identity identity) {
		return this.memories.findLatest(Owner.of(identity), LATEST);
	}

	@PostMapping
	@PreAuthorize("hasAuthority('SCOPE_memories:write')")
	@ResponseStatus(HttpStatus.CREATED)
	Memory capture(@CurrentIdentity Identity identity, @Valid @RequestBody NewMemory memory) {
		Memory captured = new Memory(UUID.randomUUID(), memory.text(), memory.emotion(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
		this.memories.save(Owner.of(identity), captured);
		return captured;
	}

}
