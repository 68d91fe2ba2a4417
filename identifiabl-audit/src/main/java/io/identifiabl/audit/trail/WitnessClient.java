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

package io.identifiabl.audit.trail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a witness. It follows no redirect, reads a limited answer, and waits for a limited
 * time. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class WitnessClient {

	/** The most bytes of an answer. */
	static final int MAX_ANSWER = 16 * 1024;

	private final URI uri;

	private final Duration timeout;

	private final HttpClient client;

	WitnessClient(URI prefix, Duration timeout) {
		String base = prefix.toString();
		this.uri = URI.create((base.endsWith("/") ? base : base + "/") + "add-checkpoint");
		this.timeout = timeout;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(timeout)
			.build();
	}

	Answer post(String body) {
		HttpRequest request = HttpRequest.newBuilder(this.uri)
			.timeout(this.timeout)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		// the timeout of a request is not one of the body that is answered
		CompletableFuture<HttpResponse<byte[]>> response = this.client.sendAsync(request,
				(head) -> new BoundedBody(MAX_ANSWER));
		try {
			return Answer.of(response.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS));
		}
		catch (ExecutionException | TimeoutException ex) {
			response.cancel(true);
			throw new IllegalStateException("The witness cannot be reached, or does not answer as one", ex);
		}
		catch (InterruptedException ex) {
			response.cancel(true);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Nobody waited for the witness", ex);
		}
	}

	/**
	 * What a witness answered.
	 *
	 * @param status the status
	 * @param type the type of the content, empty if it has none
	 * @param body the content
	 */
	record Answer(int status, String type, String body) {

		private static final int MAX_DIGITS = 18;

		static Answer of(HttpResponse<byte[]> response) {
			return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
					new String(response.body(), StandardCharsets.UTF_8));
		}

		long toSize() {
			String digits = this.body.strip();
			if (!this.type.startsWith("text/x.tlog.size") || digits.isEmpty() || digits.length() > MAX_DIGITS
					|| !digits.chars().allMatch((c) -> c >= '0' && c <= '9')) {
				throw new IllegalStateException("The witness answered with something else than a size");
			}
			return Long.parseLong(digits);
		}

	}

}
