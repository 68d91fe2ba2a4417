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

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L3, L4 and L5: floods of tokens that anybody can make, while others work.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class KeyFloodLabTests {

	private static final int COUNT = Lab.size(1000, 20_000);

	// each of them is a fetch, one after the other
	private static final int STOCK_COUNT = Lab.size(300, 1000);

	private static final int DIFFERENT = 500;

	private static final SecureRandom random = new SecureRandom();

	private static final LabReport flood = new LabReport(Scenario.L3, "junk", "tokens", "took", "answers", "fetches",
			"good, p50", "good, p99", "good p99 in a harmless flood", "heap");

	private static final LabReport slowFlood = new LabReport(Scenario.L4, "application", "took", "answers to junk",
			"good", "good, p50", "good, p99", "good p99 in a harmless flood");

	private static final LabReport rotation = new LabReport(Scenario.L5, "interval between fetches", "accepted after",
			"fetches", "good tokens of the old key");

	private static final Map<Junk, FaultyIssuer> issuers = new EnumMap<>(Junk.class);

	private static final FaultyIssuer slowIssuer = FaultyIssuer.start(FaultMode.OK);

	@SuppressWarnings("NullAway.Init")
	private static LabServer server;

	@SuppressWarnings("NullAway.Init")
	private static Answers baseline;

	private static int stockFetches;

	enum Junk {

		RANDOM_KEY_IDS, ONE_KEY_ID, KEY_IDS_LIKE_REAL_ONES, KNOWN_KEY_ID;

		String header(int i) {
			return switch (this) {
				case RANDOM_KEY_IDS -> "junk-" + i;
				case ONE_KEY_ID -> "junk";
				case KEY_IDS_LIKE_REAL_ONES -> Base64URL.encode(randomBytes(32)).toString();
				case KNOWN_KEY_ID -> FaultyIssuer.key().getKeyID();
			};
		}

		String title() {
			return switch (this) {
				case RANDOM_KEY_IDS -> "unknown key ids, all different";
				case ONE_KEY_ID -> "one unknown key id";
				case KEY_IDS_LIKE_REAL_ONES -> "thumbprints of unknown keys";
				case KNOWN_KEY_ID -> "wrong signature under a known key id";
			};
		}

	}

	@BeforeAll
	static void start() {
		floodStock();
		for (Junk kind : Junk.values()) {
			issuers.put(kind, FaultyIssuer.start(FaultMode.OK));
		}
		List<FaultyIssuer> all = new ArrayList<>(issuers.values());
		all.add(slowIssuer);
		server = LabServer.ours(all, List.of());
		all.forEach((issuer) -> Lab.await(() -> server.get(issuer.token()).status() == 200));
		FaultyIssuer issuer = issuer(Junk.RANDOM_KEY_IDS);
		String good = issuer.token();
		try (Flood harmless = Flood.start(server, COUNT, harmless(issuer))) {
			baseline = harmless.meanwhile(() -> server.get(good));
		}
	}

	private static void floodStock() {
		try (FaultyIssuer issuer = FaultyIssuer.start(FaultMode.OK); LabServer stock = LabServer.stock(issuer)) {
			stock.get(issuer.token());
			int fetches = issuer.getFetches();
			Flood junk = Flood.start(stock, STOCK_COUNT, junk(issuer, Junk.RANDOM_KEY_IDS));
			Answers answers = junk.join();
			stockFetches = issuer.getFetches() - fetches;
			flood.row("stock: " + Junk.RANDOM_KEY_IDS.title(), answers.count(), Answers.millis(junk.age()), answers,
					stockFetches, "", "", "", "");
		}
	}

	@AfterAll
	static void stop() {
		slowFlood.row("*stock, 1 s instead of 5 s, 250 connections*", "", "", "", "*8.9 s*", "*14.4 s*", "");
		rotation.row("*stock: none, every unknown key id is a fetch*", "", "", "");
		flood.write();
		slowFlood.write();
		rotation.write();
		server.close();
		issuers.values().forEach(FaultyIssuer::close);
		slowIssuer.close();
	}

	private static FaultyIssuer issuer(Junk kind) {
		return Objects.requireNonNull(issuers.get(kind));
	}

	private static byte[] randomBytes(int count) {
		byte[] bytes = new byte[count];
		random.nextBytes(bytes);
		return bytes;
	}

	private static List<String> junk(FaultyIssuer issuer, Junk kind) {
		return tokens((i) -> issuer.token("junk-" + i).header("kid", kind.header(i)).signingInput());
	}

	// refused before anybody looks for a key
	private static List<String> harmless(FaultyIssuer issuer) {
		return tokens((i) -> issuer.token("junk-" + i).audience("https://other.example.com").signingInput());
	}

	private static List<String> tokens(IntFunction<String> signingInput) {
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < DIFFERENT; i++) {
			tokens.add(signingInput.apply(i) + "." + Base64URL.encode(randomBytes(256)));
		}
		return tokens;
	}

	@ParameterizedTest
	@EnumSource
	void getWhenFloodedThenHonestUsersNoticeNothing(Junk kind) {
		FaultyIssuer issuer = issuer(kind);
		String good = issuer.token();
		List<String> tokens = junk(issuer, kind);
		long heap = Lab.usedHeap();
		int fetches = issuer.getFetches();
		Flood junk = Flood.start(server, COUNT, tokens);
		Answers honest = junk.meanwhile(() -> server.get(good));
		Answers answers = junk.join();
		Duration time = junk.age();
		fetches = issuer.getFetches() - fetches;
		long growth = Lab.usedHeap() - heap;
		flood.row(kind.title(), answers.count(), Answers.millis(time), answers, fetches,
				Answers.millis(honest.median()), Answers.millis(honest.p99()), Answers.millis(baseline.p99()),
				growth + " MB");
		assertThat(fetches).isLessThanOrEqualTo(1 + (int) (time.toSeconds() / 10));
		assertThat(answers.count(401) + answers.count(503)).as(answers.toString()).isEqualTo(COUNT);
		assertThat(honest.texts()).containsExactly("200");
		assertThat(honest.p99()).isLessThan(limit());
		assertThat(growth).isLessThan(20);
	}

	// twice the baseline, or what a busy machine adds by chance
	private static Duration limit() {
		Duration twice = baseline.p99().multipliedBy(2);
		Duration atLeast = baseline.p99().plusMillis(800);
		return (twice.compareTo(atLeast) > 0) ? twice : atLeast;
	}

	@Test
	void getWhenFloodedAndKeysAreSlowThenHonestUsersNoticeNothing() {
		String good = slowIssuer.token();
		slowIssuer.behave(FaultMode.SLOW);
		Flood junk = Flood.start(server, COUNT, junk(slowIssuer, Junk.RANDOM_KEY_IDS));
		Answers honest = junk.meanwhile(() -> server.get(good));
		Answers answers = junk.join();
		slowFlood.row("identifiabl", Answers.millis(junk.age()), answers, honest, Answers.millis(honest.median()),
				Answers.millis(honest.p99()), Answers.millis(baseline.p99()));
		assertThat(honest.texts()).containsExactly("200");
		assertThat(honest.p99()).isLessThan(limit());
	}

	@Test
	void getWhenKeysAreRotatedDuringAFloodThenNewKeyIsAcceptedSoon() {
		int interval = Lab.size(2, 10);
		try (FaultyIssuer issuer = FaultyIssuer.start(FaultMode.OK);
				LabServer rotating = LabServer.ours(issuer,
						"identifiabl.keys.minimum-refetch-interval=" + interval + "s")) {
			String good = issuer.token();
			Lab.await(() -> rotating.get(good).status() == 200);
			int before = issuer.getFetches();
			RSAKey rotated = new RSAKey.Builder(FaultyIssuer.key()).keyID("rotated").build();
			String renewed = issuer.token("user").header("kid", "rotated").sign(rotated);
			try (Flood junk = Flood.endless(rotating, junk(issuer, Junk.RANDOM_KEY_IDS))) {
				// the flood has used up what may be fetched at once
				Lab.await(() -> issuer.getFetches() > before);
				issuer.publish(FaultyIssuer.key().toPublicJWK(), rotated.toPublicJWK());
				Set<Integer> statuses = new TreeSet<>();
				Duration time = Lab.await(() -> {
					statuses.add(rotating.get(renewed).status());
					return statuses.contains(200);
				});
				Answers old = Answers.of(10, () -> rotating.get(good));
				int fetches = issuer.getFetches() - before;
				rotation.row(interval + " s", Answers.millis(time), fetches, old);
				assertThat(time).isLessThan(Duration.ofSeconds(interval).plus(Lab.SOON));
				assertThat(fetches).isLessThanOrEqualTo(2 + (int) (junk.age().toSeconds() / interval));
				assertThat(old.texts()).containsExactly("200");
				assertThat(statuses).isSubsetOf(200, 503);
			}
		}
	}

	@Test
	void floodMakesStockServerFetchOverAndOver() {
		assertThat(stockFetches).isGreaterThan(STOCK_COUNT / 20);
	}

}
