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

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * The memories of the current user, for the app on a phone.
 *
 * @author Identifiabl Contributors
 */
@RestController
@RequestMapping("/api/memories")
class MemoryController {

	private final Memories memories;

	MemoryController(Memories memories) {
		this.memories = memories;
	}

	@GetMapping
	@RequireScope("memories:read")
	List<Memory> recall(@CurrentIdentity Identity identity) {
		return this.memories.recall(identity);
	}

	@PostMapping
	@RequireScope("memories:write")
	@ResponseStatus(HttpStatus.CREATED)
	Memory capture(@CurrentIdentity Identity identity, @Valid @RequestBody NewMemory memory) {
		return this.memories.capture(identity, memory);
	}

	@DeleteMapping("/{id}")
	@RequireScope("memories:delete")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void forget(@CurrentIdentity Identity identity, @PathVariable UUID id) {
		if (!this.memories.forget(identity, id)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

}
