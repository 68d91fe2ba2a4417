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

import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.stereotype.Component;

/**
 * Resources with text, with bytes, with a variable and to subscribe to.
 *
 * @author Identifiabl Contributors
 */
@Component
class EverythingResources {

	@McpResource(uri = "test://static-text", name = "static-text", description = "A text")
	String text() {
		return "This is the content of the static text resource.";
	}

	@McpResource(uri = "test://static-binary", name = "static-binary", description = "An image", mimeType = "image/png")
	ReadResourceResult binary() {
		return ReadResourceResult
			.builder(List
				.of(BlobResourceContents.builder("test://static-binary", Samples.PNG).mimeType("image/png").build()))
			.build();
	}

	@McpResource(uri = "test://template/{id}/data", name = "template", description = "One of many",
			mimeType = "application/json")
	String template(String id) {
		return "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}";
	}

	@McpResource(uri = "test://watched-resource", name = "watched-resource", description = "To subscribe to")
	String watched() {
		return "This is the content of the watched resource.";
	}

}
