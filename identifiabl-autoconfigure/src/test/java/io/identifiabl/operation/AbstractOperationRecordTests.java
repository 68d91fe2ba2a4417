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

package io.identifiabl.operation;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded of real requests: one record each, whatever happened.
 *
 * @author Identifiabl Contributors
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractOperationRecordTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private final TestDatabase database;

	private final String threads;

	private final TestIssuer issuer = TestIssuer.start();

	private RunningApplication application;

	private RecordedTrail trail;

	@SuppressWarnings("NullAway.Init")
	AbstractOperationRecordTests(TestDatabase database) {
		this(database, "spring.threads.virtual.enabled=false");
	}

	@SuppressWarnings("NullAway.Init")
	AbstractOperationRecordTests(TestDatabase database, String threads) {
		this.database = database;
		this.threads = threads;
	}

	@BeforeAll
	void start() {
		this.application = RunningApplication.start(RecordedApplication.class,
				"identifiabl.issuer=" + this.issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.mcp.resource=https://api.example.com/mcp", "identifiabl.mcp.undeclared-tools=allow",
				"spring.ai.mcp.server.enabled=true", "spring.ai.mcp.server.protocol=STREAMABLE",
				"spring.datasource.url=" + this.database.newUrl(), "identifiabl.audit.store=jdbc",
				"identifiabl.audit.jdbc.initialize-schema=always", "identifiabl.audit.spill-file=",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(), this.threads,
				"identifiabl.audit.hmac-key=0123456789abcdef0123456789abcdef");
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.issuer.close();
	}

	@BeforeEach
	void forgetEarlierRecords() {
		this.trail = RecordedTrail.of(this.application);
	}

	@Test
	void requestIsOneRecord() {
		this.application.get("/api/me?q=secret", "Authorization", "Bearer " + token("notes:read").sign(), "traceparent",
				"00-" + TRACE_ID + "-b7ad6b7169203331-01", "User-Agent", "phone/7");
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("actor_type", "user")
			.containsEntry("issuer", this.issuer.getIssuer())
			.containsEntry("tenant", "t1")
			.containsEntry("http_method", "GET")
			.containsEntry("route", "/api/me")
			.containsEntry("action", "read")
			.containsEntry("decision", "permit")
			.containsEntry("outcome", "success")
			.containsEntry("status", 200L)
			.containsEntry("granted", List.of("notes:read"))
			.containsEntry("required", List.of("notes:read"))
			.containsKeys("request_id", "duration_us", "personal", "stream", "seq")
			.doesNotContainKeys("reason", "error", "missing", "phase");
		assertThat(record.decisions()).containsExactly("authentication permit", "url permit", "method permit");
		assertThat(record.personal()).containsEntry("sub", "user")
			.containsEntry("client", "client1")
			.containsEntry("address", "127.0.0.1")
			.containsEntry("user_agent", "phone/7")
			.containsEntry("path", "/api/me")
			.containsEntry("trace_id", TRACE_ID)
			.containsKey("token");
		assertThat(this.trail.all()).hasSize(1);
	}

	@Test
	void refusedRequestSaysWhatWasMissing() {
		this.application.getAs(token("other").sign(), "/api/me");
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "failure")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("status", 403L)
			.containsEntry("required", List.of("notes:read"))
			.containsEntry("missing", List.of("notes:read"))
			.containsEntry("granted", List.of("other"));
		assertThat(record.decisions()).containsExactly("authentication permit", "url permit", "method deny");
	}

	@Test
	void failedRequestIsNoRefusal() {
		this.application.getAs(token("notes:read").sign(), "/api/broken");
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("outcome", "failure")
			.containsEntry("decision", "permit")
			.containsEntry("status", 500L)
			.containsKey("error");
	}

	@Test
	void recordsThatWereAccessedAreNamed() {
		this.application.getAs(token("notes:read").sign(), "/api/patients/mrn-17");
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("touched", List.of("patient"))
			.containsEntry("route", "/api/patients/{id}");
		assertThat(record.personal()).containsEntry("touched_ids", List.of("patient/mrn-17"));
		assertThat(record.row().payload()).doesNotContain("mrn-17");
		assertThat(this.trail.getTrail().find(AuditQuery.all().where(Column.RESOURCE, "patient/mrn-17")).records())
			.hasSize(1);
	}

	@Test
	void whatAnotherThreadAccessesIsPartOfTheRecord() {
		assertThat(this.application.getAs(token("notes:read").sign(), "/api/stream").body()).isEqualTo("streamed");
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("touched", List.of("file")).containsEntry("status", 200L);
	}

	@Test
	void toolCallIsOneRecord() {
		McpEndpoint endpoint = mcp("notes:read", "notes:write").initialized();
		this.trail = RecordedTrail.of(this.application);
		endpoint.call("saveNote", "{\"text\":\"very private\"}");
		Recorded record = this.trail.only("mcp.tool.call");
		assertThat(record.leaf()).containsEntry("tool", "saveNote")
			.containsEntry("mcp_method", "tools/call")
			.containsEntry("action", "execute")
			.containsEntry("decision", "permit")
			.containsEntry("outcome", "success")
			.containsEntry("required", List.of("notes:write"))
			.containsEntry("granted", List.of("notes:read", "notes:write"));
		assertThat(record.decisions()).contains("authentication permit", "operation permit");
		assertThat(record.personal()).containsEntry("client_claimed", "test/1")
			.containsKeys("session", "args_hmac", "token");
		assertThat(record.row().personal()).doesNotContain("private");
		assertThat(this.trail.all()).filteredOn((other) -> !other.type().equals("mcp.message")).hasSize(1);
	}

	@Test
	void sameArgumentsHaveTheSameDigest() {
		McpEndpoint endpoint = mcp("notes:write").initialized();
		this.trail = RecordedTrail.of(this.application);
		endpoint.call("saveNote", "{\"text\":\"a\"}");
		endpoint.call("saveNote", "{ \"text\" : \"a\" }");
		endpoint.call("saveNote", "{\"text\":\"b\"}");
		assertThat(this.trail.all()).filteredOn((record) -> record.type().equals("mcp.tool.call"))
			.extracting((record) -> record.personal("args_hmac"))
			.hasSize(3)
			.satisfies((digests) -> assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2)));
	}

	@Test
	void refusedToolCallIsOneRecord() {
		mcp("notes:read").initialized().call("saveNote", "{}");
		Recorded record = this.trail.only("mcp.tool.call");
		assertThat(record.leaf()).containsEntry("tool", "saveNote")
			.containsEntry("decision", "deny")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("required", List.of("notes:write"))
			.containsEntry("missing", List.of("notes:write"))
			.containsEntry("status", 403L);
	}

	@Test
	void refusalInsideAToolIsOneRecord() {
		mcp("notes:read").initialized().call("openVault", "{}");
		Recorded record = this.trail.only("mcp.tool.call");
		assertThat(record.leaf()).containsEntry("decision", "deny")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("required", List.of("vault"))
			.containsEntry("outcome", "failure");
		assertThat(record.decisions()).contains("operation permit", "method deny");
	}

	@Test
	void toolThatFailsIsRecordedAsFailure() {
		mcp("notes:read").initialized().call("fail", "{}");
		assertThat(this.trail.only("mcp.tool.call").leaf()).containsEntry("outcome", "failure")
			.containsEntry("decision", "permit")
			.containsEntry("error", "tool_error");
	}

	@Test
	void nameThatNoToolHasIsPersonal() {
		mcp("notes:read").initialized().call("patient-4711", "{}");
		Recorded record = this.trail.only("mcp.tool.call");
		assertThat(record.row().payload()).doesNotContain("patient-4711");
		assertThat(record.personal()).containsEntry("requested", "patient-4711");
	}

	@Test
	void resourceIsRecordedByItsTemplate() {
		mcp("notes:one").initialized().request("resources/read", "{\"uri\":\"notes://by-id/4711\"}");
		Recorded record = this.trail.only("mcp.resource.read");
		assertThat(record.leaf()).containsEntry("resource", "notes://by-id/{id}").containsEntry("action", "read");
		assertThat(record.row().payload()).doesNotContain("by-id/4711");
		assertThat(record.personal()).containsEntry("requested", "notes://by-id/4711");
	}

	@Test
	void promptIsRecorded() {
		mcp("notes:read").initialized()
			.request("prompts/get", "{\"name\":\"summary\",\"arguments\":{\"topic\":\"x\"}}");
		assertThat(this.trail.only("mcp.prompt.get").leaf()).containsEntry("prompt", "summary")
			.containsEntry("outcome", "success");
	}

	@Test
	void malformedMessageIsRecorded() {
		mcp("notes:read").post("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"method\":\"b\"}");
		assertThat(this.trail.only("http.request").leaf()).containsEntry("error", "malformed_request")
			.containsEntry("status", 400L);
	}

	@Test
	void refusedTokenPoisonsNobodysHistory() {
		String token = token("notes:read").audience("urn:other").sign();
		this.application.getAs(token, "/api/me");
		Recorded record = this.trail.only("identity.rejected");
		assertThat(record.leaf()).containsEntry("actor_type", "anonymous")
			.containsEntry("reason", "invalid_audience")
			.containsEntry("decision", "deny")
			.containsKey("provider")
			.doesNotContainKeys("issuer", "tenant", "granted");
		assertThat(record.personal("claimed")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("iss", this.issuer.getIssuer())
			.containsEntry("sub", "user")
			.containsEntry("client_id", "client1");
		assertThat(record.personal()).doesNotContainKeys("sub", "user", "client", "token");
		assertThat(record.row().projection().user()).isNull();
	}

	@Test
	void missingTokenIsRecorded() {
		this.application.get("/api/me");
		assertThat(this.trail.only("identity.rejected").leaf()).containsEntry("reason", "missing_token")
			.containsEntry("status", 401L);
	}

	@Test
	void credentialsThatCannotBeReadAreRecorded() {
		this.application.get("/api/me?access_token=secret");
		Recorded record = this.trail.only("identity.rejected");
		assertThat(record.leaf()).containsEntry("reason", "token_in_query");
		assertThat(record.row().personal()).doesNotContain("secret");
	}

	@Test
	void sessionOfSomebodyElseIsRecorded() {
		McpEndpoint alice = mcp("notes:read").initialized();
		alice.as(this.issuer.token("mallory").audience("urn:api").scopes("notes:read").sign()).call("readNotes", "{}");
		assertThat(this.trail.only("mcp.session.misuse").personal()).containsEntry("sub", "mallory");
		// refused before anybody reads what is asked for
		Recorded call = this.trail.only("http.request");
		assertThat(call.leaf()).containsEntry("reason", "session_not_found").containsEntry("decision", "deny");
	}

	@Test
	void oddMethodIsNoPartOfTheLeaf() {
		this.application.send(this.application.request("/api/me")
			.method("PATIENT4711", BodyPublishers.noBody())
			.header("Authorization", "Bearer " + token("notes:read").sign()));
		assertThat(this.trail.all())
			.allSatisfy((record) -> assertThat(record.row().payload()).doesNotContain("PATIENT4711"));
	}

	@Test
	void healthIsNotRecorded() {
		HttpResponse<String> response = this.application.get("/actuator/health");
		assertThat(response.statusCode()).isEqualTo(200);
		this.application.getAs(token("notes:read").sign(), "/api/me");
		this.trail.only("http.request");
		assertThat(this.trail.all()).hasSize(1);
	}

	@Test
	void neitherTokensNorArgumentsAreKept() {
		String token = token("notes:write").sign();
		String refused = token("notes:write").claim("exp", 1).without("iat").sign();
		McpEndpoint endpoint = mcp().as(token).initialized();
		endpoint.call("saveNote", "{\"text\":\"very private\"}");
		this.application.getAs(token, "/api/me");
		this.application.getAs(refused, "/api/me");
		this.trail.only("identity.rejected");
		// as clients do that put it where it does not belong
		this.application.getAs(token, "/api/" + token);
		endpoint.call(token, "{}");
		assertThat(this.trail.all()).hasSizeGreaterThan(3)
			.allSatisfy((record) -> assertThat(record.row().payload() + record.row().personal())
				.doesNotContain("very private")
				.doesNotContain(token.split("\\."))
				.doesNotContain(refused.split("\\.")));
	}

	private McpEndpoint mcp(String... scopes) {
		return McpEndpoint.of(this.application).as(token(scopes).sign());
	}

	private TestToken token(String... scopes) {
		return this.issuer.token("user")
			.audience("urn:api")
			.scopes(scopes)
			.claim("client_id", "client1")
			.claim("tenant", "t1");
	}

}
