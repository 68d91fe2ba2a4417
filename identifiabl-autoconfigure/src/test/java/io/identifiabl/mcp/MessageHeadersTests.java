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

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageHeaders}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class MessageHeadersTests {

	private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
			+ "{\"name\":\"gr\u00fc\u00dfe\",\"arguments\":{}}}";

	private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private boolean agrees(String message) throws MalformedMessageException {
		return MessageHeaders.agreeWith(McpMessageReader.read(message.getBytes(StandardCharsets.UTF_8)), this.request);
	}

	private static String encode(byte[] bytes) {
		return "=?base64?" + Base64.getEncoder().encodeToString(bytes) + "?=";
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "application/json, text/event-stream|true|true",
			"application/json|false|false", "text/event-stream|false|true", "*/*|false|false", ";;;|false|false" })
	void clientTakesTheFormsThatItNames(String accepted, boolean both, boolean stream) {
		this.request.addHeader("Accept", accepted);
		assertThat(MessageHeaders.acceptBoth(this.request)).isEqualTo(both);
		assertThat(MessageHeaders.acceptStream(this.request)).isEqualTo(stream);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json;charset=utf-8", "Application/JSON; charset=UTF-8" })
	void jsonInUtf8IsJson(String type) {
		this.request.addHeader("Content-Type", type);
		assertThat(MessageHeaders.isJson(this.request)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/json;charset=utf-16", "application/*", "*/*", "json", "",
			"application/jsonp" })
	void anythingElseIsNot(String type) {
		this.request.addHeader("Content-Type", type);
		assertThat(MessageHeaders.isJson(this.request)).isFalse();
	}

	@Test
	void requestWithoutATypeIsNotJson() {
		assertThat(MessageHeaders.isJson(this.request)).isFalse();
	}

	@Test
	void messageAgreesWithNoHeaders() throws MalformedMessageException {
		assertThat(agrees(CALL)).isTrue();
		assertThat(agrees(PING)).isTrue();
	}

	@Test
	void messageAgreesWithItsMethodOnly() throws MalformedMessageException {
		this.request.addHeader("Mcp-Method", "tools/call");
		assertThat(agrees(CALL)).isTrue();
		assertThat(agrees(PING)).isFalse();
	}

	@Test
	void everyHeaderHasToAgree() throws MalformedMessageException {
		this.request.addHeader("Mcp-Method", "tools/call");
		this.request.addHeader("Mcp-Method", "tools/list");
		assertThat(agrees(CALL)).isFalse();
	}

	@Test
	void messageAgreesWithItsEncodedNameOnly() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", encode("gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8)));
		assertThat(agrees(CALL)).isTrue();
		assertThat(agrees(CALL.replace("gr\u00fc", "gru"))).isFalse();
	}

	@Test
	void messageWithoutAnOperationAgreesWithNoName() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", "ping");
		assertThat(agrees(PING)).isFalse();
	}

	@Test
	void everyNameHasToAgree() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", "save");
		this.request.addHeader("Mcp-Name", "load");
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", "save"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "=?base64?", "?=", "=?base64?=", "=?base64", "c2F2ZQ==", "=?base64?c2F2ZQ==" })
	void whatIsNotEncodedStandsForItself(String name) throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", name);
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", name))).isTrue();
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", "save"))).isFalse();
	}

	@Test
	void nameThatIsNotBase64AgreesWithNothing() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", "=?base64?*?=");
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", "=?base64?*?="))).isFalse();
		assertThat(agrees(PING)).isFalse();
	}

	@Test
	void nameThatIsNotUtf8AgreesWithNothing() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", encode(new byte[] { (byte) 0xff }));
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", "\ufffd"))).isFalse();
	}

	@Test
	void emptyNameThatIsEncodedStandsForNothingElse() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", encode(new byte[0]));
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", "=?base64??="))).isFalse();
	}

	@Test
	void nameThatCannotBeReadIsNoEmptyName() throws MalformedMessageException {
		this.request.addHeader("Mcp-Name", "=?base64?*?=");
		assertThat(agrees(CALL.replace("gr\u00fc\u00dfe", ""))).isFalse();
	}

}
