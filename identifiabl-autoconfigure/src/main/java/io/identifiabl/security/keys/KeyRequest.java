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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.util.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import io.identifiabl.keys.UnexpectedStatusException;

/**
 * One request for a small document and its response, on a thread of its own, since not
 * every client can be told to stop. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class KeyRequest {

	private static final int OK = 200;

	private final CompletableFuture<Resource> result = new CompletableFuture<>();

	private final KeyHttpClient client;

	private final URI uri;

	private final int maxSize;

	private final AtomicInteger stuck;

	private final Thread thread;

	private boolean aborted;

	private boolean over;

	private @Nullable ClientHttpRequestFactory factory;

	// the last argument counts exchanges that were aborted and go on nevertheless
	KeyRequest(KeyHttpClient client, URI uri, int maxSize, AtomicInteger stuck) {
		this.client = client;
		this.uri = uri;
		this.maxSize = maxSize;
		this.stuck = stuck;
		this.thread = new Thread(this::run, "identifiabl-keys-exchange");
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	Resource get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		return this.result.get(timeout, unit);
	}

	void abort() {
		ClientHttpRequestFactory used;
		synchronized (this) {
			if (this.over || this.aborted) {
				return;
			}
			this.aborted = true;
			this.stuck.incrementAndGet();
			used = this.factory;
		}
		this.thread.interrupt();
		if (used != null) {
			this.client.release(used);
		}
	}

	private void run() {
		try {
			this.result.complete(exchange());
		}
		catch (IOException | RuntimeException ex) {
			this.result.completeExceptionally(ex);
		}
		finally {
			end();
		}
	}

	private synchronized void end() {
		this.result.completeExceptionally(new IllegalStateException("no response"));
		this.over = true;
		if (this.aborted) {
			this.stuck.decrementAndGet();
		}
	}

	private Resource exchange() throws IOException {
		ClientHttpRequestFactory acquired = this.client.acquire();
		try {
			if (!use(acquired)) {
				throw new IOException("aborted");
			}
			ClientHttpRequest request = acquired.createRequest(this.uri, HttpMethod.GET);
			request.getHeaders().set(HttpHeaders.ACCEPT, "application/json, application/jwk-set+json");
			request.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
			return read(request.execute());
		}
		finally {
			this.client.release(acquired);
		}
	}

	private synchronized boolean use(ClientHttpRequestFactory acquired) {
		this.factory = acquired;
		return !this.aborted;
	}

	// To close the response would mean to read it to its end first, if it has one; but
	// what was never read from stays open with some clients.
	@SuppressWarnings("resource")
	private Resource read(ClientHttpResponse response) throws IOException {
		try (InputStream body = response.getBody()) {
			byte[] bytes = body.readNBytes(Math.max(this.maxSize, this.maxSize + 1));
			int status = response.getStatusCode().value();
			if (status != OK) {
				throw new UnexpectedStatusException(status);
			}
			if (bytes.length > this.maxSize) {
				throw new IOException("body is longer than " + this.maxSize + " bytes");
			}
			return new Resource(new String(bytes, StandardCharsets.UTF_8),
					response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
		}
	}

}
