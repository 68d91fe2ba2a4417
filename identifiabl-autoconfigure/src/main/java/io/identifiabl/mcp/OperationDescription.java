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

package io.identifiabl.mcp;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.jspecify.annotations.Nullable;

import io.identifiabl.security.web.LogText;

/**
 * What a server tells of a tool, a resource, a prompt or a completion. A copy is equal to
 * the original and yet another object, by which it is known what it was made for.
 *
 * @author Identifiabl Contributors
 */
final class OperationDescription {

	private OperationDescription() {
	}

	static Tool copy(Tool tool) {
		return new Tool(tool.name(), tool.title(), tool.description(), tool.inputSchema(), tool.outputSchema(),
				tool.annotations(), tool.meta(), tool.icons());
	}

	static Resource copy(Resource resource) {
		return new Resource(resource.uri(), resource.name(), resource.title(), resource.description(),
				resource.mimeType(), resource.size(), resource.annotations(), resource.meta(), resource.icons());
	}

	static ResourceTemplate copy(ResourceTemplate template) {
		return new ResourceTemplate(template.uriTemplate(), template.name(), template.title(), template.description(),
				template.mimeType(), template.annotations(), template.meta(), template.icons());
	}

	static Prompt copy(Prompt prompt) {
		return new Prompt(prompt.name(), prompt.title(), prompt.description(), prompt.arguments(), prompt.meta(),
				prompt.icons());
	}

	static CompleteReference copy(CompleteReference reference) {
		if (reference instanceof PromptReference prompt) {
			return new PromptReference(prompt.type(), prompt.name(), prompt.title());
		}
		if (reference instanceof ResourceReference resource) {
			return new ResourceReference(resource.uri());
		}
		throw new IllegalArgumentException("A completion is neither of a prompt nor of a resource: " + reference);
	}

	/**
	 * Return the description in a specification.
	 * @param specification what a server is built from
	 * @return the description, {@code null} if it is none of a synchronous server
	 */
	static @Nullable Object of(Object specification) {
		if (specification instanceof McpServerFeatures.SyncToolSpecification tool) {
			return tool.tool();
		}
		if (specification instanceof McpServerFeatures.SyncResourceSpecification resource) {
			return resource.resource();
		}
		if (specification instanceof McpServerFeatures.SyncResourceTemplateSpecification template) {
			return template.resourceTemplate();
		}
		if (specification instanceof McpServerFeatures.SyncPromptSpecification prompt) {
			return prompt.prompt();
		}
		if (specification instanceof McpServerFeatures.SyncCompletionSpecification completion) {
			return completion.referenceKey();
		}
		return ofStateless(specification);
	}

	private static @Nullable Object ofStateless(Object specification) {
		if (specification instanceof McpStatelessServerFeatures.SyncToolSpecification tool) {
			return tool.tool();
		}
		if (specification instanceof McpStatelessServerFeatures.SyncResourceSpecification resource) {
			return resource.resource();
		}
		if (specification instanceof McpStatelessServerFeatures.SyncResourceTemplateSpecification template) {
			return template.resourceTemplate();
		}
		if (specification instanceof McpStatelessServerFeatures.SyncPromptSpecification prompt) {
			return prompt.prompt();
		}
		return (specification instanceof McpStatelessServerFeatures.SyncCompletionSpecification completion)
				? completion.referenceKey() : null;
	}

	/**
	 * Return what is described, for a message.
	 * @param description the description
	 * @return words such as {@code the tool search}
	 */
	static String toText(Object description) {
		if (description instanceof Tool tool) {
			return "the tool " + LogText.escape(tool.name());
		}
		if (description instanceof Resource resource) {
			return "the resource " + LogText.escape(resource.uri());
		}
		if (description instanceof ResourceTemplate template) {
			return "the resource template " + LogText.escape(template.uriTemplate());
		}
		if (description instanceof Prompt prompt) {
			return "the prompt " + LogText.escape(prompt.name());
		}
		if (description instanceof PromptReference prompt) {
			return "the completion of the prompt " + LogText.escape(prompt.name());
		}
		return (description instanceof ResourceReference resource)
				? "the completion of the resource " + LogText.escape(resource.uri())
				: LogText.escape(description.toString());
	}

	/**
	 * Return the type of specification that has such a description.
	 * @param description the description
	 * @return the simple name of the class
	 */
	static String toSpecification(Object description) {
		if (description instanceof CompleteReference) {
			return "SyncCompletionSpecification";
		}
		return "Sync" + description.getClass().getSimpleName() + "Specification";
	}

}
