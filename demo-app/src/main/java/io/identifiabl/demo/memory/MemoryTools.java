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

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpTool.McpAnnotations;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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

	private final Validator validator;

	private final JsonMapper jsonMapper;

	MemoryTools(Memories memories, Validator validator, JsonMapper jsonMapper) {
		this.memories = memories;
		this.validator = validator;
		this.jsonMapper = jsonMapper;
	}

	@McpTool(description = "Saves a memory of the user: what happened and, if it is known, how it felt.",
			annotations = @McpAnnotations(title = "Save a memory", destructiveHint = false, openWorldHint = false))
	@RequireScope("memories:write")
	CallToolResult saveMemory(@CurrentIdentity Identity identity,
			@McpToolParam(description = "What happened, up to 2000 characters") String text,
			@McpToolParam(description = "How it felt, in one or two words",
					required = false) @Nullable String emotion) {
		NewMemory memory = new NewMemory(text, emotion);
		Set<ConstraintViolation<NewMemory>> violations = this.validator.validate(memory);
		return violations.isEmpty() ? answer(this.memories.capture(identity, memory)) : error(describe(violations));
	}

	@McpTool(description = "Recalls the latest memories of the user, newest first.",
			annotations = @McpAnnotations(title = "Recall memories", readOnlyHint = true, destructiveHint = false,
					idempotentHint = true, openWorldHint = false))
	@RequireScope("memories:read")
	CallToolResult recallMemories(@CurrentIdentity Identity identity) {
		return answer(this.memories.recall(identity));
	}

	@McpTool(description = "Forgets one memory of the user for good.",
			annotations = @McpAnnotations(title = "Forget a memory", destructiveHint = true, idempotentHint = true,
					openWorldHint = false))
	@RequireScope("memories:delete")
	CallToolResult forgetMemory(@CurrentIdentity Identity identity,
			@McpToolParam(description = "The id of the memory, as recallMemories tells it") String id) {
		UUID parsed = parse(id);
		return (parsed != null && this.memories.forget(identity, parsed)) ? answer(Map.of("forgotten", id))
				: error("The user has no such memory; recallMemories tells the ids of those that there are");
	}

	private static @Nullable UUID parse(String id) {
		try {
			return UUID.fromString(id);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static String describe(Set<ConstraintViolation<NewMemory>> violations) {
		return violations.stream()
			.map((violation) -> violation.getPropertyPath() + " " + violation.getMessage())
			.sorted()
			.collect(Collectors.joining(", "));
	}

	private CallToolResult answer(Object value) {
		return CallToolResult.builder().addTextContent(this.jsonMapper.writeValueAsString(value)).build();
	}

	// for the model, which can correct itself
	private static CallToolResult error(String text) {
		return CallToolResult.builder().addTextContent(text).isError(true).build();
	}

}
