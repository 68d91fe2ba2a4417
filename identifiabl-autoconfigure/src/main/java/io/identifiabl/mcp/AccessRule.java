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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.authorization.ScopeRequirement;

/**
 * Who may call something.
 *
 * @param requirement the scopes that a caller needs
 * @param open whether no caller needs to be known, in a server where that is possible
 * @author Identifiabl Contributors
 */
record AccessRule(ScopeRequirement requirement, boolean open) {

	static final AccessRule AUTHENTICATED = new AccessRule(ScopeRequirement.none(), false);

	static final AccessRule PUBLIC = new AccessRule(ScopeRequirement.none(), true);

	static AccessRule of(ScopeRequirement requirement) {
		return requirement.isEmpty() ? AUTHENTICATED : new AccessRule(requirement, false);
	}

	/**
	 * Return the rule of something that several handlers are behind. What opens it has to
	 * be declared by each, what narrows it by any.
	 * @param declared what handlers declare
	 * @param all whether each of them declares something
	 * @return the rule, {@code null} if nothing is declared
	 */
	static @Nullable AccessRule sum(List<AccessRule> declared, boolean all) {
		AccessRule sum = declared.stream().reduce(AccessRule::and).orElse(null);
		if (sum == null || all) {
			return sum;
		}
		return sum.requirement.isEmpty() ? null : of(sum.requirement);
	}

	AccessRule and(AccessRule other) {
		return new AccessRule(this.requirement.and(other.requirement), this.open && other.open);
	}

}
