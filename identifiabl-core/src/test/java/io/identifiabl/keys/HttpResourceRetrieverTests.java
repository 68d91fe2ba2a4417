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

package io.identifiabl.keys;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Duration;

import com.nimbusds.jose.util.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(10)
class HttpResourceRetrieverTests {

	private static final int MAX_SIZE = 64;

	private final KeyServer server = new KeyServer();

	private final HttpResourceRetriever patient = new HttpResourceRetriever(KeySettings.defaults()
		.withConnectTimeout(Duration.ofSeconds(5))
		.withReadTimeout(Duration.ofSeconds(5))
		.withMaxSize(MAX_SIZE));

	private final HttpResourceRetriever impatient = new HttpResourceRetriever(KeySettings.defaults()
		.withConnectTimeout(Duration.ofSeconds(5))
		.withReadTimeout(Duration.ofMillis(200))
		.withMaxSize(Integer.MAX_VALUE));

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void retrieveReturnsTheBody() throws IOException {
		this.server.respond("/", "{\"a\":\"\u00e9\"}");
		Resource resource = this.patient.retrieveResource(url());
		assertThat(resource.getContent()).isEqualTo("{\"a\":\"\u00e9\"}");
		assertThat(resource.getContentType()).isEqualTo("application/json");
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 204, 304, 400, 401, 403, 404, 500, 503 })
	void retrieveWhenStatusIsNotOkThenFails(int status) throws IOException {
		this.server.fail("/", status);
		URL url = url();
		assertThatExceptionOfType(UnexpectedStatusException.class).isThrownBy(() -> this.patient.retrieveResource(url))
			.withMessage("status " + status)
			.extracting(UnexpectedStatusException::isClientError)
			.isEqualTo(status >= 400 && status < 500);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void retrieveWhenRedirectedThenDoesNotFollow(int status) throws IOException {
		this.server.redirect("/", status, this.server.url() + "/elsewhere");
		this.server.respond("/elsewhere", "{}");
		URL url = url();
		assertThatExceptionOfType(UnexpectedStatusException.class).isThrownBy(() -> this.patient.retrieveResource(url));
		assertThat(this.server.requests()).containsExactly("/");
	}

	@Test
	void retrieveWhenBodyIsAsLongAsAllowedThenReturnsIt() throws IOException {
		this.server.respond("/", "x".repeat(MAX_SIZE));
		assertThat(this.patient.retrieveResource(url()).getContent()).hasSize(MAX_SIZE);
	}

	@Test
	void retrieveWhenBodyIsTooLongThenFails() throws IOException {
		this.server.respond("/", "x".repeat(MAX_SIZE + 1));
		URL url = url();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.patient.retrieveResource(url))
			.withMessageContaining("body is longer than 64 bytes");
	}

	@Test
	void retrieveWhenBodyNeverEndsThenStopsAtTheLimit() throws IOException {
		this.server.respondEndlessly("/");
		URL url = url();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.patient.retrieveResource(url))
			.withMessageContaining("body is longer than 64 bytes");
	}

	@Test
	void retrieveWhenBodyDripsThenStopsAtTheDeadline() throws IOException {
		this.server.drip("/");
		URL url = url();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.impatient.retrieveResource(url))
			.withMessage("no complete response within 200 ms");
	}

	@Test
	void retrieveWhenServerHangsThenStopsAtTheDeadline() throws IOException {
		this.server.hang("/");
		URL url = url();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.impatient.retrieveResource(url));
	}

	@Test
	void retrieveWhenNobodyListensThenFails() throws IOException {
		URL url = url();
		this.server.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.patient.retrieveResource(url));
	}

	@Test
	void retrieveWhenInterruptedThenStopsAndStaysInterrupted() throws IOException {
		this.server.hang("/");
		URL url = url();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> this.patient.retrieveResource(url));
		assertThat(Thread.interrupted()).isTrue();
	}

	private URL url() throws MalformedURLException {
		return this.server.uri("/").toURL();
	}

}
