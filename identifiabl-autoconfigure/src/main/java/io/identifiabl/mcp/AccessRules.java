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
import java.util.function.Predicate;

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
			rule = findByTemplate((template) -> template.matches(operation.name()));
		}
		return (rule != null) ? rule : findUndeclared(operation);
	}

	// what the server offers: a resource's URI may be a template here
	@Nullable AccessRule findOffered(ProtectedOperation operation) {
		AccessRule rule = findDeclaredOf(operation);
		return (rule != null) ? rule : findUndeclared(operation);
	}

	// what the server offers, when a client asks it for a resource
	@Nullable AccessRule findRead(ProtectedOperation offered, String uri) {
		AccessRule exact = this.declared.get(ProtectedOperation.resource(uri));
		if (exact != null) {
			return exact;
		}
		AccessRule rule = findOffered(offered);
		AccessRule ofTemplates = findByTemplate((template) -> template.matches(uri));
		return (rule != null && ofTemplates != null) ? rule.and(ofTemplates) : rule;
	}

	// how a template names its variables makes it no other one
	private @Nullable AccessRule findDeclaredOf(ProtectedOperation offered) {
		AccessRule rule = this.declared.get(offered);
		if (rule != null || offered.type() != ProtectedOperation.Type.RESOURCE) {
			return rule;
		}
		UriTemplate uri = new UriTemplate(offered.name());
		return uri.hasVariables() ? findByTemplate(uri::isSame)
				: findByTemplate((template) -> template.matches(offered.name()));
	}

	private @Nullable AccessRule findUndeclared(ProtectedOperation operation) {
		AccessRule rule = this.builtIn.get(operation);
		if (rule != null) {
			return rule;
		}
		return isUndeclaredDenied(operation.type()) ? null : AccessRule.AUTHENTICATED;
	}

	// the server takes any of several that match
	private @Nullable AccessRule findByTemplate(Predicate<UriTemplate> test) {
		AccessRule rule = null;
		for (Map.Entry<UriTemplate, AccessRule> entry : this.templates.entrySet()) {
			if (test.test(entry.getKey())) {
				rule = (rule != null) ? rule.and(entry.getValue()) : entry.getValue();
			}
		}
		return rule;
	}

	boolean isDeclared(ProtectedOperation operation) {
		return this.declared.containsKey(operation) || this.builtIn.containsKey(operation);
	}

	boolean isOfferedDeclared(ProtectedOperation operation) {
		return findDeclaredOf(operation) != null || this.builtIn.containsKey(operation);
	}

	boolean isUndeclaredDenied(ProtectedOperation.Type type) {
		return this.closedTypes.contains(type);
	}

	// those that any rule names
	Scopes getKnownScopes() {
		return this.knownScopes;
	}

}
