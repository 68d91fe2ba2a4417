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

package io.identifiabl.demo.authorizationserver;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Who gets a token for nothing.
 *
 * @author Identifiabl Contributors
 */
class TokenControllerTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1,200", "127.1.2.3,200", "0:0:0:0:0:0:0:1,200", "10.0.0.1,403", "203.0.113.9,403",
			"2001:db8::1,403" })
	void tokenIsForCallersOnThisMachine(String address, int status) throws Exception {
		try (AuthorizationServer server = AuthorizationServer.start(0, "http://localhost:8080")) {
			MockMvc mvc = MockMvcBuilders.webAppContextSetup((WebApplicationContext) server.getContext()).build();
			MockHttpServletResponse response = mvc.perform(get("/demo/token").param("user", "alice").with((request) -> {
				request.setRemoteAddr(address);
				return request;
			})).andReturn().getResponse();
			assertThat(response.getStatus()).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Host,evil.example:9000", "X-Forwarded-For,203.0.113.9", "Forwarded,for=203.0.113.9",
			"X-Forwarded-Host,demo.example" })
	void tokenIsNotForOthersThroughSomethingOnThisMachine(String header, String value) throws Exception {
		try (AuthorizationServer server = AuthorizationServer.start(0, "http://localhost:8080")) {
			MockMvc mvc = MockMvcBuilders.webAppContextSetup((WebApplicationContext) server.getContext()).build();
			MockHttpServletRequestBuilder request = header.equals("Host")
					? get(URI.create("http://" + value + "/demo/token?user=alice"))
					: get("/demo/token?user=alice").header(header, value);
			assertThat(mvc.perform(request).andReturn().getResponse().getStatus()).isEqualTo(403);
		}
	}

}
