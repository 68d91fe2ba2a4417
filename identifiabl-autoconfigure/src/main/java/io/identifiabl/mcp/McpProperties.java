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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the MCP server's endpoint.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.mcp")
public class McpProperties {

	/**
	 * Whether to guard the MCP endpoint.
	 */
	private boolean enabled = true;

	/**
	 * Which requests need a token.
	 */
	private Mode mode = Mode.REQUIRED;

	/**
	 * Canonical URL of the MCP endpoint, exactly as users enter it in their clients. If
	 * not set, identifiabl.resource is used.
	 */
	private @Nullable String resource;

	/**
	 * Comma-separated list of scopes for basic use, which the first challenge names, so
	 * that clients ask for them. Many clients can never ask for more than that, if they
	 * registered themselves. If not set, clients go by the metadata.
	 */
	private List<String> scopes = new ArrayList<>();

	/**
	 * Comma-separated list of scopes in the metadata of the resource (scopes_supported).
	 * If not set, those of identifiabl.mcp.scopes and all that tools, resources and
	 * prompts need. Empty for no list at all.
	 */
	private @Nullable List<String> scopesSupported;

	/**
	 * Form in which a call without sufficient scopes is refused.
	 */
	private Challenge challenge = Challenge.AUTO;

	/**
	 * Scopes that a challenge names.
	 */
	private ChallengeScopes challengeScopes = ChallengeScopes.UNION;

	/**
	 * What happens to calls of tools, resources and prompts that declare nothing, in a
	 * server where others of their kind do.
	 */
	private Undeclared undeclaredTools = Undeclared.DENY;

	/**
	 * What the list of tools shows.
	 */
	private ToolsList toolsList = ToolsList.ANNOTATE;

	/**
	 * Comma-separated list of origins whose pages may call the endpoint, besides the
	 * origin of the resource.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	/**
	 * Comma-separated list of host names by which the endpoint may be called, besides
	 * those of the resource and of the loopback interface. With "*" any name will do.
	 */
	private List<String> allowedHosts = new ArrayList<>();

	/**
	 * Whether a session can only be used by the user and client that it was started by.
	 */
	private boolean bindSessions = true;

	/**
	 * Maximum size of a message.
	 */
	private DataSize maxBodySize = DataSize.ofMegabytes(4);

	/**
	 * Whether to offer a tool "whoami" that returns the profile of the caller.
	 */
	private boolean whoami;

	/**
	 * Name of the server for humans, in the metadata of the resource.
	 */
	private @Nullable String resourceName;

	/**
	 * URL of documentation for developers, in the metadata of the resource.
	 */
	private @Nullable String resourceDocumentation;

	/**
	 * URL of the policy on how clients may use data, in the metadata of the resource.
	 */
	private @Nullable String resourcePolicyUri;

	/**
	 * URL of the terms of service, in the metadata of the resource.
	 */
	private @Nullable String resourceTosUri;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Mode getMode() {
		return this.mode;
	}

	public void setMode(Mode mode) {
		this.mode = mode;
	}

	public @Nullable String getResource() {
		return this.resource;
	}

	public void setResource(@Nullable String resource) {
		this.resource = resource;
	}

	public List<String> getScopes() {
		return this.scopes;
	}

	public void setScopes(List<String> scopes) {
		this.scopes = scopes;
	}

	public @Nullable List<String> getScopesSupported() {
		return this.scopesSupported;
	}

	public void setScopesSupported(@Nullable List<String> scopesSupported) {
		this.scopesSupported = scopesSupported;
	}

	public Challenge getChallenge() {
		return this.challenge;
	}

	public void setChallenge(Challenge challenge) {
		this.challenge = challenge;
	}

	public ChallengeScopes getChallengeScopes() {
		return this.challengeScopes;
	}

	public void setChallengeScopes(ChallengeScopes challengeScopes) {
		this.challengeScopes = challengeScopes;
	}

	public Undeclared getUndeclaredTools() {
		return this.undeclaredTools;
	}

	public void setUndeclaredTools(Undeclared undeclaredTools) {
		this.undeclaredTools = undeclaredTools;
	}

	public ToolsList getToolsList() {
		return this.toolsList;
	}

	public void setToolsList(ToolsList toolsList) {
		this.toolsList = toolsList;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	public List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public boolean isBindSessions() {
		return this.bindSessions;
	}

	public void setBindSessions(boolean bindSessions) {
		this.bindSessions = bindSessions;
	}

	public DataSize getMaxBodySize() {
		return this.maxBodySize;
	}

	public void setMaxBodySize(DataSize maxBodySize) {
		this.maxBodySize = maxBodySize;
	}

	public boolean isWhoami() {
		return this.whoami;
	}

	public void setWhoami(boolean whoami) {
		this.whoami = whoami;
	}

	public @Nullable String getResourceName() {
		return this.resourceName;
	}

	public void setResourceName(@Nullable String resourceName) {
		this.resourceName = resourceName;
	}

	public @Nullable String getResourceDocumentation() {
		return this.resourceDocumentation;
	}

	public void setResourceDocumentation(@Nullable String resourceDocumentation) {
		this.resourceDocumentation = resourceDocumentation;
	}

	public @Nullable String getResourcePolicyUri() {
		return this.resourcePolicyUri;
	}

	public void setResourcePolicyUri(@Nullable String resourcePolicyUri) {
		this.resourcePolicyUri = resourcePolicyUri;
	}

	public @Nullable String getResourceTosUri() {
		return this.resourceTosUri;
	}

	public void setResourceTosUri(@Nullable String resourceTosUri) {
		this.resourceTosUri = resourceTosUri;
	}

	/**
	 * Which requests need a token.
	 */
	public enum Mode {

		/**
		 * Every request.
		 */
		REQUIRED,

		/**
		 * Calls of what is not declared to be public.
		 */
		MIXED

	}

	/**
	 * Form in which a call without sufficient scopes is refused.
	 */
	public enum Challenge {

		/**
		 * As a tool's result for ChatGPT and by the HTTP status for everybody else.
		 */
		AUTO,

		/**
		 * By the HTTP status.
		 */
		HTTP,

		/**
		 * As a tool's result.
		 */
		TOOL_RESULT

	}

	/**
	 * Scopes that a challenge names.
	 */
	public enum ChallengeScopes {

		/**
		 * What is required, and what the client was granted already.
		 */
		UNION,

		/**
		 * What is required.
		 */
		REQUIRED

	}

	/**
	 * What happens to calls of what declares nothing.
	 */
	public enum Undeclared {

		/**
		 * They are refused as soon as anything is declared.
		 */
		DENY,

		/**
		 * Every authenticated caller may call.
		 */
		ALLOW

	}

	/**
	 * What the list of tools shows.
	 */
	public enum ToolsList {

		/**
		 * All tools, with the scopes that they need.
		 */
		ANNOTATE,

		/**
		 * The tools that the caller may call.
		 */
		FILTER

	}

}
