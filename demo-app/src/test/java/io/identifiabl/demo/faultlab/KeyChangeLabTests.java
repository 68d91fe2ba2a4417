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
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.keys.KeySetStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L6: key sets that change, and key sets that are spoilt.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class KeyChangeLabTests {

	private static final String REMOVED = "401 `unknown_key`";

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final LabReport report = new LabReport(Scenario.L6, "key set", "effect", "after", "reported as",
			"stock");

	private static final String[] REFRESHING = { "identifiabl.keys.refresh-interval=" + INTERVAL.toMillis() + "ms" };

	private static final String[] NOT_REFRESHING = {
			"identifiabl.keys.minimum-refetch-interval=" + INTERVAL.toMillis() + "ms" };

	private static final FaultyIssuer replacing = FaultyIssuer.start(FaultMode.OK);

	private static final FaultyIssuer removing = FaultyIssuer.start(FaultMode.OK);

	private static final FaultyIssuer emptied = FaultyIssuer.start(FaultMode.OK);

	private static final FaultyIssuer spoilt = FaultyIssuer.start(FaultMode.OK);

	@SuppressWarnings("NullAway.Init")
	private static LabServer refreshing;

	@SuppressWarnings("NullAway.Init")
	private static LabServer refetching;

	private final RSAKey key = FaultyIssuer.key();

	@BeforeAll
	static void start() {
		refreshing = LabServer.ours(List.of(removing, emptied, spoilt), List.of(), REFRESHING);
		refetching = LabServer.ours(replacing, NOT_REFRESHING);
		List.of(removing, emptied, spoilt)
			.forEach((issuer) -> Lab.await(() -> refreshing.get(issuer.token()).status() == 200));
		Lab.await(() -> refetching.get(replacing.token()).status() == 200);
	}

	@AfterAll
	static void stop() {
		report.write();
		refreshing.close();
		refetching.close();
		List.of(replacing, removing, emptied, spoilt).forEach(FaultyIssuer::close);
	}

	@Test
	void getWhenKeyIsReplacedUnderItsIdThenNewOneIsAcceptedSoon() throws JOSEException {
		RSAKey replacement = new RSAKeyGenerator(2048).keyID(this.key.getKeyID()).generate();
		String renewed = replacing.token("user").sign(replacement);
		replacing.publish(replacement.toPublicJWK());
		Duration time = Lab.await(() -> refetching.get(renewed).status() == 200);
		report.row("another key under the same id", "new key accepted, old one " + refetching.get(replacing.token()),
				Answers.millis(time), "–", "*new key 401, old one accepted, for 5 minutes*");
		assertThat(time).isLessThan(INTERVAL.plus(Lab.SOON));
		assertThat(refetching.get(replacing.token())).hasToString("401 `invalid_signature`");
	}

	@Test
	void getWhenKeyIsRemovedThenItIsRefusedAfterTheNextRefresh() {
		RSAKey other = new RSAKey.Builder(this.key).keyID("other").build();
		String good = removing.token();
		removing.publish(other.toPublicJWK());
		Duration time = Lab.await(() -> refreshing.get(good).status() != 200);
		report.row("a key removed", "refused: " + refreshing.get(good), Answers.millis(time), "–",
				"*accepted for 5 minutes*");
		assertThat(refreshing.get(good)).hasToString(REMOVED);
		assertThat(time).isLessThan(INTERVAL.plus(Lab.SOON));
	}

	@Test
	void getWhenSetIsEmptyThenKeysFromBeforeServe() {
		emptied.behave(FaultMode.EMPTY_KEYS);
		Duration time = Lab.await(() -> refreshing.state(emptied).status() == KeySetStatus.STALE);
		Answer unknown = refreshing.get(emptied.token("user").header("kid", "unknown").sign());
		Answer good = refreshing.get(emptied.token());
		String error = String.valueOf(refreshing.state(emptied).lastError());
		report.row("`{\"keys\":[]}`", "good " + good + ", unknown key " + unknown, Answers.millis(time),
				"health: " + KeySetStatus.STALE + ", " + error.substring(error.lastIndexOf(':') + 2),
				"*one unknown key id, and every good token is 401*");
		assertThat(good.status()).isEqualTo(200);
		assertThat(unknown).hasToString("503 `keys_unavailable`");
		assertThat(error).contains("no usable key");
	}

	@Test
	void getWhenOneKeyOfTheSetIsUnreadableThenTheOthersServe() {
		RSAKey added = new RSAKey.Builder(this.key).keyID("added").build();
		String good = new JWKSet(added.toPublicJWK()).toString();
		spoilt.publishDocument(good.replace("[", "[{\"kty\":\"RSA\",\"kid\":\"bad\"},"));
		String renewed = spoilt.token("user").header("kid", "added").sign(added);
		Duration time = Lab.await(() -> refreshing.get(renewed).status() == 200);
		report.row("one key of two unreadable", "the other one is accepted", Answers.millis(time),
				"actuator: " + refreshing.state(spoilt).faults(), stock(renewed));
		assertThat(time).isLessThan(INTERVAL.plus(Lab.SOON));
		assertThat(refreshing.state(spoilt).faults()).singleElement().asString().contains("bad");
	}

	private static String stock(String token) {
		if (!LabReport.isWanted()) {
			return "";
		}
		try (LabServer stock = LabServer.stock(spoilt)) {
			return "every token " + stock.get(token);
		}
	}

}
