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

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No thread outlives the keys that it worked for.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
class IssuerKeysThreadsTests {

	private final KeyServer server = new KeyServer();

	private final List<Thread> others = all();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void closeEndsTheThreadsAlsoThoseOfTheHttpClient() {
		IssuerKeys closed = new IssuerKeys(KeySettings.defaults());
		fetch(closed);
		assertThat(threads()).isNotEmpty();
		closed.close();
		assertThat(threads()).allMatch(IssuerKeysThreadsTests::isAboutToEnd);
	}

	@Test
	void closeInterruptsAFetchThatIsGoingOn() throws InterruptedException {
		this.server.hang("/jwks");
		IssuerKeys closed = new IssuerKeys(KeySettings.defaults().withReadTimeout(Duration.ofMinutes(1)));
		closed.of(this.server.url(), this.server.uri("/jwks"), true, (keyIssuer, issuer) -> true);
		closed.refresh();
		while (!this.server.requests().contains("/jwks")) {
			Thread.onSpinWait();
		}
		closed.close();
		assertThat(threads()).allMatch(IssuerKeysThreadsTests::isAboutToEnd);
	}

	@Test
	void threadsKeepNoRequestsClassLoader() {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		ClassLoader ofRequest = new ClassLoader(before) {
		};
		Thread.currentThread().setContextClassLoader(ofRequest);
		try (IssuerKeys closed = new IssuerKeys(KeySettings.defaults())) {
			fetch(closed);
			assertThat(threads()).isNotEmpty()
				.allSatisfy((thread) -> assertThat(thread.getContextClassLoader()).isNotSameAs(ofRequest));
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	// one of other tests' keys may have started just now, and be over as soon
	private static boolean isAboutToEnd(Thread thread) {
		try {
			thread.join(1000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !thread.isAlive();
	}

	// without those of other tests' keys
	private List<Thread> threads() {
		return all().stream().filter((thread) -> !this.others.contains(thread)).toList();
	}

	private static List<Thread> all() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> {
			ThreadGroup group = thread.getThreadGroup();
			return group != null && group.getName().equals("identifiabl-keys");
		}).toList();
	}

	// what comes is no key set, which does not matter here
	private void fetch(IssuerKeys keys) {
		this.server.respond("/jwks", "{}");
		keys.of(this.server.url(), this.server.uri("/jwks"), true, (keyIssuer, issuer) -> true);
		keys.refresh();
		while (keys.getAll().get(0).getState().failures() == 0) {
			Thread.onSpinWait();
		}
	}

}
