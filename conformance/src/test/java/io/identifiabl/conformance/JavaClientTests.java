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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that leave out what a tool does not ask for, against a tool that knows its
 * caller.
 *
 * @author Identifiabl Contributors
 */
class JavaClientTests {

	private static ConfigurableApplicationContext server;

	private static URI endpoint;

	private static String token;

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("token");
		int port = findPort();
		server = EverythingServer.run("--server.port=" + port, "--logging.level.root=warn",
				"--conformance.token-file=" + file);
		endpoint = URI.create("http://localhost:" + port + "/mcp");
		token = Files.readString(file);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	// known before the start, because the resource is named after it
	private static int findPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Test
	void sdkClientCallsToolThatKnowsItsCaller() {
		assertThat(SdkClient.call(endpoint, token, "test_caller")).satisfies((result) -> {
			assertThat(result.isError()).isNotEqualTo(true);
			assertThat(result.content()).asString().contains("conformance");
		});
	}

	@Test
	void springAiClientCallsToolThatKnowsItsCaller() {
		assertThat(SpringAiClient.call(endpoint, token, "test_caller")).contains("conformance");
	}

}
