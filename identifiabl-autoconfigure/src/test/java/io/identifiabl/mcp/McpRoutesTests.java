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

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link McpRoutes}. Where routes lead is tested over HTTP.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class McpRoutesTests {

	private static McpRoutes routes(boolean disallowDelete) {
		return routes(transport().disallowDelete(disallowDelete).build());
	}

	private static WebMvcStreamableServerTransportProvider.Builder transport() {
		return WebMvcStreamableServerTransportProvider.builder()
			.jsonMapper(new JacksonMcpJsonMapper(JsonMapper.builder().build()))
			.mcpEndpoint("/mcp");
	}

	private static McpRoutes routes(WebMvcStreamableServerTransportProvider transport) {
		TransportPostProcessor transports = new TransportPostProcessor();
		transports.postProcessAfterInitialization(transport, "transport");
		transports.postProcessAfterInitialization(McpServer.sync(transport).build(), "server");
		McpRoutes routes = new McpRoutes(List::of);
		routes.postProcessAfterInitialization(transport.getRouterFunction(), "router");
		return routes;
	}

	@Test
	void endSessionWhenTheTransportChecksItsNameThenTellsTheNameThatTheClientUsed(CapturedOutput output) {
		McpRoutes routes = routes(transport()
			.securityValidator(DefaultServerTransportSecurityValidator.builder().allowedHost("api.example.com").build())
			.build());
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/mcp");
		request.addHeader("Host", "api.example.com");
		routes.endSession(request, "one");
		assertThat(output).doesNotContain("could not be ended");
	}

	@Test
	void endSessionAsksTheApplicationForNothing(CapturedOutput output) {
		WebMvcStreamableServerTransportProvider transport = transport().contextExtractor((request) -> {
			throw new IllegalStateException("nobody has sent this request");
		}).build();
		routes(transport).endSession(new MockHttpServletRequest("POST", "/mcp"), "one");
		assertThat(output).doesNotContain("could not be ended");
	}

	// of a transport that the application made
	@Test
	void endSessionWhenTheServerRefusesThenSaysSoOnce(CapturedOutput output) {
		McpRoutes routes = routes(true);
		routes.endSession(new MockHttpServletRequest("POST", "/mcp"), "one");
		routes.endSession(new MockHttpServletRequest("POST", "/mcp"), "another");
		assertThat(output).containsOnlyOnce("could not be ended at the MCP server").contains("405", "disallow");
	}

	@Test
	void endSessionWhenTheServerHasNoneThenIsQuiet(CapturedOutput output) {
		routes(false).endSession(new MockHttpServletRequest("POST", "/mcp"), "one");
		assertThat(output).doesNotContain("could not be ended");
	}

}
