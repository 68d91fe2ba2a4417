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

package io.identifiabl.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The demo with identity providers of the user's choice.
 *
 * @author Identifiabl Contributors
 */
class ExternalIssuerTests {

	private static final String API = "https://api.example.com";

	@SuppressWarnings("NullAway.Init")
	private static TestIssuer work;

	@SuppressWarnings("NullAway.Init")
	private static TestIssuer home;

	@SuppressWarnings("NullAway.Init")
	private static RunningDemo demo;

	@BeforeAll
	static void start() {
		work = TestIssuer.start();
		home = TestIssuer.start("/home");
		demo = RunningDemo.start("identifiabl.operator-issuers=" + home.getIssuer(),
				"identifiabl.providers.work.issuer=" + work.getIssuer(),
				"identifiabl.providers.home.issuer=" + home.getIssuer(), "identifiabl.audiences=" + API);
	}

	@AfterAll
	static void stop() {
		demo.close();
		work.close();
		home.close();
	}

	@Test
	void oneExternalIssuerReplacesEmbeddedServer() throws IOException {
		int unused = unusedPort();
		try (RunningDemo other = RunningDemo.start("identifiabl.issuer=" + work.getIssuer(),
				"identifiabl.audiences=" + API, "demo.authorization-server.port=" + unused)) {
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), unused).close());
			String token = user(work, "carol");
			assertThat(other.capture(token, "{\"text\":\"A walk\"}").statusCode()).isEqualTo(201);
			assertThat(memories(other, token)).containsExactly("A walk");
			assertThat(other.getAs(user(home, "carol"), "/api/me").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void sameSubjectOfTwoIssuersIsTwoUsers() {
		String atWork = user(work, "alice");
		String atHome = user(home, "alice");
		demo.capture(atWork, "{\"text\":\"The big meeting\"}");
		demo.capture(atHome, "{\"text\":\"The big sleep\"}");
		assertThat(memories(demo, atWork)).containsExactly("The big meeting");
		assertThat(memories(demo, atHome)).containsExactly("The big sleep");
		assertThat(me(atWork, "subject")).isEqualTo("alice").isEqualTo(me(atHome, "subject"));
		assertThat(me(atWork, "userId")).isEqualTo("alice").isEqualTo(me(atHome, "userId"));
		assertThat(me(atWork, "issuer")).isEqualTo(work.getIssuer());
		assertThat(me(atHome, "issuer")).isEqualTo(home.getIssuer());
		assertThat(me(atWork, "principalKey")).isNotEqualTo(me(atHome, "principalKey"));
	}

	@Test
	void serviceHasNoMemories() {
		String token = token(work, "nightly-job", "memories:read", "memories:write").claim("client_id", "nightly-job")
			.sign();
		assertThat(me(token, "principalType")).isEqualTo("service");
		HttpResponse<String> captured = demo.capture(token, "{\"text\":\"Beep\"}");
		assertThat(captured.statusCode()).isEqualTo(403);
		assertThat(JsonPath.<String>read(captured.body(), "$.code")).isEqualTo("access_denied");
		assertThat(demo.getAs(token, "/api/memories").statusCode()).isEqualTo(403);
	}

	@Test
	void auditEventsTellWhoWasRefused() {
		demo.capture(token(work, "dave", "memories:read").sign(), "{\"text\":\"Not allowed\"}");
		String operator = token(home, "operator", "actuator:read", "audit:read:all").sign();
		assertThat(refusals(operator)).contains("dave");
		assertThat(refusals(token(work, "operator", "actuator:read", "audit:read:all").sign())).doesNotContain("dave");
	}

	// the record may come after the response
	private static String refusals(String token) {
		String events = "";
		for (int i = 0; i < 100 && !events.contains("dave"); i++) {
			events = demo.getAs(token, "/actuator/auditevents?type=AUTHORIZATION_FAILURE").body();
		}
		return events;
	}

	private static List<String> memories(RunningDemo of, String token) {
		return JsonPath.read(of.getAs(token, "/api/memories").body(), "$[*].text");
	}

	private static String me(String token, String attribute) {
		return JsonPath.read(demo.getAs(token, "/api/me").body(), "$." + attribute);
	}

	private static String user(TestIssuer issuer, String subject) {
		return token(issuer, subject, "memories:read", "memories:write").sign();
	}

	private static TestToken token(TestIssuer issuer, String subject, String... scopes) {
		return issuer.token(subject).audience(API).scopes(scopes);
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
