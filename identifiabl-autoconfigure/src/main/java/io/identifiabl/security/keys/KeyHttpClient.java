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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/**
 * The HTTP client of an application, as keys need it: whatever it is customized to, it
 * follows no redirects, and none of its threads outlives it. It is built when it is
 * needed, so that its threads belong to whoever fetches. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class KeyHttpClient implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(KeyHttpClient.class);

	private final List<AutoCloseable> started = new CopyOnWriteArrayList<>();

	private final ClientHttpRequestFactoryBuilder<?> builder;

	private final Supplier<HttpClientSettings> settings;

	private @Nullable ClientHttpRequestFactory factory;

	KeyHttpClient(ClientHttpRequestFactoryBuilder<?> builder, Supplier<HttpClientSettings> settings) {
		this.builder = restrict(builder);
		this.settings = settings;
	}

	private ClientHttpRequestFactoryBuilder<?> restrict(ClientHttpRequestFactoryBuilder<?> builder) {
		if (builder instanceof JdkClientHttpRequestFactoryBuilder jdk) {
			return Jdk.restrict(jdk);
		}
		if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder httpComponents) {
			return HttpComponents.restrict(httpComponents);
		}
		if (builder instanceof JettyClientHttpRequestFactoryBuilder jetty) {
			return Jetty.restrict(jetty, this.started);
		}
		if (builder instanceof ReactorClientHttpRequestFactoryBuilder reactor) {
			return Reactor.restrict(reactor);
		}
		return builder;
	}

	// The factory for one exchange, which has to be released afterwards.
	synchronized ClientHttpRequestFactory acquire() {
		if (this.factory != null) {
			return this.factory;
		}
		ClientHttpRequestFactory acquired = this.builder.build(this.settings.get());
		this.factory = isForOneExchange(acquired) ? null : acquired;
		return acquired;
	}

	// A blocking read of Apache's client ends early only if the client is closed.
	private static boolean isForOneExchange(ClientHttpRequestFactory factory) {
		return factory instanceof HttpComponentsClientHttpRequestFactory;
	}

	// Can be called by others than the one who is in the exchange, to end it.
	void release(ClientHttpRequestFactory factory) {
		if (isForOneExchange(factory) && factory instanceof DisposableBean disposable) {
			close(disposable::destroy);
		}
	}

	// So that the next exchange uses the settings of then.
	synchronized void reset() {
		this.factory = null;
		this.started.forEach(KeyHttpClient::close);
		this.started.clear();
	}

	@Override
	public void close() {
		reset();
	}

	private static void close(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			logger.debug("HTTP client for keys was not closed", ex);
		}
	}

	/**
	 * The client of the JDK.
	 */
	private static final class Jdk {

		static ClientHttpRequestFactoryBuilder<?> restrict(JdkClientHttpRequestFactoryBuilder builder) {
			// threads of its own pool would outlive what they are for
			return builder.withExecutor(Jdk::runOnDaemon)
				.withHttpClientCustomizer((client) -> client.followRedirects(java.net.http.HttpClient.Redirect.NEVER));
		}

		private static void runOnDaemon(Runnable task) {
			Thread thread = new Thread(task, "identifiabl-keys-http");
			thread.setDaemon(true);
			thread.start();
		}

	}

	/**
	 * The client of Apache HttpComponents.
	 */
	private static final class HttpComponents {

		static ClientHttpRequestFactoryBuilder<?> restrict(HttpComponentsClientHttpRequestFactoryBuilder builder) {
			return builder
				.withHttpClientCustomizer((client) -> client.disableRedirectHandling().disableAutomaticRetries());
		}

	}

	/**
	 * The client of Jetty.
	 */
	private static final class Jetty {

		static ClientHttpRequestFactoryBuilder<?> restrict(JettyClientHttpRequestFactoryBuilder builder,
				List<AutoCloseable> started) {
			ThreadGroup threads = Thread.currentThread().getThreadGroup();
			return builder.withHttpClientCustomizer((client) -> {
				client.setFollowRedirects(false);
				useDaemons(client, threads);
				leaveUnauthorizedResponses(client);
				started.add(client::stop);
			});
		}

		// its handler turns a 401 without a challenge into an error that hides the status
		private static void leaveUnauthorizedResponses(HttpClient client) {
			client.addEventListener(new LifeCycle.Listener() {

				@Override
				public void lifeCycleStarted(LifeCycle event) {
					client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
				}

			});
		}

		// in a group that is not interrupted with a fetch: they end with the client
		private static void useDaemons(HttpClient client, ThreadGroup threads) {
			if (client.getExecutor() == null) {
				QueuedThreadPool pool = new QueuedThreadPool(8, 1, 10_000, -1, null, threads);
				pool.setName("identifiabl-keys-http");
				pool.setDaemon(true);
				client.setExecutor(pool);
			}
			if (client.getScheduler() == null) {
				client.setScheduler(new ScheduledExecutorScheduler("identifiabl-keys-http-timer", true));
			}
		}

	}

	/**
	 * The client of Reactor Netty.
	 */
	private static final class Reactor {

		static ClientHttpRequestFactoryBuilder<?> restrict(ReactorClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.followRedirect(false));
		}

	}

}
