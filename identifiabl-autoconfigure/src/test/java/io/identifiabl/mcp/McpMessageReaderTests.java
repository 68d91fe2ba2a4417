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

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
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
@Tag("every-jdk")
class McpMessageReaderTests {

	private static McpMessage read(String message) throws MalformedMessageException {
		return McpMessageReader
			.read(("{'jsonrpc':'2.0'," + message.substring(1)).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
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
		assertThat(operation(completion("{'type':'ref/prompt','name':'p'}"))).isEqualTo(ProtectedOperation.prompt("p"));
		assertThat(operation(completion("{'type':'ref/resource','uri':'notes://{id}'}")))
			.isEqualTo(ProtectedOperation.resource("notes://{id}"));
	}

	private static String completion(String reference) {
		return "{'id':1,'method':'completion/complete','params':{'ref':" + reference
				+ ",'argument':{'name':'a','value':'v'}}}";
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "'p'", "{'name':'p'}", "{'type':'ref/prompt'}",
			"{'type':'ref/prompt','name':'p','uri':'u'}", "{'type':'ref/prompt','uri':'u'}",
			"{'type':'ref/resource','name':'p'}", "{'type':'ref/tool','name':'p'}" })
	void readWhenCompletionIsForNothingThenFails(String reference) {
		assertRefused(completion(reference), JsonRpcError.INVALID_PARAMS);
	}

	private static void assertRefused(String message, JsonRpcError error) {
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> read(message))
			.satisfies((ex) -> assertThat(ex.getError()).isEqualTo(error));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'method':'ping'}", "{'method':'tools/list','params':{'name':['x']}}",
			"{'result':{},'id':1}", "{'method':'x','params':{'y':[1,{'name':'y'}]}}", "{'method':'x','params':null}",
			"{'id':'a','error':{'code':1,'message':'no'}}" })
	void readWhenNothingIsProtectedThenFindsNoOperation(String message) throws MalformedMessageException {
		assertThat(operation(message)).isNull();
	}

	// a half of a surrogate pair, which some decoders take, wherever it stands
	@Test
	void readWhenBytesAreNotUtf8ThenFails() {
		byte[] half = { (byte) 0xED, (byte) 0xA0, (byte) 0x80 };
		for (int i = 0; i < 20; i++) {
			byte[] start = ("{\"jsonrpc\":\"2.0\",\"id\":\"" + "x".repeat(i)).getBytes(StandardCharsets.UTF_8);
			byte[] end = ("y".repeat(i % 3) + "\",\"method\":\"ping\"}").getBytes(StandardCharsets.UTF_8);
			byte[] body = ByteBuffer.allocate(start.length + half.length + end.length)
				.put(start)
				.put(half)
				.put(end)
				.array();
			assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> McpMessageReader.read(body))
				.satisfies((ex) -> assertThat(ex.getError()).isEqualTo(JsonRpcError.PARSE_ERROR));
		}
	}

	@Test
	void readWhenSomethingIsAtItsBoundThenReads() throws MalformedMessageException {
		String longest = "x".repeat(Shape.MAX_TEXT_LENGTH);
		assertThat(read("{'id':1,'method':'" + longest + "'}").method()).isEqualTo(longest);
		assertThat(read("{'id':'" + longest + "','method':'ping'}").id()).isEqualTo(longest);
		assertRefused("{'id':1,'method':'" + longest + "x'}", JsonRpcError.INVALID_REQUEST);
		assertRefused("{'id':'" + longest + "x','method':'ping'}", JsonRpcError.INVALID_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":1,\"method\":\"ping\"}", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
			"{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[]}",
			"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}", "{\"jsonrpc\":\"2.0\",\"result\":{}}", "[]", "7" })
	void readWhenItIsNoMessageThenIsInvalid(String body) {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> McpMessageReader.read(body.getBytes(StandardCharsets.UTF_8)))
			.satisfies((ex) -> assertThat(ex.getError()).isEqualTo(JsonRpcError.INVALID_REQUEST));
	}

	@Test
	void readWhenParametersComeBeforeTheMethodThenReadsThemToo() throws MalformedMessageException {
		assertThat(operation("{'params':{'name':'save','arguments':{}},'method':'tools/call'}"))
			.isEqualTo(ProtectedOperation.tool("save"));
		assertRefused("{'id':1,'params':{'arguments':{}},'method':'tools/call'}", JsonRpcError.INVALID_PARAMS);
	}

	@ParameterizedTest
	@ValueSource(longs = { 17, -1, 0, Long.MAX_VALUE, Long.MIN_VALUE })
	void readKeepsNumbers(long id) throws MalformedMessageException {
		assertThat(read("{'result':{},'id':" + id + "}").id()).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'id':9223372036854775808,'method':'ping'}", "{'id':1.5,'method':'ping'}",
			"{'id':null,'method':'ping'}", "{'id':[1],'method':'ping'}", "{'id':1,'method':7}", "{'id':1}",
			"{'id':1,'method':'ping','result':{}}", "{'id':1,'result':{},'error':{'code':1,'message':'x'}}",
			"{'result':{}}", "{'id':1,'result':null}", "{'id':1,'error':'x'}", "{'id':1,'error':{'code':1}}" })
	void readWhenTheEnvelopeIsWrongThenIsAnInvalidRequest(String message) {
		assertRefused(message, JsonRpcError.INVALID_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'x'", "7", "[]", "{'_meta':'x'}", "{'_meta':{'progressToken':{}}}", "{'cursor':7}",
			"{'x\\u2028y':1}", "{'x':[{'y\\nz':1}]}" })
	void readWhenTheParametersAreWrongThenSaysSoToTheRequest(String parameters) {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> read("{'params':" + parameters + ",'method':'tools/list','id':'a'}"))
			.satisfies((ex) -> {
				assertThat(ex.getError()).isEqualTo(JsonRpcError.INVALID_PARAMS);
				assertThat(ex.getId()).isEqualTo("a");
			});
	}

	@Test
	void readFindsTheVersionThatTheMessageNames() throws MalformedMessageException {
		assertThat(read("{'id':1,'method':'ping','params':{'_meta':"
				+ "{'io.modelcontextprotocol/protocolVersion':'2026-07-28'}}}")
			.protocolVersion()).isEqualTo("2026-07-28");
	}

	@Test
	void readKeepsTheTextOfAnId() throws MalformedMessageException {
		assertThat(read("{'result':{},'id':'a\\u0062c'}").id()).isEqualTo("abc");
	}

	private static String initialize(String client) {
		return "{'id':'a','method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':{},"
				+ "'clientInfo':{'name':'c','version':'1'," + client + "}}}";
	}

	// the server logs it, and all that belongs to it
	@ParameterizedTest
	@ValueSource(strings = { "'title':'%s'", "'icons':[{'src':'data:image/png;base64,%s'}]", "'other':'%s'" })
	void readWhenTheStartOfASessionIsTooLargeThenSaysSoToTheRequest(String client) {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> read(initialize(client.formatted("x".repeat(16 * 1024)))))
			.satisfies((ex) -> {
				assertThat(ex.getError()).isEqualTo(JsonRpcError.INVALID_PARAMS);
				assertThat(ex.getId()).isEqualTo("a");
			});
	}

	@Test
	void readWhenAnIconIsInlineThenMayBeLong() throws MalformedMessageException {
		String icon = "'icons':[{'src':'data:image/png;base64," + "x".repeat(12 * 1024) + "'}]";
		assertThat(read(initialize(icon)).method()).isEqualTo("initialize");
	}

	@Test
	void readWhenAnIconBreaksALineThenFails() {
		assertRefused(initialize("'icons':[{'src':'data:\\n'}]"), JsonRpcError.INVALID_PARAMS);
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
		byte[] body = "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}"
			.getBytes(StandardCharsets.UTF_8);
		body[position] = 0;
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> McpMessageReader.read(body));
	}

	@Test
	void readWhenTheStartOfASessionIsAtItsBoundThenReads() throws MalformedMessageException {
		String icon = "'icons':[{'src':'data:%s'}]";
		int rest = ("{'jsonrpc':'2.0'," + initialize(icon).substring(1)).length() - "%s".length();
		String longest = "x".repeat(16 * 1024 - rest);
		assertThat(read(initialize(icon.replace("%s", longest))).method()).isEqualTo("initialize");
		assertRefused(initialize(icon.replace("%s", longest + "x")), JsonRpcError.INVALID_PARAMS);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "|The body is empty", "[]|Batches are not supported", "7|The body is not a JSON object",
					"{} {}|Something follows the message",
					"{\"id\":1,\"method\":\"ping\"}|The message is not of JSON-RPC 2.0",
					"{\"jsonrpc\":\"2.0\",\"id\":1}|The message is neither a request nor a response",
					"{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"result\":{}}|The message is a request and a response",
					"{\"jsonrpc\":\"2.0\",\"result\":{}}|The response has no id",
					"{\"jsonrpc\":\"2.0\",\"method\":[],\"id\":1.5}|The method is not a string, or too long",
					"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}|The result is no object, or its roots are none",
					"{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":7}|The error has no code or no message" })
	void readSaysWhatIsWrongFirst(@Nullable String body, String reason) {
		assertThatExceptionOfType(MalformedMessageException.class)
			.isThrownBy(() -> McpMessageReader.read(Objects.toString(body, "").getBytes(StandardCharsets.UTF_8)))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	@Test
	void readWhenTextStartsWithAByteOrderMarkThenFails() {
		byte[] body = "\ufeff{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> McpMessageReader.read(body))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo("The body starts with a byte order mark"));
	}

	// which the parser would recognize by its zeros, and the server would not
	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" })
	void readWhenTheEncodingIsAnotherThenFails(String charset) {
		byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(Charset.forName(charset));
		assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> McpMessageReader.read(body))
			.satisfies((ex) -> assertThat(ex.getError()).isEqualTo(JsonRpcError.PARSE_ERROR));
	}

}
