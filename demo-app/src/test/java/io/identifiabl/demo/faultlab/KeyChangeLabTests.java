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

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.keys.KeySetStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L6: key sets that change, and key sets that are spoilt.
 *
 * @author Identifiabl Contributors
 */
class KeyChangeLabTests {

	private static final String REMOVED = "401 `unknown_key`";

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final LabReport report = new LabReport(Scenario.L6, "key set", "effect", "after", "reported as",
			"stock");

	@SuppressWarnings("NullAway.Init")
	private FaultyIssuer issuer;

	@SuppressWarnings("NullAway.Init")
	private LabServer server;

	private final RSAKey key = FaultyIssuer.key();

	@BeforeEach
	void start() {
		this.issuer = FaultyIssuer.start(FaultMode.OK);
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.issuer.close();
	}

	@AfterAll
	static void write() {
		report.write();
	}

	private void serve(String... properties) {
		this.server = LabServer.ours(this.issuer, properties);
		String good = this.issuer.token();
		Lab.await(() -> this.server.get(good).status() == 200);
	}

	private void serveRefreshing() {
		serve("identifiabl.keys.refresh-interval=" + INTERVAL.toMillis() + "ms");
	}

	@Test
	void getWhenKeyIsReplacedUnderItsIdThenNewOneIsAcceptedSoon() throws JOSEException {
		serve("identifiabl.keys.minimum-refetch-interval=" + INTERVAL.toMillis() + "ms");
		RSAKey replacement = new RSAKeyGenerator(2048).keyID(this.key.getKeyID()).generate();
		String renewed = this.issuer.token("user").sign(replacement);
		this.issuer.publish(replacement.toPublicJWK());
		Duration time = Lab.await(() -> this.server.get(renewed).status() == 200);
		report.row("another key under the same id", "new key accepted, old one " + this.server.get(this.issuer.token()),
				Answers.millis(time), "–", "*new key 401, old one accepted, for 5 minutes*");
		assertThat(time).isLessThan(INTERVAL.plus(Lab.SOON));
		assertThat(this.server.get(this.issuer.token())).hasToString("401 `invalid_signature`");
	}

	@Test
	void getWhenKeyIsRemovedThenItIsRefusedAfterTheNextRefresh() {
		serveRefreshing();
		RSAKey other = new RSAKey.Builder(this.key).keyID("other").build();
		String good = this.issuer.token();
		this.issuer.publish(other.toPublicJWK());
		Duration time = Lab.await(() -> this.server.get(good).status() != 200);
		report.row("a key removed", "refused: " + this.server.get(good), Answers.millis(time), "–",
				"*accepted for 5 minutes*");
		assertThat(this.server.get(good)).hasToString(REMOVED);
		assertThat(time).isLessThan(INTERVAL.plus(Lab.SOON));
	}

	@Test
	void getWhenSetIsEmptyThenKeysFromBeforeServe() {
		serveRefreshing();
		this.issuer.behave(FaultMode.EMPTY_KEYS);
		Duration time = Lab.await(() -> this.server.state(this.issuer).status() == KeySetStatus.STALE);
		Answer unknown = this.server.get(this.issuer.token("user").header("kid", "unknown").sign());
		Answer good = this.server.get(this.issuer.token());
		String error = String.valueOf(this.server.state(this.issuer).lastError());
		report.row("`{\"keys\":[]}`", "good " + good + ", unknown key " + unknown, Answers.millis(time),
				"health: " + KeySetStatus.STALE + ", " + error.substring(error.lastIndexOf(':') + 2),
				"*one unknown key id, and every good token is 401*");
		assertThat(good.status()).isEqualTo(200);
		assertThat(unknown).hasToString("503 `keys_unavailable`");
		assertThat(error).contains("no usable key");
	}

	@Test
	void getWhenOneKeyOfTheSetIsUnreadableThenTheOthersServe() {
		serveRefreshing();
		RSAKey added = new RSAKey.Builder(this.key).keyID("added").build();
		String good = new JWKSet(added.toPublicJWK()).toString();
		this.issuer.publishDocument(good.replace("[", "[{\"kty\":\"RSA\",\"kid\":\"bad\"},"));
		String renewed = this.issuer.token("user").header("kid", "added").sign(added);
		Duration time = Lab.await(() -> this.server.get(renewed).status() == 200);
		report.row("one key of two unreadable", "the other one is accepted", Answers.millis(time),
				"actuator: " + this.server.state(this.issuer).faults(), stock(renewed));
		assertThat(time).isLessThan(INTERVAL.plus(Lab.SOON));
		assertThat(this.server.state(this.issuer).faults()).singleElement().asString().contains("bad");
	}

	private String stock(String token) {
		if (!LabReport.isWanted()) {
			return "";
		}
		try (LabServer stock = LabServer.stock(this.issuer)) {
			return "every token " + stock.get(token);
		}
	}

}
