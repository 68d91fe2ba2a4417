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

package io.identifiabl.security.context;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;
import io.identifiabl.security.context.AsyncApplication.ContainerThreads;
import io.identifiabl.security.context.AsyncApplication.Ending;
import io.identifiabl.security.context.AsyncApplication.Task;
import io.identifiabl.security.context.AsyncApplication.Worker;
import io.identifiabl.test.TestIdentities;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing of a request is left on a thread that worked for it, however the request ends.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractAsyncThreadStateTests {

	private static final List<String> KINDS = List.of("callable", "web-async-task", "streaming", "deferred-result",
			"completable-future", "emitter", "sse", "mono", "flux", "start");

	@SuppressWarnings("NullAway.Init")
	private static TestIssuer issuer;

	@SuppressWarnings("NullAway.Init")
	private static RunningApplication application;

	@SuppressWarnings("NullAway.Init")
	private static Worker worker;

	@SuppressWarnings("NullAway.Init")
	private static ContainerThreads containerThreads;

	static void start(String... properties) {
		issuer = TestIssuer.start();
		application = RunningApplication.start(AsyncApplication.class,
				Stream.concat(Stream.of(properties),
						Stream.of("identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
								"identifiabl.web.public-paths=/open/**", "server.tomcat.threads.max=1",
								"server.tomcat.threads.min-spare=1"))
					.toArray(String[]::new));
		worker = application.getBean(Worker.class);
		containerThreads = application.getBean(ContainerThreads.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@BeforeEach
	void forget() {
		containerThreads.found.clear();
	}

	static Stream<Arguments> endings() {
		return KINDS.stream()
			.flatMap((kind) -> Stream.of(Ending.values()).map((ending) -> Arguments.of(kind, ending)))
			// a stream of events has no time-out
			.filter((arguments) -> !List.of(arguments.get()).equals(List.of("flux", Ending.TIMEOUT)));
	}

	@ParameterizedTest
	@MethodSource("endings")
	void noThreadIsLeftWithAnybodyHoweverARequestEnds(String kind, Ending ending) throws Exception {
		run(kind, ending);
		assertThat(worker.probe()).isEmpty();
		// served by the container's only thread
		assertThat(application.get("/open/state").body()).isEqualTo("[\"context\",\"record\",\"audit context\"]");
		assertThat(containerThreads.found).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("endings")
	void recordNamesTheCallerHoweverItEnds(String kind, Ending ending) throws Exception {
		RecordedTrail trail = RecordedTrail.of(application);
		run(kind, ending);
		assertThat(trail.only((record) -> ("/async/" + kind).equals(record.personal("path"))).personal("sub"))
			.isEqualTo("alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable", "web-async-task", "streaming" })
	void taskOfAHandlerWorksForItsCaller(String kind) throws Exception {
		assertThat(run(kind, Ending.RESULT).seen).contains("identity alice", "authentication alice", "context",
				"record", "audit context", "identifiabl.user alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable", "web-async-task", "streaming" })
	void whatATaskFindsOnTheThreadIsNotThereForItAndNotAfterwards(String kind) throws Exception {
		worker.thread.submit(AbstractAsyncThreadStateTests::soil).get(30, TimeUnit.SECONDS);
		assertThat(run(kind, Ending.RESULT).seen).noneMatch((found) -> found.contains("mallory"));
		assertThat(worker.probe()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable", "web-async-task", "streaming" })
	void taskThatStartsAfterItsRequestEndedWorksForNobodyElse(String kind) throws Exception {
		Task busy = worker.begin(Ending.TIMEOUT);
		worker.thread.execute(busy::run);
		busy.begun.await();
		timeout(1);
		Task late = worker.begin(Ending.RESULT);
		send("alice", "/async/" + kind);
		// on the connection and with the request object that alice's request had
		assertThat(application.getAs(token("bob"), "/open/state").body()).contains("bob");
		busy.released.countDown();
		assertThat(worker.probe()).isEmpty();
		assertThat(late.seen).noneMatch((found) -> found.contains("bob"));
	}

	@Test
	void nextTaskOfBobDoesNotRunAsAlice() throws Exception {
		run("callable", Ending.TIMEOUT);
		timeout(60_000);
		Task task = worker.begin(Ending.RESULT);
		send("bob", "/async/deferred-result");
		assertThat(task.seen).isEmpty();
	}

	private static void soil() {
		RequestContext.create(TraceContext.create(), "r", Instant.EPOCH)
			.withIdentity(TestIdentities.user("mallory").build())
			.open();
		new AuditContext().open();
		MDC.put("identifiabl.user", "mallory");
		MDC.put("identifiabl.tenant", "mallory's");
		MDC.put("identifiabl.client", "mallory's");
	}

	private static Task run(String kind, Ending ending) throws Exception {
		timeout((ending == Ending.TIMEOUT) ? 1 : 60_000);
		Task task = worker.begin(ending);
		if (ending == Ending.DISCONNECT) {
			disconnect(kind, task);
		}
		else {
			send("alice", "/async/" + kind);
		}
		task.released.countDown();
		assertThat(task.ended.await(30, TimeUnit.SECONDS)).isTrue();
		return task;
	}

	private static void timeout(long milliseconds) {
		worker.timeout = milliseconds;
		application.getBean(RequestMappingHandlerAdapter.class).setAsyncRequestTimeout(milliseconds);
	}

	private static void disconnect(String kind, Task task) throws Exception {
		Socket socket = connect();
		request(socket, "alice", "/async/" + kind);
		assertThat(task.begun.await(30, TimeUnit.SECONDS)).isTrue();
		// the client says nothing more, not even that it goes
		socket.setSoLinger(true, 0);
		socket.close();
	}

	// returns when the answer is complete
	private static void send(String user, String path) throws IOException {
		try (Socket socket = connect()) {
			request(socket, user, path);
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 ");
		}
	}

	private static Socket connect() throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), application.getPort("local.server.port"));
	}

	private static void request(Socket socket, String user, String path) throws IOException {
		socket.getOutputStream()
			.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token(user)
					+ "\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
	}

	private static String token(String user) {
		return issuer.token(user).audience("urn:api").sign();
	}

}
