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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * What fetches the keys of providers: the application's own retriever if it has one, else
 * one for each SSL bundle and one for all providers without. They are closed with it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class KeyRetrievers implements Closeable {

	private final List<Closeable> closeables = new CopyOnWriteArrayList<>();

	private final Factory factory;

	private final ObjectProvider<ResourceRetriever> own;

	private final ObjectProvider<SslBundles> bundles;

	KeyRetrievers(Factory factory, ObjectProvider<ResourceRetriever> own, ObjectProvider<SslBundles> bundles) {
		this.factory = factory;
		this.own = own;
		this.bundles = bundles;
	}

	public ResourceRetriever get() {
		ResourceRetriever retriever = this.own.getIfAvailable();
		return (retriever != null) ? retriever : create(null, null);
	}

	public ResourceRetriever get(String provider, String bundle) {
		return create(requireBundle(provider, bundle), bundle);
	}

	/**
	 * Find out whether keys can be fetched with a bundle.
	 * @param provider whose keys they are
	 * @param bundle the name of the bundle
	 * @return the bundles, of which it is one
	 * @throws InvalidIdentifiablConfigurationException if they cannot
	 */
	public SslBundles requireBundle(String provider, String bundle) {
		if (this.own.getIfAvailable() != null) {
			throw ConfigurationFailures.sslBundleWithOwnRetriever(provider);
		}
		SslBundles bundles = this.bundles.getIfAvailable();
		if (bundles == null) {
			throw ConfigurationFailures.unknownSslBundle(provider, bundle, List.of());
		}
		try {
			// also to find out now whether the files are there
			bundles.getBundle(bundle).createSslContext();
		}
		catch (NoSuchSslBundleException ex) {
			throw ConfigurationFailures.unknownSslBundle(provider, bundle, bundles.getBundleNames());
		}
		catch (RuntimeException ex) {
			// there are several kinds for files that are missing or not what they should
			// be
			throw ConfigurationFailures.unusableProperty(provider, "ssl-bundle", String.valueOf(ex.getMessage()));
		}
		return bundles;
	}

	private ResourceRetriever create(@Nullable SslBundles bundles, @Nullable String bundle) {
		ResourceRetriever retriever = this.factory.create(bundles, bundle);
		if (retriever instanceof Closeable closeable) {
			this.closeables.add(closeable);
		}
		return retriever;
	}

	@Override
	public void close() throws IOException {
		for (Closeable closeable : this.closeables) {
			closeable.close();
		}
	}

	/**
	 * Creates retrievers.
	 */
	@FunctionalInterface
	interface Factory {

		// for a bundle, or for none
		ResourceRetriever create(@Nullable SslBundles bundles, @Nullable String bundle);

	}

}
