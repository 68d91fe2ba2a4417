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

package io.identifiabl.test.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import io.identifiabl.audit.AuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The kit finds out about stores that are wrong: each of these passes for a store at
 * first sight.
 *
 * @author Identifiabl Contributors
 */
class WrongStoresTests {

	static Set<String> wrongStores() {
		return new TreeSet<>(stores().keySet());
	}

	private static Map<String, ForwardingStore> stores() {
		Map<String, ForwardingStore> stores = new LinkedHashMap<>(AlteringStores.all());
		stores.putAll(ForgettingStores.all());
		stores.putAll(MisleadingStores.all());
		stores.putAll(UnfilteringStores.all());
		return stores;
	}

	@ParameterizedTest
	@MethodSource("wrongStores")
	void kitWhenStoreIsWrongThenFails(String name) {
		assertThat(run(() -> stores().get(name)).getTotalFailureCount()).isPositive();
	}

	// so that it is not the wrapping that fails
	@Test
	void kitWhenStoreOnlyForwardsThenPasses() {
		TestExecutionSummary summary = run(ForwardingStore::new);
		assertThat(summary.getFailures()).isEmpty();
		assertThat(summary.getTestsSucceededCount()).isGreaterThan(20);
	}

	@Test
	void thereAreAHundredWrongStoresAtLeast() {
		assertThat(wrongStores()).hasSizeGreaterThanOrEqualTo(100);
	}

	private static TestExecutionSummary run(Supplier<? extends AuditStore> stores) {
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(KitOfAnyStore.class))
			.build();
		KitOfAnyStore.stores = stores;
		LauncherFactory.create().execute(request, listener);
		return listener.getSummary();
	}

	/**
	 * The kit, for the launcher alone. One failure is enough.
	 */
	@ExtendWith(FirstFailure.class)
	static class KitOfAnyStore extends AuditStoreCompatibilityKit {

		private static Supplier<? extends AuditStore> stores = ForwardingStore::new;

		@Override
		protected AuditStore createStore() {
			return stores.get();
		}

	}

	/**
	 * Leaves out what comes after a failure.
	 */
	static class FirstFailure implements ExecutionCondition, TestWatcher {

		private boolean failed;

		@Override
		public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
			this.failed = true;
		}

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			return this.failed ? ConditionEvaluationResult.disabled("one failed")
					: ConditionEvaluationResult.enabled("none failed");
		}

	}

}
