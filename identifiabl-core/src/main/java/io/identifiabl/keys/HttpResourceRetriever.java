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
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;

/**
 * Fetches small documents with the JDK's HTTP client: no redirects, a bounded body and
 * one deadline for everything together, so that a slow or hostile server can hold up a
 * caller for no longer than that.
 *
 * @author Identifiabl Contributors
 */
final class HttpResourceRetriever implements ResourceRetriever {

	private static final int OK = 200;

	private final HttpClient client;

	private final Duration timeout;

	private final int maxSize;

	HttpResourceRetriever(Duration connectTimeout, Duration timeout, int maxSize) {
		this.client = HttpClient.newBuilder()
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
		this.timeout = timeout;
		this.maxSize = maxSize;
	}

	@Override
	public Resource retrieveResource(URL url) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url.toString()))
			.timeout(this.timeout)
			.header("Accept", "application/json, application/jwk-set+json")
			.build();
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(request,
				(response) -> new BoundedBodySubscriber(this.maxSize));
		HttpResponse<byte[]> response = await(exchange);
		if (response.statusCode() != OK) {
			throw new UnexpectedStatusException(response.statusCode());
		}
		return new Resource(new String(response.body(), StandardCharsets.UTF_8),
				response.headers().firstValue("Content-Type").orElse(null));
	}

	private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> exchange) throws IOException {
		try {
			return exchange.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			exchange.cancel(true);
			throw new IOException("no complete response within " + this.timeout.toMillis() + " ms", ex);
		}
		catch (ExecutionException ex) {
			throw new IOException(ex.getCause());
		}
		catch (InterruptedException ex) {
			exchange.cancel(true);
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while fetching");
		}
	}

}
