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

package io.identifiabl.audit.jdbc;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.identifiabl.audit.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node that stands still while it holds the lock of the log, as one does whose process
 * is stopped or whose machine hangs.
 *
 * @author Identifiabl Contributors
 */
final class FrozenNode {

	private static final int TIMEOUT_SECONDS = 60;

	private FrozenNode() {
	}

	static void assertThatOthersGoOn(DataSource database, List<LogEntry> lost, List<LogEntry> stored) throws Exception {
		CountDownLatch frozen = new CountDownLatch(1);
		CountDownLatch thawed = new CountDownLatch(1);
		JdbcAuditStore other = open(database);
		JdbcAuditStore node = open(FailingDatabases.proxy(DataSource.class, database,
				(method, result) -> (result instanceof Connection connection)
						? FailingDatabases.watching(connection, "INSERT", () -> {
							frozen.countDown();
							await(thawed);
						}) : result));
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<List<Long>> attempt = thread.submit(() -> node.append(lost));
			await(frozen);
			assertThat(other.append(stored)).hasSameSizeAs(stored);
			thawed.countDown();
			assertThat(attempt).failsWithin(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			assertThat(other.getFrontier().getSize()).isEqualTo(stored.size());
		}
		finally {
			thawed.countDown();
			thread.shutdown();
		}
	}

	private static JdbcAuditStore open(DataSource database) {
		return JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
