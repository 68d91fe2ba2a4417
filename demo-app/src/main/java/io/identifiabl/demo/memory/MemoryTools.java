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

import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpTool.McpAnnotations;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.stereotype.Component;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * The memories as an AI client sees them: one line per tool says what its user has to
 * have agreed to.
 *
 * @author Identifiabl Contributors
 */
@Component
class MemoryTools {

	private final Memories memories;

	MemoryTools(Memories memories) {
		this.memories = memories;
	}

	@McpTool(description = "Saves a memory of the user: what happened and, if it is known, how it felt.",
			annotations = @McpAnnotations(title = "Save a memory", destructiveHint = false, openWorldHint = false))
	@RequireScope("memories:write")
	Memory saveMemory(@CurrentIdentity Identity identity,
			@McpToolParam(description = "What happened, up to 2000 characters") String text,
			@McpToolParam(description = "How it felt, in one or two words",
					required = false) @Nullable String emotion) {
		try {
			return this.memories.capture(identity, new NewMemory(text, emotion));
		}
		catch (ConstraintViolationException ex) {
			throw new UnusableMemoryException(ex);
		}
	}

	@McpTool(description = "Recalls the latest memories of the user, newest first.",
			annotations = @McpAnnotations(title = "Recall memories", readOnlyHint = true, destructiveHint = false,
					idempotentHint = true, openWorldHint = false))
	@RequireScope("memories:read")
	Recollection recallMemories(@CurrentIdentity Identity identity) {
		return new Recollection(this.memories.recall(identity));
	}

	@McpTool(description = "Forgets one memory of the user for good.",
			annotations = @McpAnnotations(title = "Forget a memory", destructiveHint = true, idempotentHint = true,
					openWorldHint = false))
	@RequireScope("memories:delete")
	String forgetMemory(@CurrentIdentity Identity identity,
			@McpToolParam(description = "The id of the memory, as recallMemories tells it") UUID id) {
		return this.memories.forget(identity, id) ? "Forgotten" : "There is no such memory";
	}

	/**
	 * Memories, as the object that a tool's structured result has to be.
	 *
	 * @param memories the latest memories
	 */
	record Recollection(List<Memory> memories) {

	}

}
