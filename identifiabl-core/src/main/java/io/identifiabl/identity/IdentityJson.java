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

package io.identifiabl.identity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The documented JSON form of an {@link Identity}. It holds only values of JSON types.
 *
 * @author Identifiabl Contributors
 */
final class IdentityJson {

	private final Map<String, Object> members = new LinkedHashMap<>();

	private IdentityJson() {
	}

	static Map<String, Object> toMap(Identity identity) {
		IdentityJson json = new IdentityJson();
		json.put("subject", identity.getSubject());
		json.put("userId", identity.getUserId());
		json.put("principalType", identity.getPrincipalType().getValue());
		json.put("issuer", identity.getIssuer());
		json.put("provider", identity.getProvider());
		json.put("tenant", identity.getTenant());
		json.put("orgId", identity.getOrgId());
		json.put("clientId", identity.getClientId());
		json.put("roles", List.copyOf(identity.getRoles()));
		json.put("permissions", List.copyOf(identity.getPermissions()));
		json.put("groups", List.copyOf(identity.getGroups()));
		json.put("scopes", List.copyOf(identity.getScopes().asSet()));
		json.put("plan", identity.getPlan());
		json.put("email", identity.getEmail());
		json.put("emailVerified", (identity.getEmail() != null) ? identity.isEmailVerified() : null);
		json.put("name", identity.getName());
		Actor actor = identity.getActor();
		json.put("actor", (actor != null) ? Map.of("subject", actor.subject()) : null);
		json.put("principalKey", identity.getPrincipalKey());
		return Collections.unmodifiableMap(json.members);
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.members.put(name, value);
		}
	}

}
