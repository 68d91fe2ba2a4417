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
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;

/**
 * Fetches small documents with the JDK's HTTP client: no redirects, a bounded body and
 * one deadline for everything together, so that a slow or hostile server can hold up a
 * caller for no longer than that. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class HttpResourceRetriever implements ResourceRetriever {

	private static final int OK = 200;

	private final Supplier<HttpClient> client;

	private final Duration timeout;

	private final int maxSize;

	/**
	 * Create a retriever.
	 * @param settings the times and the size to keep within
	 */
	public HttpResourceRetriever(KeySettings settings) {
		this(settings, (client) -> {
		});
	}

	/**
	 * Create a retriever with a client of one's own making.
	 * @param settings the times and the size to keep within
	 * @param customizer sets the TLS context, a proxy and the like; it is called when the
	 * first document is fetched, and does not get redirects followed
	 */
	public HttpResourceRetriever(KeySettings settings, Consumer<HttpClient.Builder> customizer) {
		this.client = new LazyClient(settings, customizer);
		this.timeout = settings.getReadTimeout();
		this.maxSize = settings.getMaxSize();
	}

	@Override
	public Resource retrieveResource(URL url) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url.toString()))
			.timeout(this.timeout)
			.header("Accept", "application/json, application/jwk-set+json")
			.build();
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.get()
			.sendAsync(request, (response) -> new BoundedBodySubscriber(this.maxSize));
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

	/**
	 * The client, once it is needed: its threads belong to whoever fetches first.
	 */
	private static final class LazyClient implements Supplier<HttpClient> {

		private final KeySettings settings;

		private final Consumer<HttpClient.Builder> customizer;

		private @Nullable HttpClient client;

		LazyClient(KeySettings settings, Consumer<HttpClient.Builder> customizer) {
			this.settings = settings;
			this.customizer = customizer;
		}

		@Override
		public synchronized HttpClient get() {
			if (this.client == null) {
				// threads of a pool would outlive what they are for
				HttpClient.Builder builder = HttpClient.newBuilder().executor(LazyClient::runOnDaemon);
				this.customizer.accept(builder);
				this.client = builder.connectTimeout(this.settings.getConnectTimeout())
					.followRedirects(HttpClient.Redirect.NEVER)
					.build();
			}
			return this.client;
		}

		private static void runOnDaemon(Runnable task) {
			Thread thread = new Thread(task, "identifiabl-keys-http");
			thread.setDaemon(true);
			thread.start();
		}

	}

}
