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

package io.identifiabl.demo.faultlab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L11: tokens that are remembered by the application and in use by several threads at the
 * moment when they are revoked.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class RevocationLabTests {

	private static final int THREADS = 4;

	private static final int ENOUGH = 200;

	private static final LabReport report = new LabReport(Scenario.L11, "revoked", "accepted before", "in force after",
			"sent since", "accepted since");

	@SuppressWarnings("NullAway.Init")
	private static FaultyIssuer issuer;

	@SuppressWarnings("NullAway.Init")
	private static LabServer server;

	@BeforeAll
	static void start() {
		issuer = FaultyIssuer.start(FaultMode.OK);
		server = LabServer.ours(issuer);
		Lab.await(() -> server.get(issuer.token()).status() == 200);
	}

	@AfterAll
	static void stop() {
		report.write();
		server.close();
		issuer.close();
	}

	@Test
	void getWhenTokenIdIsRevokedThenNothingGetsThrough() throws Exception {
		String token = issuer.token("user-of-token").claim("jti", "leaked").sign();
		revokeUnderLoad("token id", token,
				() -> revoke(Revocation.ofTokenId(issuer.getIssuer(), "leaked", Instant.now())));
	}

	@Test
	void getWhenSubjectIsRevokedThenNothingGetsThrough() throws Exception {
		revokeUnderLoad("subject", issuer.token("locked-out").sign(),
				() -> revoke(Revocation.ofSubject(issuer.getIssuer(), "locked-out", Instant.now())));
	}

	@Test
	void getWhenKeyIsWithdrawnThenNothingGetsThrough() throws Exception {
		RSAKey withdrawn = new RSAKey.Builder(FaultyIssuer.key()).keyID("withdrawn").build();
		issuer.publish(FaultyIssuer.key(), withdrawn);
		server.keys(issuer).refresh();
		Lab.await(() -> server.state(issuer).keyIds().contains("withdrawn"));
		revokeUnderLoad("key", issuer.token("user-of-key").header("kid", "withdrawn").sign(withdrawn), () -> {
			issuer.publish(FaultyIssuer.key());
			server.keys(issuer).refresh();
			Lab.await(() -> !server.state(issuer).keyIds().contains("withdrawn"));
		});
	}

	private static void revoke(Revocation revocation) {
		server.getBean(TokenRevocationRegistry.class).revoke(revocation);
	}

	private static void revokeUnderLoad(String what, String token, Runnable revocation) throws Exception {
		AtomicInteger before = new AtomicInteger();
		AtomicInteger since = new AtomicInteger();
		AtomicInteger sentSince = new AtomicInteger();
		AtomicBoolean inForce = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<? extends Future<?>> senders = IntStream.range(0, THREADS).mapToObj((i) -> threads.submit(() -> {
				while (sentSince.get() < ENOUGH) {
					// read before the request is sent, since one that was under way may
					// pass
					boolean revoked = inForce.get();
					int accepted = (server.get(token).status() == 200) ? 1 : 0;
					(revoked ? since : before).addAndGet(accepted);
					sentSince.addAndGet(revoked ? 1 : 0);
				}
			})).toList();
			Lab.await(() -> before.get() >= ENOUGH);
			long start = System.nanoTime();
			revocation.run();
			Duration time = Duration.ofNanos(System.nanoTime() - start);
			inForce.set(true);
			for (Future<?> sender : senders) {
				sender.get();
			}
			report.row(what, before, time.toMillis() + " ms", sentSince, since);
		}
		finally {
			sentSince.set(ENOUGH);
			threads.shutdown();
		}
		assertThat(since).hasValue(0);
		assertThat(server.get(issuer.token()).status()).isEqualTo(200);
	}

}
