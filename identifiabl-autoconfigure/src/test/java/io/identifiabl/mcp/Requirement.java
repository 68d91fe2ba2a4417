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

/**
 * Something that is required of an MCP server, and the request that shows whether it is
 * met.
 *
 * @param where the document that requires it
 * @param text what is required
 * @param peer what the nearest peer does
 * @param check fails if the requirement is not met
 * @author Identifiabl Contributors
 */
record Requirement(String where, String text, String peer, Check check) {

	boolean isMet(RequirementServer server) {
		try {
			this.check.check(server);
			return true;
		}
		catch (AssertionError ex) {
			return false;
		}
	}

	@Override
	public String toString() {
		return this.text;
	}

	interface Check {

		void check(RequirementServer server);

	}

}
