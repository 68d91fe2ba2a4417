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

import java.time.Duration;

import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.ai.mcp.annotation.context.McpSyncRequestContext;
import org.springframework.ai.mcp.annotation.context.StructuredElicitResult;
import org.springframework.stereotype.Component;

/**
 * Tools that talk to the client while they run.
 *
 * @author Identifiabl Contributors
 */
@Component
class InteractiveTools {

	// the suite wants the notifications apart from one another
	private static final Duration PAUSE = Duration.ofMillis(50);

	private final Schemas schemas;

	InteractiveTools(Schemas schemas) {
		this.schemas = schemas;
	}

	@McpTool(name = "test_tool_with_logging", description = "Sends three log messages")
	String logging(McpSyncRequestContext context) throws InterruptedException {
		context.info("Tool execution started");
		Thread.sleep(PAUSE.toMillis());
		context.info("Tool processing data");
		Thread.sleep(PAUSE.toMillis());
		context.info("Tool execution completed");
		return "Three messages were logged.";
	}

	@McpTool(name = "test_tool_with_progress", description = "Reports its progress three times")
	String progress(McpSyncRequestContext context) throws InterruptedException {
		context.progress((progress) -> progress.percentage(0));
		Thread.sleep(PAUSE.toMillis());
		context.progress((progress) -> progress.percentage(50));
		Thread.sleep(PAUSE.toMillis());
		context.progress((progress) -> progress.percentage(100));
		return "All of it is done.";
	}

	// Spring AI cannot end the stream of a call before its answer, so this one only
	// answers: the suite would look in vain for the answer to an unknown tool
	@McpTool(name = "test_reconnection", description = "Answers on the stream of the call")
	String reconnection() {
		return "The stream was not interrupted.";
	}

	@McpTool(name = "test_sampling", description = "Asks the client's model")
	String sampling(McpSyncRequestContext context, @McpToolParam(description = "What to ask the model") String prompt) {
		CreateMessageResult result = context.sample((sampling) -> sampling.message(prompt).maxTokens(100));
		return "LLM response: " + ((result.content() instanceof TextContent text) ? text.text() : result.content());
	}

	@McpTool(name = "test_elicitation", description = "Asks the user who they are")
	String elicitation(McpSyncRequestContext context,
			@McpToolParam(description = "The question to show to the user") String message) {
		StructuredElicitResult<Contact> result = context.elicit((elicitation) -> elicitation.message(message),
				Contact.class);
		return "User response: action=" + result.action() + ", content=" + result.structuredContent();
	}

	@McpTool(name = "test_elicitation_sep1034_defaults", description = "Asks the user, with answers to start from")
	String elicitationWithDefaults(McpSyncRequestContext context) {
		return elicit(context, "Please review these values", "elicitation-defaults");
	}

	@McpTool(name = "test_elicitation_sep1330_enums", description = "Has the user choose, in each way there is")
	String elicitationWithEnums(McpSyncRequestContext context) {
		return elicit(context, "Please choose", "elicitation-enums");
	}

	// these schemas cannot be derived from a class
	private String elicit(McpSyncRequestContext context, String message, String schema) {
		ElicitResult result = context.elicit(ElicitFormRequest.builder(message, this.schemas.load(schema)).build());
		return "Elicitation completed: action=" + result.action() + ", content=" + result.content();
	}

	record Contact(String username, String email) {
	}

}
