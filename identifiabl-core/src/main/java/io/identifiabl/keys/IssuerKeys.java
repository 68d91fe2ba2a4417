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

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all issuers of an application, and the threads that keep them up to date.
 * Thread-safe. Nothing is fetched before the first key is asked for or {@link #refresh()}
 * is called.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IssuerKeys implements AutoCloseable {

	private final List<RefreshingKeySource> sources = new CopyOnWriteArrayList<>();

	private final DaemonKeyTasks tasks = new DaemonKeyTasks();

	private final KeySettings settings;

	private final ResourceRetriever retriever;

	/**
	 * Create the keys of an application that fetches them with the JDK's HTTP client.
	 * @param settings how to fetch them
	 */
	public IssuerKeys(KeySettings settings) {
		this(settings, new HttpResourceRetriever(settings));
	}

	/**
	 * Create the keys of an application that fetches them in its own way.
	 * @param settings how to fetch them
	 * @param retriever fetches documents: without following redirects, within the times
	 * and the size of the settings, and with an {@link UnexpectedStatusException} for any
	 * status but 200
	 */
	public IssuerKeys(KeySettings settings, ResourceRetriever retriever) {
		this.settings = settings;
		this.retriever = retriever;
	}

	/**
	 * Return a source of one issuer's keys. Weak keys, keys for something else and keys
	 * that should not be public are left out.
	 * @param issuer the issuer exactly as in its tokens, or with a
	 * {@link IssuerLocations#TENANT place} for the tenant
	 * @param jwkSetUri where its key set is, {@code null} to discover it
	 * @param requireHttps whether keys may only come over TLS or from this machine
	 * @param keyIssuers for keys that name their issuer: whether one of that issuer, the
	 * first argument, may sign tokens of the issuer in the {@link IssuerContext}, the
	 * second one
	 * @return a thread-safe source, which is {@link RefreshableKeys}; it throws a
	 * {@link com.nimbusds.jose.KeySourceException} if there are no keys to be had
	 */
	public JWKSource<SecurityContext> of(String issuer, @Nullable URI jwkSetUri, boolean requireHttps,
			BiPredicate<String, String> keyIssuers) {
		return of(issuer, jwkSetUri, requireHttps, keyIssuers, this.retriever);
	}

	/**
	 * Return a source of one issuer's keys that fetches them in its own way.
	 * @param issuer the issuer
	 * @param jwkSetUri where its key set is, {@code null} to discover it
	 * @param requireHttps whether keys may only come over TLS or from this machine
	 * @param keyIssuers for keys that name their issuer: which tokens they may sign
	 * @param retriever fetches this issuer's documents
	 * @return a thread-safe source
	 * @see #of(String, URI, boolean, BiPredicate)
	 */
	public JWKSource<SecurityContext> of(String issuer, @Nullable URI jwkSetUri, boolean requireHttps,
			BiPredicate<String, String> keyIssuers, ResourceRetriever retriever) {
		KeySetFetcher fetcher = new KeySetFetcher(issuer, jwkSetUri, requireHttps, retriever);
		RefreshingKeySource source = new RefreshingKeySource(issuer, fetcher, keyIssuers, this.settings, this.tasks);
		this.sources.add(source);
		return source;
	}

	/**
	 * Return the keys of each issuer.
	 * @return what can be done with them, in the order in which they were asked for
	 */
	public List<RefreshableKeys> getAll() {
		return List.copyOf(this.sources);
	}

	/**
	 * Start to fetch the keys of all issuers, without waiting for any.
	 */
	public void refresh() {
		this.sources.forEach(RefreshableKeys::refresh);
	}

	/**
	 * Stop all threads, also those that were started by what fetches documents. Keys that
	 * are there stay, but are not refreshed any more.
	 */
	@Override
	public void close() {
		this.tasks.close();
	}

}
