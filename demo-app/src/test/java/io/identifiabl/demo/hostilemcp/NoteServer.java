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

package io.identifiabl.demo.hostilemcp;

import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import org.springframework.ai.mcp.annotation.McpArg;
import org.springframework.ai.mcp.annotation.McpComplete;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * What the head of the corpus says that a server offers.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { OAuth2AuthorizationServerAutoConfiguration.class,
		OAuth2AuthorizationServerJwtAutoConfiguration.class })
@Import(NoteServer.Notes.class)
class NoteServer {

	static class Notes {

		@McpTool(description = "Says hello to everybody")
		@PublicTool
		String hello() {
			return "hello";
		}

		@McpTool(description = "Says who calls")
		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		String whoami(@CurrentIdentity Identity identity) {
			return String.valueOf(identity.getSubject());
		}

		@McpTool(description = "Finds notes")
		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		String find(String text, int limit, List<String> tags) {
			return text.length() + " " + limit + " " + tags.size();
		}

		@McpTool(description = "Takes an object of any form")
		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		String store(Map<String, Object> note) {
			return String.valueOf(note.size());
		}

		@McpTool(description = "Purges notes")
		@PreAuthorize("hasAuthority('SCOPE_notes:purge')")
		String purge() {
			return "purged";
		}

		@McpResource(uri = "notes://all", name = "all")
		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		String all() {
			return "all notes";
		}

		@McpResource(uri = "notes://by-id/{id}", name = "one")
		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		String one(String id) {
			return "note " + Integer.parseInt(id);
		}

		@McpPrompt(name = "summary", description = "Summarizes notes")
		@PreAuthorize("hasAuthority('SCOPE_notes:read')")
		GetPromptResult summary(@McpArg(name = "topic", required = true) String topic) {
			return new GetPromptResult("About " + topic.length(), List.of(), null);
		}

		@McpComplete(prompt = "summary")
		List<String> topics(String prefix) {
			return List.of("snow");
		}

	}

}
