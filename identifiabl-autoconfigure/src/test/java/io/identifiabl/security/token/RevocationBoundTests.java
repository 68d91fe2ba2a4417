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

package io.identifiabl.security.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.security.revocation.JdbcTokenRevocations;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a revoked token may still get in, under load: not at all on the node that
 * revokes, and for two seconds on another node that shares a PostgreSQL database.
 *
 * @author Identifiabl Contributors
 */
class RevocationBoundTests {

	private static final int THREADS = 4;

	private static final Duration BOUND = Duration.ofSeconds(2);

	// long enough to see that nothing gets in after the bound
	private static final Duration LOAD = BOUND.plusMillis(500);

	private static TestIssuer issuer;

	private static RunningApplication node;

	private static RunningApplication otherNode;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		String url = TestDatabase.POSTGRESQL.newUrl();
		TestDatabase.POSTGRESQL.createTable(TestDatabase.connect(url));
		node = start(url);
		otherNode = start(url);
	}

	@AfterAll
	static void stop() {
		node.close();
		otherNode.close();
		issuer.close();
	}

	@Test
	void revokedTokenDoesNotGetIntoTheNodeThatRevokes() throws Exception {
		List<Attempt> accepted = revokeUnderLoad(node, Revocation.ofSubject(issuer.getIssuer(), "alice", Instant.now()),
				issuer.token("alice").audience("urn:api").sign(), Duration.ofMillis(500));
		assertThat(accepted).filteredOn((attempt) -> attempt.sinceRevoked() > 0).isEmpty();
	}

	@Test
	void revokedTokenDoesNotGetIntoAnotherNodeAfterTheBound() throws Exception {
		String token = issuer.token("bob").audience("urn:api").claim("jti", "t1").sign();
		List<Attempt> accepted = revokeUnderLoad(otherNode,
				Revocation.ofTokenId(issuer.getIssuer(), "t1", Instant.now()), token, LOAD);
		assertThat(accepted).filteredOn((attempt) -> attempt.sinceRevoked() > BOUND.toNanos()).isEmpty();
		assertThat(otherNode.getAs(token, "/api/me").statusCode()).isEqualTo(401);
	}

	// what was accepted by that node while the first one revoked the token
	private static List<Attempt> revokeUnderLoad(RunningApplication target, Revocation revocation, String token,
			Duration load) throws Exception {
		assertThat(target.getAs(token, "/api/me").statusCode()).isEqualTo(200);
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			long end = System.nanoTime() + load.toNanos();
			List<Future<List<Long>>> results = IntStream.range(0, THREADS)
				.mapToObj((thread) -> threads.submit(() -> hammer(target, token, end)))
				.toList();
			node.getBean(TokenRevocationRegistry.class).revoke(revocation);
			long revokedAt = System.nanoTime();
			List<Attempt> accepted = new ArrayList<>();
			for (Future<List<Long>> result : results) {
				result.get().forEach((startedAt) -> accepted.add(new Attempt(startedAt - revokedAt)));
			}
			return accepted;
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static List<Long> hammer(RunningApplication target, String token, long end) {
		List<Long> accepted = new ArrayList<>();
		for (long now = System.nanoTime(); now - end < 0; now = System.nanoTime()) {
			if (target.getAs(token, "/api/me").statusCode() == 200) {
				accepted.add(now);
			}
		}
		return accepted;
	}

	private static RunningApplication start(String url) {
		RunningApplication application = RunningApplication.start(ApiApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"spring.datasource.url=" + url, "logging.level.io.identifiabl=warn");
		assertThat(application.getBean(TokenRevocationRegistry.class)).isInstanceOf(JdbcTokenRevocations.class);
		return application;
	}

	private record Attempt(long sinceRevoked) {

	}

}
