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

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.stereotype.Component;

/**
 * Tools that answer with each kind of content.
 *
 * @author Identifiabl Contributors
 */
@Component
class ContentTools {

	@McpTool(name = "test_simple_text", description = "Answers with text")
	String simpleText() {
		return "This is a simple text response for testing.";
	}

	@McpTool(name = "test_image_content", description = "Answers with an image")
	CallToolResult image() {
		return CallToolResult.builder(List.of(Samples.image())).build();
	}

	@McpTool(name = "test_audio_content", description = "Answers with sound")
	CallToolResult audio() {
		return CallToolResult.builder(List.of(Samples.audio())).build();
	}

	@McpTool(name = "test_embedded_resource", description = "Answers with a resource")
	CallToolResult embeddedResource() {
		return CallToolResult
			.builder(List.of(Samples.resource("test://embedded-resource", "text/plain",
					"This is an embedded resource content.")))
			.build();
	}

	@McpTool(name = "test_multiple_content_types", description = "Answers with a text, an image and a resource")
	CallToolResult multipleContentTypes() {
		return CallToolResult
			.builder(List.of(Samples.text("Multiple content types test:"), Samples.image(), Samples
				.resource("test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}")))
			.build();
	}

	@McpTool(name = "test_error_handling", description = "Always fails")
	String error() {
		throw new IllegalStateException("This tool intentionally returns an error for testing");
	}

}
