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

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;

/**
 * Fetches small documents with the application's HTTP client: no redirects, a bounded
 * body and one deadline for everything together, whatever client it is. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ClientHttpResourceRetriever implements ResourceRetriever, Closeable {

	private static final int MAX_STUCK = 4;

	private final Map<String, AtomicInteger> stuck = new ConcurrentHashMap<>();

	private final KeyHttpClient client;

	private final Duration timeout;

	private final int maxSize;

	ClientHttpResourceRetriever(KeyHttpClient client, Duration timeout, int maxSize) {
		this.client = client;
		this.timeout = timeout;
		this.maxSize = maxSize;
	}

	@Override
	public Resource retrieveResource(URL url) throws IOException {
		// there are clients that cannot be interrupted, but need not be fed
		AtomicInteger stuckThere = this.stuck.computeIfAbsent(url.getAuthority(), (host) -> new AtomicInteger());
		if (stuckThere.get() >= MAX_STUCK) {
			throw new IOException("the server keeps earlier exchanges hanging");
		}
		KeyRequest exchange = new KeyRequest(this.client, URI.create(url.toString()), this.maxSize, stuckThere);
		exchange.start();
		try {
			return exchange.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			exchange.abort();
			throw new IOException("no complete response within " + this.timeout.toMillis() + " ms", ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
		}
		catch (InterruptedException ex) {
			exchange.abort();
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while fetching");
		}
	}

	// So that the next document is fetched with the settings of then.
	void reset() {
		this.client.reset();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
