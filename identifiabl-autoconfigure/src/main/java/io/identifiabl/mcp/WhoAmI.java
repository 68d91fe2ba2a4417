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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityHolder;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * A tool that tells a client whose account it is connected to. Clients that keep several
 * accounts apart look for it. The id is stable and says nothing about its owner.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class WhoAmI {

	static final ProtectedOperation OPERATION = ProtectedOperation.tool("whoami");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Tool TOOL = Tool.builder(OPERATION.name(), schema(Map.of(), List.of()))
		.title("Who am I")
		.description("Returns the profile of the user on whose behalf this client acts.")
		.outputSchema(schema(properties(), List.of("id")))
		.annotations(new ToolAnnotations("Who am I", true, false, true, false, null))
		.meta(Map.of("openai/profile", true))
		.build();

	private WhoAmI() {
	}

	/**
	 * Return the tool for a server with sessions.
	 * @return the tool
	 */
	public static McpServerFeatures.SyncToolSpecification specification() {
		return new McpServerFeatures.SyncToolSpecification(TOOL, (exchange, request) -> profile());
	}

	/**
	 * Return the tool for a server without sessions.
	 * @return the tool
	 */
	public static McpStatelessServerFeatures.SyncToolSpecification statelessSpecification() {
		return new McpStatelessServerFeatures.SyncToolSpecification(TOOL, (context, request) -> profile());
	}

	private static Map<String, Object> schema(Map<String, Object> properties, List<String> required) {
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("type", "object");
		schema.put("properties", properties);
		schema.put("required", required);
		schema.put("additionalProperties", false);
		return schema;
	}

	private static Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (String name : List.of("id", "name", "email", "nickname")) {
			properties.put(name, Map.of("type", "string"));
		}
		return properties;
	}

	private static CallToolResult profile() {
		Identity identity = IdentityHolder.getRequired();
		Map<String, Object> profile = new LinkedHashMap<>();
		profile.put("id", id(identity));
		put(profile, "name", identity.getName());
		put(profile, "email", identity.getEmail());
		put(profile, "nickname", identity.getUsername());
		return CallToolResult.builder()
			.addTextContent(JSON.writeValueAsString(profile))
			.structuredContent(profile)
			.build();
	}

	private static void put(Map<String, Object> profile, String name, @Nullable String value) {
		if (value != null) {
			profile.put(name, value);
		}
	}

	// one user in two organizations has two accounts
	private static String id(Identity identity) {
		String account = identity.getPrincipalKey() + '\n' + ((identity.getOrgId() != null) ? identity.getOrgId() : "");
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
