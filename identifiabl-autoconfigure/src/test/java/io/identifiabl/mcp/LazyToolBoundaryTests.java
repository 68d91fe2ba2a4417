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

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose beans are created when they are needed.
 *
 * @author Identifiabl Contributors
 */
class LazyToolBoundaryTests {

	@Test
	void rulesAreThereFromTheStart() {
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = McpApplications.start(McpApplication.class, issuer,
						"spring.main.lazy-initialization=true")) {
			application.getContext().getBeansOfType(Object.class);
			McpEndpoint alice = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("urn:api").scopes("words").sign())
				.initialized();
			assertThat(McpEndpoint.challenge(alice.call("purge", "{}"))).contains("scope=\"notes:write notes:purge\"");
			assertThat(McpApplications.tools(alice.request("tools/list", "{}")))
				.allSatisfy((name, tool) -> assertThat(tool).containsKey("securitySchemes"))
				.isInstanceOf(Map.class);
		}
	}

}
