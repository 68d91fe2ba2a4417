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

package io.identifiabl.testapp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import org.springframework.ai.mcp.annotation.McpArg;
import org.springframework.ai.mcp.annotation.McpComplete;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityHolder;

/**
 * An MCP server as a user of the starter would write it. It counts what runs.
 *
 * @author Identifiabl Contributors
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ McpApplication.Runs.class, McpApplication.Notes.class, McpApplication.Vault.class,
		McpApplication.NoteController.class })
public class McpApplication {

	@Bean
	ToolCallback lookup(Runs runs) {
		return FunctionToolCallback.builder("lookup", (Word word) -> runs.add("lookup", word.text()))
			.description("Looks a word up")
			.inputType(Word.class)
			.build();
	}

	@RestController
	static class NoteController {

		@GetMapping("/api/me")
		@RequireScope("notes:read")
		Identity me(@CurrentIdentity Identity identity) {
			return identity;
		}

	}

	record Word(String text) {

	}

	/**
	 * What ran, and for whom.
	 */
	public static class Runs {

		private final List<String> names = new CopyOnWriteArrayList<>();

		public String add(String name, String result) {
			this.names.add(name);
			return result;
		}

		public List<String> getNames() {
			return this.names;
		}

		public void clear() {
			this.names.clear();
		}

	}

	@RequireScope("vault")
	static class Vault {

		String open() {
			return "gold";
		}

	}

	static class Notes {

		private final Runs runs;

		private final Vault vault;

		Notes(Runs runs, Vault vault) {
			this.runs = runs;
			this.vault = vault;
		}

		@McpTool(description = "Saves a note")
		@RequireScope("notes:write")
		String saveNote(@CurrentIdentity Identity identity, String text) {
			return this.runs.add("saveNote", text + " of " + identity.getSubject());
		}

		@McpTool(description = "Reads notes")
		@RequireScope(value = { "notes:read", "notes:all" }, match = RequireScope.Match.ANY)
		String readNotes() {
			return this.runs.add("readNotes", "notes of " + IdentityHolder.getRequired().getSubject());
		}

		@McpTool(name = "purge", description = "Purges notes")
		@RequireScope({ "notes:write", "notes:purge" })
		String purgeNotes() {
			return this.runs.add("purge", "purged");
		}

		@McpTool(description = "Counts notes")
		@PreAuthorize("hasAuthority('SCOPE_notes:count')")
		String countNotes() {
			return this.runs.add("countNotes", "7");
		}

		@McpTool(description = "For administrators")
		@PreAuthorize("hasRole('admin') and hasAuthority('SCOPE_notes:read')")
		String administrate() {
			return this.runs.add("administrate", "done");
		}

		@McpTool(description = "Opens the vault")
		@RequireScope("notes:read")
		String openVault() {
			return this.runs.add("openVault", this.vault.open());
		}

		@McpTool(description = "Says hello")
		@PublicTool
		String hello(@CurrentIdentity Optional<Identity> identity) {
			return this.runs.add("hello", "hello " + identity.map(Identity::getSubject).orElse("stranger"));
		}

		@McpTool(description = "Declares nothing")
		String forgotten() {
			return this.runs.add("forgotten", "forgotten");
		}

		@McpResource(uri = "notes://all", name = "all")
		@RequireScope("notes:read")
		String all() {
			return this.runs.add("all", "all notes");
		}

		@McpResource(uri = "notes://by-id/{id}", name = "one")
		@RequireScope("notes:one")
		String one(String id) {
			return this.runs.add("one", "note " + id);
		}

		@McpPrompt(name = "summary", description = "Summarizes notes")
		@RequireScope("notes:read")
		GetPromptResult summary(@McpArg(name = "topic") String topic) {
			return new GetPromptResult(this.runs.add("summary", topic), List.of(), null);
		}

		@McpComplete(prompt = "summary")
		List<String> topics(String prefix) {
			return List.of(this.runs.add("topics", prefix + "!"));
		}

		Map<String, String> notATool() {
			return Map.of();
		}

	}

}
