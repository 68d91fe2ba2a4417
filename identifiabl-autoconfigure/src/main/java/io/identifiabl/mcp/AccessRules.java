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

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * The rules for everything that an MCP server offers. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AccessRules {

	private final Map<ProtectedOperation, AccessRule> declared;

	private final Map<UriTemplate, AccessRule> templates = new LinkedHashMap<>();

	private final Map<ProtectedOperation, AccessRule> builtIn;

	private final Set<ProtectedOperation.Type> closedTypes = EnumSet.noneOf(ProtectedOperation.Type.class);

	private final Scopes knownScopes;

	AccessRules(Map<ProtectedOperation, AccessRule> declared, Map<ProtectedOperation, AccessRule> builtIn,
			boolean undeclaredDenied) {
		this.declared = Map.copyOf(declared);
		this.builtIn = Map.copyOf(builtIn);
		Scopes known = Scopes.none();
		for (Map.Entry<ProtectedOperation, AccessRule> entry : declared.entrySet()) {
			known = known.union(entry.getValue().requirement().getScopes());
			if (entry.getKey().type() == ProtectedOperation.Type.RESOURCE) {
				UriTemplate template = new UriTemplate(entry.getKey().name());
				if (template.hasVariables()) {
					this.templates.put(template, entry.getValue());
				}
			}
		}
		this.knownScopes = known;
		if (undeclaredDenied) {
			declared.keySet().forEach((operation) -> this.closedTypes.add(operation.type()));
		}
	}

	// of a server whose declarations were not read yet
	static AccessRules nothing() {
		AccessRules rules = new AccessRules(Map.of(), Map.of(), true);
		rules.closedTypes.addAll(EnumSet.allOf(ProtectedOperation.Type.class));
		return rules;
	}

	// what a client asks for
	@Nullable AccessRule find(ProtectedOperation operation) {
		AccessRule rule = this.declared.get(operation);
		if (rule == null && operation.type() == ProtectedOperation.Type.RESOURCE) {
			rule = findByTemplate(operation.name());
		}
		return (rule != null) ? rule : findUndeclared(operation);
	}

	// what the server offers: a resource's URI may be a template here
	@Nullable AccessRule findOffered(ProtectedOperation operation) {
		AccessRule rule = this.declared.get(operation);
		return (rule != null) ? rule : findUndeclared(operation);
	}

	private @Nullable AccessRule findUndeclared(ProtectedOperation operation) {
		AccessRule rule = this.builtIn.get(operation);
		if (rule != null) {
			return rule;
		}
		return isUndeclaredDenied(operation.type()) ? null : AccessRule.AUTHENTICATED;
	}

	// the server takes any of several that match
	private @Nullable AccessRule findByTemplate(String uri) {
		AccessRule rule = null;
		for (Map.Entry<UriTemplate, AccessRule> entry : this.templates.entrySet()) {
			if (entry.getKey().matches(uri)) {
				rule = (rule != null) ? rule.and(entry.getValue()) : entry.getValue();
			}
		}
		return rule;
	}

	boolean isDeclared(ProtectedOperation operation) {
		return this.declared.containsKey(operation) || this.builtIn.containsKey(operation);
	}

	boolean isUndeclaredDenied(ProtectedOperation.Type type) {
		return this.closedTypes.contains(type);
	}

	// those that any rule names
	Scopes getKnownScopes() {
		return this.knownScopes;
	}

}
