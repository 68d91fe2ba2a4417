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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L8: a provider that works every other time, and one that changes its keys all the time.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class FlappingLabTests {

	private static final Duration TIME = Duration.ofSeconds(Lab.size(2, 60));

	// 200 requests a second
	private static final Duration PAUSE = Duration.ofMillis(5);

	// so that keys are fetched, or not, some dozens of times
	private static final String[] PROPERTIES = { "identifiabl.keys.refresh-interval=100ms",
			"identifiabl.keys.minimum-refetch-interval=100ms" };

	private static final LabReport report = new LabReport(Scenario.L8, "provider", "time", "good requests", "answers",
			"p99", "fetches", "failed fetches");

	private static final FaultyIssuer flapping = FaultyIssuer.start(FaultMode.OK);

	private static final FaultyIssuer renewing = FaultyIssuer.start(FaultMode.OK);

	@SuppressWarnings("NullAway.Init")
	private static LabServer server;

	@BeforeAll
	static void start() {
		server = LabServer.ours(List.of(flapping, renewing), List.of(), PROPERTIES);
	}

	@AfterAll
	static void stop() {
		report.write();
		server.close();
		flapping.close();
		renewing.close();
	}

	@Test
	void getWhenProviderFlapsThenNoGoodRequestFails() {
		String good = flapping.token();
		Lab.await(() -> server.get(good).status() == 200);
		flapping.behave(FaultMode.FLAPPING);
		Answers answers = load((i) -> server.get(good));
		report("every other answer is a 500", answers, flapping);
		assertThat(answers.texts()).containsExactly("200");
		assertThat(server.state(flapping).failures()).isGreaterThan(3);
		assertThat(server.state(flapping).fetches()).isGreaterThan(3);
	}

	@Test
	void getWhenKeysAreRenewedAllTheTimeThenNoGoodRequestFails() {
		renewing.publish(published(0));
		Lab.await(() -> server.get(token(renewing, 0)).status() == 200);
		long[] generation = { 0, System.nanoTime() };
		Answers answers = load((i) -> {
			if (System.nanoTime() - generation[1] > Duration.ofMillis(300).toNanos()
					&& server.state(renewing).keyIds().contains("key-" + (generation[0] + 1))) {
				generation[0]++;
				generation[1] = System.nanoTime();
				renewing.publish(published(generation[0]));
			}
			return server.get(token(renewing, generation[0]));
		});
		report(generation[0] + " rotations, next key published ahead", answers, renewing);
		assertThat(answers.texts()).containsExactly("200");
		assertThat(generation[0]).isGreaterThan(1);
	}

	// the last, the current and the next one, as a careful provider does
	private static JWK[] published(long generation) {
		return new JWK[] { key(generation - 1).toPublicJWK(), key(generation).toPublicJWK(),
				key(generation + 1).toPublicJWK() };
	}

	private static RSAKey key(long generation) {
		return new RSAKey.Builder(FaultyIssuer.key()).keyID("key-" + generation).build();
	}

	private static String token(FaultyIssuer issuer, long generation) {
		return issuer.token("user").header("kid", "key-" + generation).sign();
	}

	private static Answers load(IntFunction<Answer> request) {
		List<Answer> answers = new ArrayList<>();
		long start = System.nanoTime();
		for (int i = 0; System.nanoTime() - start < TIME.toNanos(); i++) {
			answers.add(request.apply(i));
			LockSupport.parkNanos(start + PAUSE.toNanos() * i - System.nanoTime());
		}
		return new Answers(answers);
	}

	private static void report(String provider, Answers answers, FaultyIssuer issuer) {
		report.row(provider, TIME.toSeconds() + " s", answers.count(), answers, Answers.millis(answers.p99()),
				server.state(issuer).fetches(), server.state(issuer).failures());
	}

}
