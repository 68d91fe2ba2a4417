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

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Compares {@link ServedMethods} with the handlers of the MCP SDK.
 *
 * @author Identifiabl Contributors
 */
class ServedMethodsTests {

	private static final ServerCapabilities EVERYTHING = ServerCapabilities.builder()
		.tools(true)
		.resources(true, true)
		.prompts(true)
		.completions()
		.logging()
		.build();

	@Test
	void serverWithSessionsAnswersAndHearsTheSame() {
		McpStreamableServerTransportProvider transport = mock(McpStreamableServerTransportProvider.class);
		given(transport.protocolVersions()).willReturn(List.of("2025-11-25"));
		McpServer.sync(transport).serverInfo("test", "1").capabilities(EVERYTHING).build();
		ArgumentCaptor<McpStreamableServerSession.Factory> factory = ArgumentCaptor
			.forClass(McpStreamableServerSession.Factory.class);
		verify(transport).setSessionFactory(factory.capture());
		ServedMethods served = new ServedMethods(EVERYTHING, true, true);
		assertThat(methods().filter(served::answers).collect(Collectors.toSet()))
			// which the session has a handler of its own for
			.isEqualTo(with(McpSchema.METHOD_INITIALIZE, handlers(factory.getValue(), "requestHandlers")));
		assertThat(methods().filter(served::hears).collect(Collectors.toSet()))
			.isEqualTo(handlers(factory.getValue(), "notificationHandlers"));
	}

	@Test
	void serverWithoutSessionsAnswersTheSameAndHearsNothing() {
		McpStatelessServerTransport transport = mock(McpStatelessServerTransport.class);
		given(transport.protocolVersions()).willReturn(List.of("2025-11-25"));
		McpServer.sync(transport).serverInfo("test", "1").capabilities(EVERYTHING).build();
		ArgumentCaptor<McpStatelessServerHandler> handler = ArgumentCaptor.forClass(McpStatelessServerHandler.class);
		verify(transport).setMcpHandler(handler.capture());
		ServedMethods served = new ServedMethods(EVERYTHING, false, false);
		assertThat(methods().filter(served::answers).collect(Collectors.toSet()))
			.isEqualTo(handlers(handler.getValue(), "requestHandlers"));
		assertThat(methods().filter(served::hears)).hasSameSizeAs(handlers(handler.getValue(), "notificationHandlers"));
	}

	@Test
	void serverWhoseApplicationDoesNotListenToRootsIsNotToldOfThem() {
		ServedMethods served = new ServedMethods(EVERYTHING, true, false);
		assertThat(served.hears(McpSchema.METHOD_NOTIFICATION_ROOTS_LIST_CHANGED)).isFalse();
	}

	// all that the SDK knows
	private static Stream<String> methods() {
		return Stream.of(McpSchema.class.getFields())
			.filter((field) -> field.getName().startsWith("METHOD_"))
			.map(ServedMethodsTests::value);
	}

	private static String value(Field field) {
		return String.valueOf(ReflectionUtils.getField(field, null));
	}

	private static Set<String> with(String method, Set<String> methods) {
		return Stream.concat(Stream.of(method), methods.stream()).collect(Collectors.toSet());
	}

	@SuppressWarnings("unchecked")
	private static Set<String> handlers(Object owner, String field) {
		return ((Map<String, ?>) Objects.requireNonNull(ReflectionTestUtils.getField(owner, field))).keySet();
	}

}
