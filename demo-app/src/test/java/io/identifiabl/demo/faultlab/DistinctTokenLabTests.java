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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L9: more tokens than any cache holds, most of them bad. They go to the application's
 * decoder itself, since HTTP would be most of the work.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class DistinctTokenLabTests {

	private static final int GOOD = Lab.size(1000, 10_000);

	private static final int BAD = Lab.size(20_000, 1_000_000);

	private static final int CACHE = 4;

	private static final LabReport report = new LabReport(Scenario.L9, "tokens", "distinct", "accepted", "decoded in",
			"heap");

	@SuppressWarnings("NullAway.Init")
	private static FaultyIssuer issuer;

	@SuppressWarnings("NullAway.Init")
	private static LabServer server;

	@SuppressWarnings("NullAway.Init")
	private static JwtDecoder decoder;

	private static final List<String> good = new ArrayList<>();

	@BeforeAll
	static void start() {
		issuer = FaultyIssuer.start(FaultMode.OK);
		server = LabServer.ours(issuer, "identifiabl.token-cache.maximum-weight=" + CACHE + "MB");
		Lab.await(() -> server.get(issuer.token()).status() == 200);
		decoder = server.getBean(JwtDecoder.class);
		for (int i = 0; i < GOOD; i++) {
			good.add(issuer.token("user-" + i).sign());
		}
	}

	@AfterAll
	static void stop() {
		report.write();
		server.close();
		issuer.close();
	}

	private static boolean accepts(String token) {
		try {
			decoder.decode(token);
			return true;
		}
		catch (BadJwtException ex) {
			return false;
		}
	}

	// a signature that begins like a good one, so that its spelling is all right
	private static String forge(String token, int i) {
		char[] characters = token.toCharArray();
		int place = token.lastIndexOf('.') + 1 + i % 300;
		characters[place] = (characters[place] == 'A') ? 'B' : 'A';
		return new String(characters);
	}

	private static String forged(int i) {
		return forge(good.get(i % GOOD), i / GOOD);
	}

	private static String expired(int i) {
		String claims = issuer.token("user-" + i).issuedAt(Instant.now().minus(Duration.ofHours(2))).signingInput();
		String token = good.get(i % GOOD);
		return claims + token.substring(token.lastIndexOf('.'));
	}

	@Test
	void decodeWhenManyTokensThenGoodOnesOnlyAreAcceptedEveryTime() {
		long heap = Lab.usedHeap();
		long start = System.nanoTime();
		int accepted = 0;
		for (int round = 0; round < 2; round++) {
			for (String token : good) {
				accepted += accepts(token) ? 1 : 0;
			}
		}
		Duration time = Duration.ofNanos(System.nanoTime() - start);
		long growth = Lab.usedHeap() - heap;
		add("good, twice each", GOOD, accepted, time, growth);
		assertThat(accepted).isEqualTo(2 * GOOD);
		assertThat(growth).isLessThan(20 + CACHE);
	}

	@Test
	void decodeWhenForgeriesOfGoodTokensThenNoneIsEverAccepted() {
		good.forEach(DistinctTokenLabTests::accepts);
		long heap = Lab.usedHeap();
		long start = System.nanoTime();
		int accepted = 0;
		for (int i = 0; i < BAD; i++) {
			String token = forged(i);
			accepted += accepts(token) ? 1 : 0;
			accepted += (i % 10 == 0 && accepts(token)) ? 1 : 0;
		}
		Duration time = Duration.ofNanos(System.nanoTime() - start);
		long growth = Lab.usedHeap() - heap;
		add("forged, of good ones that were used before, one in ten twice", BAD, accepted, time, growth);
		assertThat(accepted).isZero();
		assertThat(growth).isLessThan(20 + CACHE);
	}

	@Test
	void decodeWhenExpiredTokensThenNoneIsEverAccepted() {
		long heap = Lab.usedHeap();
		long start = System.nanoTime();
		int accepted = 0;
		for (int i = 0; i < BAD / 10; i++) {
			accepted += accepts(expired(i)) ? 1 : 0;
		}
		Duration time = Duration.ofNanos(System.nanoTime() - start);
		long growth = Lab.usedHeap() - heap;
		add("expired", BAD / 10, accepted, time, growth);
		assertThat(accepted).isZero();
		assertThat(growth).isLessThan(20 + CACHE);
	}

	private static void add(String tokens, int count, int accepted, Duration time, long growth) {
		report.row(tokens, count, accepted, Answers.millis(time), growth + " MB");
	}

}
