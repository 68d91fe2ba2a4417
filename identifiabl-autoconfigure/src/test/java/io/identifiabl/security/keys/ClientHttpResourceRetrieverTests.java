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

package io.identifiabl.security.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.nimbusds.jose.util.Resource;
import org.apache.hc.client5.http.impl.LaxRedirectStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;

import io.identifiabl.keys.UnexpectedStatusException;
import io.identifiabl.testapp.RawServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hostile servers cannot do more with one HTTP client than with another.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
@Tag("every-jdk")
class ClientHttpResourceRetrieverTests {

	private static final int MAX_SIZE = 1000;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration IMPATIENCE = Duration.ofMillis(300);

	private final RawServer server = RawServer.start();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void retrieveReturnsTheBody(Client client) throws IOException {
		this.server.answer("/", "{\"a\":\"\u00e9\"}");
		Resource resource = retrieve(client, PATIENCE, "/");
		assertThat(resource.getContent()).isEqualTo("{\"a\":\"\u00e9\"}");
		assertThat(resource.getContentType()).isEqualTo("application/json");
	}

	@ParameterizedTest
	@MethodSource("statuses")
	void retrieveWhenStatusIsNotOkThenFails(Client client, int status) {
		this.server.answer("/", status + " Something", new byte[] { 123, 125 });
		assertThatExceptionOfType(UnexpectedStatusException.class).isThrownBy(() -> retrieve(client, PATIENCE, "/"))
			.withMessage("status " + status);
	}

	static Stream<Arguments> statuses() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(201, 401, 404, 500, 503).map((status) -> Arguments.of(client, status)));
	}

	@ParameterizedTest
	@MethodSource("redirects")
	void retrieveWhenRedirectedThenDoesNotFollowWhateverTheClientWould(Client client, int status) {
		this.server.answer("/", status + " Moved\r\nLocation: " + this.server.getUrl() + "/elsewhere", new byte[0]);
		this.server.answer("/elsewhere", "{}");
		assertThatExceptionOfType(UnexpectedStatusException.class).isThrownBy(() -> retrieve(client, PATIENCE, "/"));
		assertThat(this.server.getRequests()).containsExactly("/");
	}

	static Stream<Arguments> redirects() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(301, 302, 307, 308).map((status) -> Arguments.of(client, status)));
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenBodyIsAsLongAsAllowedThenReturnsIt(Client client) throws IOException {
		this.server.answer("/", "x".repeat(MAX_SIZE));
		assertThat(retrieve(client, PATIENCE, "/").getContent()).hasSize(MAX_SIZE);
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenBodyIsTooLongThenFails(Client client) {
		this.server.answer("/", "x".repeat(MAX_SIZE + 1));
		assertFails(client, PATIENCE, "body is longer than 1000 bytes");
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenBodyNeverEndsThenHangsUp(Client client) throws InterruptedException {
		this.server.drip("/", "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192), 0);
		assertFails(client, PATIENCE, "body is longer than 1000 bytes");
		assertThat(this.server.isHungUp()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenErrorNeverEndsThenHangsUp(Client client) throws InterruptedException {
		this.server.drip("/", "HTTP/1.1 500 Oops\r\n\r\n", "x".repeat(8192), 0);
		assertFails(client, PATIENCE, "status 500");
		assertThat(this.server.isHungUp()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenBodyInflatesThenReadsNoMoreThanAllowed(Client client) throws IOException {
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(bomb)) {
			gzip.write(new byte[10_000_000]);
		}
		this.server.answer("/", "200 OK\r\nContent-Encoding: gzip", bomb.toByteArray());
		assertFails(client, PATIENCE, "body is longer than 1000 bytes");
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenHeadersDripThenStopsAtTheDeadline(Client client) {
		this.server.drip("/", "HTTP/1.1 200 OK\r\n", "a: b\r\n", 50);
		assertStopsInTime(client);
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenBodyDripsThenStopsAtTheDeadline(Client client) {
		this.server.drip("/", "HTTP/1.1 200 OK\r\n\r\n", " ", 50);
		assertStopsInTime(client);
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenServerHangsThenStopsAtTheDeadline(Client client) {
		this.server.hang("/");
		assertStopsInTime(client);
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenNobodyListensThenFails(Client client) {
		URL url = this.server.getUrl("/");
		this.server.close();
		try (ClientHttpResourceRetriever retriever = client.retriever(PATIENCE)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> retriever.retrieveResource(url));
		}
	}

	@ParameterizedTest
	@EnumSource
	void retrieveWhenInterruptedThenStopsAndStaysInterrupted(Client client) {
		this.server.hang("/");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> retrieve(client, PATIENCE, "/"));
		assertThat(Thread.interrupted()).isTrue();
	}

	// those that a client cannot be interrupted in are few: the others end at once
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIMPLE")
	void retrieveWhenServerDripsForeverThenEveryAttemptIsMade(Client client) throws InterruptedException {
		this.server.drip("/", "HTTP/1.1 200 OK\r\n", "a: b\r\n", 20);
		try (ClientHttpResourceRetriever retriever = client.retriever(Duration.ofMillis(100))) {
			for (int i = 0; i < 8; i++) {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> retriever.retrieveResource(this.server.getUrl("/")));
				awaitEndOfExchanges();
			}
		}
		assertThat(this.server.getRequests()).hasSize(8);
	}

	@Test
	void retrieveWhenClientCannotBeInterruptedThenOnlySomeExchangesHang() {
		this.server.drip("/", "HTTP/1.1 200 OK\r\n", "a: b\r\n", 20);
		try (ClientHttpResourceRetriever retriever = Client.SIMPLE.retriever(Duration.ofMillis(500))) {
			for (int i = 0; i < 4; i++) {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> retriever.retrieveResource(this.server.getUrl("/")))
					.withMessage("no complete response within 500 ms");
			}
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> retriever.retrieveResource(this.server.getUrl("/")))
				.withMessage("the server keeps earlier exchanges hanging");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "JDK", "HTTP_COMPONENTS", "JETTY", "SIMPLE" })
	void clientStartsDaemonsOnly(Client client) throws IOException {
		this.server.answer("/", "{}");
		List<Thread> before = threads();
		try (ClientHttpResourceRetriever retriever = client.retriever(PATIENCE)) {
			retriever.retrieveResource(this.server.getUrl("/"));
			assertThat(threads()).filteredOn((thread) -> !before.contains(thread)).allMatch(Thread::isDaemon);
		}
	}

	@Test
	void closeEndsTheThreadsOfJetty() throws IOException {
		this.server.answer("/", "{}");
		List<Thread> before = threads();
		try (ClientHttpResourceRetriever retriever = Client.JETTY.retriever(PATIENCE)) {
			retriever.retrieveResource(this.server.getUrl("/"));
			assertThat(threads()).anyMatch((thread) -> thread.getName().startsWith("identifiabl-keys-http"));
		}
		assertThat(threads()).filteredOn((thread) -> !before.contains(thread))
			.noneMatch((thread) -> thread.getName().matches("identifiabl-keys-http-\\d+"));
	}

	private void assertStopsInTime(Client client) {
		long start = System.nanoTime();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> retrieve(client, IMPATIENCE, "/"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	private void assertFails(Client client, Duration timeout, String message) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> retrieve(client, timeout, "/"))
			.withMessage(message);
	}

	private Resource retrieve(Client client, Duration timeout, String path) throws IOException {
		try (ClientHttpResourceRetriever retriever = client.retriever(timeout)) {
			return retriever.retrieveResource(this.server.getUrl(path));
		}
	}

	private static void awaitEndOfExchanges() throws InterruptedException {
		for (Thread thread : threads()) {
			if (thread.getName().equals("identifiabl-keys-exchange")) {
				thread.join();
			}
		}
	}

	private static List<Thread> threads() {
		return List.copyOf(Thread.getAllStackTraces().keySet());
	}

	// each of them told to follow redirects
	private static ClientHttpRequestFactoryBuilder<?> builder(Client client) {
		return switch (client) {
			case JDK -> ClientHttpRequestFactoryBuilder.jdk()
				.withHttpClientCustomizer((jdk) -> jdk.followRedirects(java.net.http.HttpClient.Redirect.ALWAYS));
			case HTTP_COMPONENTS -> ClientHttpRequestFactoryBuilder.httpComponents()
				.withHttpClientCustomizer((apache) -> apache.setRedirectStrategy(new LaxRedirectStrategy()));
			case JETTY -> ClientHttpRequestFactoryBuilder.jetty()
				.withHttpClientCustomizer((jetty) -> jetty.setFollowRedirects(true));
			case REACTOR -> ClientHttpRequestFactoryBuilder.reactor()
				.withHttpClientCustomizer((reactor) -> reactor.followRedirect(true));
			case SIMPLE -> ClientHttpRequestFactoryBuilder.simple();
		};
	}

	enum Client {

		JDK, HTTP_COMPONENTS, JETTY, REACTOR, SIMPLE;

		ClientHttpResourceRetriever retriever(Duration timeout) {
			return new ClientHttpResourceRetriever(new KeyHttpClient(builder(this),
					() -> HttpClientSettings.defaults()
						.withTimeouts(timeout, timeout)
						.withRedirects(HttpRedirects.DONT_FOLLOW)),
					timeout, MAX_SIZE);
		}

	}

}
