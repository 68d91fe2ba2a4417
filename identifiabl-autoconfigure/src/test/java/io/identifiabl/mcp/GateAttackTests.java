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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to say one thing to the gate and another to the server behind it. The caller may
 * say hello and nothing else; whatever is sent, the purge never runs.
 *
 * @author Identifiabl Contributors
 */
class GateAttackTests {

	private static final String PURGE = """
			{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"purge","arguments":{}}}""";

	private static TestIssuer issuer;

	private static RunningApplication application;

	private static McpEndpoint endpoint;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(McpApplication.class, issuer, "identifiabl.mcp.max-body-size=10KB");
		endpoint = McpEndpoint.of(application).as(issuer.token("mallory").audience("urn:api").sign()).initialized();
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@AfterEach
	void nothingRan() {
		assertThat(application.getBean(McpApplication.Runs.class).getNames()).isEmpty();
	}

	@Test
	void plainCallIsRefusedForItsScopes() {
		assertRefused(endpoint.post(PURGE), 403, "insufficient_scope");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{'jsonrpc':'2.0','id':1,'method':'ping','method':'tools/call','params':{'name':'purge','arguments':{}}}",
			"{'jsonrpc':'2.0','id':1,'method':'tools/call','method':'ping','params':{'name':'purge','arguments':{}}}",
			"{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'hello','name':'purge','arguments':{}}}",
			"{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'hello'},'params':{'name':'purge'}}",
			"{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'hello','\\u006eame':'purge'}}",
			"{'jsonrpc':'2.0','id':1,'id':2,'method':'ping'}",
			"{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'hello','arguments':{'a':1,'a':2}}}" })
	void keyThatIsThereTwiceIsMalformed(String body) {
		assertRefused(endpoint.post(body.replace('\'', '"')), 400, "malformed_request");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{'jsonrpc':'2.0','id':1,'method':'tools\\u002fcall','params':{'name':'purge','arguments':{}}}",
			"{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'p\\u0075rge','arguments':{}}}",
			"{'jsonrpc':'2.0','id':1,'m\\u0065thod':'tools/call','\\u0070arams':{'n\\u0061me':'purge'}}",
			"{'params':{'arguments':{},'name':'purge'},'method':'tools/call','id':1,'jsonrpc':'2.0'}",
			" \n\t {'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'purge','arguments':{}}} \r\n ",
			"{'jsonrpc':'2.0','method':'tools/call','params':{'name':'purge','arguments':{}}}" })
	void spellingMakesNoDifference(String body) {
		assertRefused(endpoint.post(body.replace('\'', '"')), 403, "insufficient_scope");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'Purge'", "'PURGE'", "'purge '", "' purge'", "'purge\\u0000'", "'p\\u200burge'", "''" })
	void nameThatOnlyLooksAlikeIsDenied(String name) {
		String body = PURGE.replace("\"purge\"", name.replace('\'', '"'));
		assertRefused(endpoint.post(body), 403, "access_denied");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'name':['purge']}", "{'name':{'purge':1}}", "{'name':7}", "{'name':null}",
			"{'arguments':{}}", "['purge']", "'purge'", "null", "7" })
	void callWithoutANameIsMalformed(String parameters) {
		String body = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':" + parameters + "}";
		assertRefused(endpoint.post(body.replace('\'', '"')), 400, "malformed_request");
	}

	@ParameterizedTest
	@MethodSource("malformedBodies")
	void bodyThatIsNotOneMessageIsMalformed(String body) {
		assertRefused(endpoint.post(body), 400, "malformed_request");
	}

	static Stream<String> malformedBodies() {
		return Stream.of("{}", "{\"id\":1}", "{\"params\":{}}", "[" + PURGE + "]", "[]", PURGE + PURGE, PURGE + " x",
				PURGE + "\u0000", "\ufeff" + PURGE, "", "null", "7", "\"tools/call\"", "{",
				PURGE.substring(0, PURGE.length() - 1), "/**/" + PURGE, PURGE.replace('"', '\''),
				PURGE.replace("\"id\":1", "\"id\":null"), PURGE.replace("\"id\":1", "\"id\":{}"),
				PURGE.replace("\"id\":1", "\"id\":1.5"), PURGE.replace("\"id\":1", "\"id\":01"),
				PURGE.replace("{}", "[".repeat(2000) + "]".repeat(2000)), PURGE.replace("tools/call", "tools/call\t"),
				PURGE.replace("purge", "x".repeat(5000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "UTF-32LE", "IBM037" })
	void otherEncodingsAreMalformed(String name) {
		byte[] body = PURGE.getBytes(Charset.forName(name));
		assertRefused(endpoint.with("Content-Type", "application/json;charset=" + name).post(body), 400,
				"malformed_request");
		assertRefused(endpoint.post(body), 400, "malformed_request");
	}

	@ParameterizedTest
	@MethodSource("invalidUtf8")
	void bytesThatAreNotUtf8AreMalformed(byte[] letter) {
		byte[] start = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
			.getBytes(StandardCharsets.UTF_8);
		byte[] end = "urge\"}}".getBytes(StandardCharsets.UTF_8);
		byte[] body = Arrays.copyOf(start, start.length + letter.length + end.length);
		System.arraycopy(letter, 0, body, start.length, letter.length);
		System.arraycopy(end, 0, body, start.length + letter.length, end.length);
		assertRefused(endpoint.post(body), 400, "malformed_request");
	}

	// an overlong p, a lone surrogate, a stray continuation, beyond Unicode
	static Stream<Arguments> invalidUtf8() {
		return Stream
			.of(new int[] { 0xc1, 0xb0 }, new int[] { 0xe0, 0x81, 0xb0 }, new int[] { 0xed, 0xa0, 0x80 },
					new int[] { 0xb0 }, new int[] { 0xf4, 0x90, 0x80, 0x80 }, new int[] { 0xff })
			.map((octets) -> {
				byte[] bytes = new byte[octets.length];
				for (int i = 0; i < octets.length; i++) {
					bytes[i] = (byte) octets[i];
				}
				return Arguments.of((Object) bytes);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "text/plain;charset=UTF-8", "application/json;charset=UTF-7",
			"application/json;charset=ISO-8859-1", "application/*", "application/vnd.api+json",
			"application/x-www-form-urlencoded", "nonsense", "multipart/form-data;boundary=x" })
	void otherContentTypesAreMalformed(String type) {
		assertRefused(endpoint.with("Content-Type", type).post(PURGE), 400, "malformed_request");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "application/json", "application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\"" })
	void contentTypeOfJsonIsRead(String type) {
		assertRefused(endpoint.with("Content-Type", type).post(PURGE), 403, "insufficient_scope");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/%6dcp", "/m%63p", "/%6D%63%70" })
	void encodedPathIsTheSameEndpoint(String path) {
		assertRefused(endpoint.send(endpoint.builder(path).POST(BodyPublishers.ofString(PURGE))), 403,
				"insufficient_scope");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mcp/", "/MCP", "//mcp", "/mcp;x=1", "/mcp/x", "/./mcp", "/x/../mcp", "/mcp%2f",
			"/mcp%00", "/mcp/message", "/sse" })
	void otherPathsLeadNowhere(String path) {
		HttpResponse<String> response = endpoint.send(endpoint.builder(path).POST(BodyPublishers.ofString(PURGE)));
		assertThat(response.statusCode()).isBetween(400, 404);
	}

	@ParameterizedTest
	@CsvSource({ "Mcp-Method, ping", "Mcp-Method, TOOLS/CALL", "Mcp-Name, hello", "Mcp-Name, =?base64?aGVsbG8=?=",
			"Mcp-Name, =?base64?not base64?=", "Mcp-Name, =?base64?/w==?=" })
	void headerThatDisagreesWithTheBodyIsRefused(String header, String value) {
		assertRefused(endpoint.with(header, value).post(PURGE), 400, "header_mismatch");
	}

	@Test
	void headerNeverAllowsWhatTheBodyIsRefusedFor() {
		McpEndpoint agreeing = endpoint.with("Mcp-Method", "tools/call").with("Mcp-Name", "=?base64?cHVyZ2U=?=");
		assertRefused(agreeing.post(PURGE), 403, "insufficient_scope");
	}

	@Test
	void headerWithAnotherNameBesideTheRightOneIsRefused() {
		assertRefused(endpoint.send(endpoint.builder()
			.header("Mcp-Name", "purge")
			.header("Mcp-Name", "hello")
			.POST(BodyPublishers.ofString(PURGE))), 400, "header_mismatch");
	}

	@Test
	void headerOfANameWithoutAnOperationIsRefused() {
		assertRefused(endpoint.with("Mcp-Name", "hello").request("ping", "{}"), 400, "header_mismatch");
	}

	@Test
	void methodOverrideIsNoWayAround() {
		assertRefused(endpoint.with("X-HTTP-Method-Override", "GET").post(PURGE), 403, "insufficient_scope");
	}

	@Test
	void bodyOverTheLimitIsRefused() {
		String body = PURGE.replace("{}", "{\"text\":\"" + "x".repeat(10 * 1024) + "\"}");
		assertRefused(endpoint.post(body), 413, "body_too_large");
	}

	@Test
	void bodyOverTheLimitWithoutALengthIsRefused() {
		byte[] body = PURGE.replace("{}", "{\"text\":\"" + "x".repeat(10 * 1024) + "\"}")
			.getBytes(StandardCharsets.UTF_8);
		assertRefused(
				endpoint.send(endpoint.builder().POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))),
				413, "body_too_large");
	}

	@Test
	void bodyOfExactlyTheLimitIsRead() {
		String body = PURGE + " ".repeat(10 * 1024 - PURGE.length());
		assertRefused(endpoint.post(body), 403, "insufficient_scope");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/event-stream", ";;;", "*/*", "" })
	void clientThatDoesNotTakeBothFormsIsRefused(String accept) {
		assertRefused(endpoint.with("Accept", accept).request("ping", "{}"), 400, "malformed_request");
	}

	@Test
	void weightsOfAcceptedTypesMakeNoDifference() {
		HttpResponse<String> response = endpoint.with("Accept", "application/json;q=0.9, text/event-stream;q=0.1")
			.request("ping", "{}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.result(response)).isEmpty();
	}

	@Test
	void messageWithoutASessionIsRefused() {
		assertRefused(endpoint.with("Mcp-Session-Id", null).request("ping", "{}"), 400, "malformed_request");
	}

	@Test
	void refusalIsAnErrorOfJsonRpcAsWell() {
		HttpResponse<String> response = endpoint.request("resources/read", "{\"uri\":7}");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(RunningApplication.json(response)).containsEntry("jsonrpc", "2.0")
			.containsEntry("id", 7L)
			.containsEntry("error", Map.of("code", -32602L, "message", "Invalid params"))
			.containsEntry("status", 400L);
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(RunningApplication.json(response)).containsEntry("code", code);
		assertThat(response.body()).doesNotContain("purge", "at io.", "at org.");
	}

}
