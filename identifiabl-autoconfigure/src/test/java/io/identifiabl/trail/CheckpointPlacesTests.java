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

package io.identifiabl.trail;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.actuate.AuditTrailHealthIndicator;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.VerifierKey;
import io.identifiabl.audit.trail.DurableAuditTrail;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where checkpoints are taken to, and what is said where that cannot be.
 *
 * @author Identifiabl Contributors
 */
class CheckpointPlacesTests extends AbstractAuditConfigurationTests {

	private final WebApplicationContextRunner witnessed = this.plain
		.withPropertyValues("identifiabl.audit.checkpoint.witness-url=http://127.0.0.1:1/");

	@Test
	void witnessWithoutItsKeySaysWhatToSet() {
		assertFailure(this.witnessed, "which key the witness signs with", "identifiabl.audit.checkpoint.witness-key");
		assertFailure(this.witnessed.withPropertyValues("identifiabl.audit.checkpoint.witness-key= "),
				"which key the witness signs with", "name+hash+key");
	}

	// a larger size that somebody says in its place would keep the node from signing
	@ParameterizedTest
	@ValueSource(strings = { "http://witness.example/", "http://127.0.0.1.example/",
			"http://localhost@witness.example/", "ftp://localhost/", "witness.example", "https:///", "http://[::2]/" })
	void witnessThatAnybodyCouldAnswerForSaysSo(String url) {
		assertFailure(
				this.plain.withPropertyValues("identifiabl.audit.checkpoint.witness-url=" + url,
						"identifiabl.audit.checkpoint.witness-key=" + newKey()),
				"identifiabl.audit.checkpoint.witness-url is '" + url + "'", "the https URL of a witness");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:1/", "http://[::1]:1/", "https://127.0.0.1:1/", "HTTPS://localhost:1" })
	void witnessThatNobodyElseCanAnswerForIsTaken(String url) {
		this.plain
			.withPropertyValues("identifiabl.audit.checkpoint.witness-url=" + url,
					"identifiabl.audit.checkpoint.witness-key=" + newKey())
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void keyOfAWitnessThatIsNoneSaysSo() {
		assertFailure(this.witnessed.withPropertyValues("identifiabl.audit.checkpoint.witness-key=abc"),
				"identifiabl.audit.checkpoint.witness-key is 'abc'", "name+hash+key");
	}

	@Test
	void keyWithoutAWitnessSaysSo() {
		assertFailure(this.plain.withPropertyValues("identifiabl.audit.checkpoint.witness-key=" + newKey()),
				"there is no witness", "identifiabl.audit.checkpoint.witness-url");
	}

	@Test
	void witnessThatIsAwayStopsNothingAndHealthSaysSo() {
		this.witnessed.withPropertyValues("identifiabl.audit.checkpoint.witness-key=" + newKey()).run((context) -> {
			assertThat(record(context)).isNotNegative();
			DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
			assertThat(new AuditTrailHealthIndicator(trail, false).health().getDetails())
				.containsEntry("witness", "unknown")
				.containsEntry("witnessedAt", "never")
				.containsEntry("witnessedSize", 0L);
		});
	}

	@Test
	void healthSaysNothingOfAWitnessThatIsNotThere() {
		this.plain.run((context) -> {
			DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
			assertThat(new AuditTrailHealthIndicator(trail, false).health().getDetails()).doesNotContainKeys("witness",
					"witnessedAt", "witnessedSize");
		});
	}

	@Test
	void placeOfTheApplicationThatHangsHoldsUpNobody() {
		CountDownLatch released = new CountDownLatch(1);
		this.plain.withBean(CheckpointPublisher.class, () -> (note) -> await(released)).run((context) -> {
			long index = record(context);
			DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
			while (trail.getCheckpointerState().size() <= index) {
				Thread.onSpinWait();
			}
			released.countDown();
		});
	}

	private static void await(CountDownLatch released) {
		try {
			released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String newKey() {
		try {
			return VerifierKey
				.of("witness.example/w1", KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic())
				.toString();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
