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

package io.identifiabl.conformance;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * A tool that there is only with the starter.
 *
 * @author Identifiabl Contributors
 */
@Component
@Profile("!open")
class CallerTools {

	@McpTool(name = "test_caller", description = "Says who calls")
	String caller(@CurrentIdentity Identity identity) {
		return String.valueOf(identity.getSubject());
	}

}
