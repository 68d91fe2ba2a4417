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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.ai.mcp.annotation.McpComplete;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.access.prepost.PreFilter;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * Tools, resources and prompts with annotations of Spring Security.
 *
 * @author Identifiabl Contributors
 */
final class AnnotatedTools {

	private AnnotatedTools() {
	}

	static class Pre {

		@Tool
		@PreAuthorize("denyAll")
		String tool() {
			return "ran";
		}

	}

	static class Post {

		@Tool
		@PostAuthorize("denyAll")
		String tool() {
			return "ran";
		}

	}

	static class Before {

		@Tool
		@PreFilter("false")
		String tool(List<String> items) {
			return "ran";
		}

	}

	static class After {

		@Tool
		@PostFilter("false")
		List<String> tool() {
			return List.of("ran");
		}

	}

	static class SecuredTool {

		@Tool
		@Secured("ROLE_ADMIN")
		String tool() {
			return "ran";
		}

	}

	static class Roles {

		@Tool
		@RolesAllowed("ADMIN")
		String tool() {
			return "ran";
		}

	}

	static class Denied {

		@Tool
		@DenyAll
		String tool() {
			return "ran";
		}

	}

	static class Permitted {

		@Tool
		@PermitAll
		String tool() {
			return "ran";
		}

	}

	@PreAuthorize("denyAll")
	static class OfClass {

		@Tool
		String tool() {
			return "ran";
		}

	}

	interface Contract {

		@PreAuthorize("denyAll")
		String tool();

	}

	static class OfInterface implements Contract {

		@Tool
		@Override
		public String tool() {
			return "ran";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PreAuthorize("denyAll")
	@interface Nobody {

	}

	static class Meta {

		@Tool
		@Nobody
		String tool() {
			return "ran";
		}

	}

	static class McpPre {

		@McpTool
		@PreAuthorize("denyAll")
		String tool() {
			return "ran";
		}

	}

	static class FinalTool {

		@McpTool
		@PreAuthorize("denyAll")
		final String tool() {
			return "ran";
		}

	}

	@SuppressWarnings("unused")
	static class PrivateTool {

		@McpTool
		@PreAuthorize("denyAll")
		private String tool() {
			return "ran";
		}

	}

	static class StaticTool {

		@McpTool
		@PreAuthorize("denyAll")
		static String tool() {
			return "ran";
		}

	}

	static class Inherited {

		@McpTool
		String tool() {
			return "ran";
		}

	}

	@PreAuthorize("denyAll")
	static class InheritedTool extends Inherited {

	}

	static class Resources {

		@McpResource(uri = "notes://all", name = "all")
		String all() {
			return "all";
		}

	}

	@PreAuthorize("denyAll")
	static class InheritedResource extends Resources {

	}

	static class Prompts {

		@McpPrompt(name = "summary")
		String summary() {
			return "summary";
		}

	}

	@PreAuthorize("denyAll")
	static class InheritedPrompt extends Prompts {

	}

	static class Completions {

		@McpComplete(prompt = "summary")
		List<String> topics(String prefix) {
			return List.of(prefix);
		}

	}

	@PreAuthorize("denyAll")
	static class InheritedCompletion extends Completions {

	}

	static class CompletionOfBean {

		@McpComplete(prompt = "summary")
		@PreAuthorize("denyAll")
		List<String> topics(String prefix) {
			return List.of(prefix);
		}

	}

	static class ResourceOfBean {

		@McpResource(uri = "notes://all", name = "all")
		@PreAuthorize("denyAll")
		String all() {
			return "all";
		}

	}

	static class TemplateOfBean {

		@McpResource(uri = "notes://by-id/{id}", name = "one")
		@PreAuthorize("denyAll")
		String one(String id) {
			return id;
		}

	}

	static class PromptOfBean {

		@McpPrompt(name = "summary")
		@PreAuthorize("denyAll")
		String summary() {
			return "summary";
		}

	}

	static class Declared {

		@McpTool
		@RequireScope("x")
		String declared() {
			return "ran";
		}

	}

	static class Added {

		@Tool
		@RequireScope("y")
		String added() {
			return "ran";
		}

	}

	static class WithIdentity {

		@Tool
		String tool(@CurrentIdentity Identity identity) {
			return "ran";
		}

	}

	@RequireScope("x")
	static class PublicInScoped {

		@McpTool
		@PublicTool
		String tool() {
			return "ran";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PreAuthorize("hasAuthority('SCOPE_{value}')")
	@interface HasScope {

		String value();

	}

	static class Templated {

		@McpTool
		@HasScope("notes")
		String tool() {
			return "ran";
		}

	}

	static class Undeclared {

		@Tool
		String tool() {
			return "ran";
		}

	}

}
