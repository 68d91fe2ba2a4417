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

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link McpMessageReader}. What it refuses is tested over HTTP as well.
 *
 * @author Identifiabl Contributors
 */
class McpMessageReaderTests {

	private static McpMessage read(String message) throws MalformedMessageException {
		return McpMessageReader.read(message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable ProtectedOperation operation(String message) throws MalformedMessageException {
		return read(message).operation();
	}

	@Test
	void readFindsTheTool() throws MalformedMessageException {
		assertThat(operation("{'method':'tools/call','params':{'arguments':{'name':'x','uri':'y'},'name':'save'}}"))
			.isEqualTo(ProtectedOperation.tool("save"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "resources/read", "resources/subscribe", "resources/unsubscribe" })
	void readFindsTheResource(String method) throws MalformedMessageException {
		assertThat(operation("{'method':'" + method + "','params':{'uri':'notes://1','name':'x'}}"))
			.isEqualTo(ProtectedOperation.resource("notes://1"));
	}

	@Test
	void readFindsThePrompt() throws MalformedMessageException {
		assertThat(operation("{'method':'prompts/get','params':{'name':'p','uri':'x'}}"))
			.isEqualTo(ProtectedOperation.prompt("p"));
	}

	@Test
	void readFindsWhatACompletionIsFor() throws MalformedMessageException {
		assertThat(operation("{'method':'completion/complete','params':{'ref':{'type':'ref/prompt','name':'p'}}}"))
			.isEqualTo(ProtectedOperation.prompt("p"));
		assertThat(operation("{'method':'completion/complete','params':{'ref':{'uri':'notes://{id}'}}}"))
			.isEqualTo(ProtectedOperation.resource("notes://{id}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'ref':{}}", "{'ref':{'name':'p','uri':'u'}}", "{'ref':'p'}", "{'name':'p'}" })
	void readWhenCompletionIsForNothingThenFails(String parameters) {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> read("{'method':'completion/complete','params':" + parameters + "}"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{'method':'ping'}", "{'method':'tools/list','params':{'name':['x']}}", "{'result':{},'id':1}",
					"{'method':'x','params':[1,{'name':'y'}]}", "{'method':'x','params':null}", "{'error':{}}" })
	void readWhenNothingIsProtectedThenFindsNoOperation(String message) throws MalformedMessageException {
		assertThat(operation(message)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "'17', 17", "'-1', -1", "'123456789012345678901234567890', 123456789012345678901234567890" })
	void readKeepsNumbers(String id, BigInteger value) throws MalformedMessageException {
		assertThat(read("{'result':{},'id':" + id + "}").id()).hasToString(value.toString());
	}

	@Test
	void readKeepsTheTextOfAnId() throws MalformedMessageException {
		assertThat(read("{'result':{},'id':'a\\u0062c'}").id()).isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 6, 7, 8, 9, 15, 16, 17, 63, 64, 65 })
	void readWhenSomethingIsNotAsciiThenIsTheSame(int padding) throws MalformedMessageException {
		String message = "{'method':'tools/call','params':{'name':'" + "x".repeat(padding)
				+ "\u00fc\u20ac\ud83d\ude00'}}";
		assertThat(operation(message))
			.isEqualTo(ProtectedOperation.tool("x".repeat(padding) + "\u00fc\u20ac\ud83d\ude00"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 7, 8, 9, 30 })
	void readWhenAByteIsZeroThenFails(int position) {
		byte[] body = "{\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}".getBytes(StandardCharsets.UTF_8);
		body[position] = 0;
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> McpMessageReader.read(body));
	}

}
