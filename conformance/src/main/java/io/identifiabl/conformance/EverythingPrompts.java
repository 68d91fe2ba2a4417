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

package io.identifiabl.conformance;

import java.util.List;
import java.util.stream.Stream;

import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import org.springframework.ai.mcp.annotation.McpArg;
import org.springframework.ai.mcp.annotation.McpComplete;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.stereotype.Component;

/**
 * Prompts, and the completion of an argument of one.
 *
 * @author Identifiabl Contributors
 */
@Component
class EverythingPrompts {

	@McpPrompt(name = "test_simple_prompt", description = "A text")
	GetPromptResult simple() {
		return prompt(Samples.text("This is a simple prompt for testing."));
	}

	@McpPrompt(name = "test_prompt_with_arguments", description = "A text with arguments")
	GetPromptResult arguments(@McpArg(name = "arg1", description = "First", required = true) String first,
			@McpArg(name = "arg2", description = "Second", required = true) String second) {
		return prompt(Samples.text("Prompt with arguments: arg1='" + first + "', arg2='" + second + "'"));
	}

	@McpComplete(prompt = "test_prompt_with_arguments")
	List<String> completeArguments(CompleteArgument argument) {
		return Stream.of("test", "testValue1", "testValue2")
			.filter((value) -> value.startsWith(argument.value()))
			.toList();
	}

	@McpPrompt(name = "test_prompt_with_embedded_resource", description = "A resource and what to do with it")
	GetPromptResult embeddedResource(
			@McpArg(name = "resourceUri", description = "The resource", required = true) String resourceUri) {
		return prompt(Samples.resource(resourceUri, "text/plain", "Embedded resource content for testing."),
				Samples.text("Please process the embedded resource above."));
	}

	@McpPrompt(name = "test_prompt_with_image", description = "An image and what to do with it")
	GetPromptResult image() {
		return prompt(Samples.image(), Samples.text("Please analyze the image above."));
	}

	private static GetPromptResult prompt(Content... contents) {
		return GetPromptResult
			.builder(Stream.of(contents).map((content) -> PromptMessage.builder(Role.USER, content).build()).toList())
			.build();
	}

}
