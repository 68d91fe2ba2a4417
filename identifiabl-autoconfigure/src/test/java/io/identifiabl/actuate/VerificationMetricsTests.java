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

package io.identifiabl.actuate;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("every-jdk")
class VerificationMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final VerificationMetrics metrics = new VerificationMetrics();

	@Test
	void onVerificationWhenNobodyCollectsThenDoesNothing() {
		this.metrics.onVerification("https://issuer.example", "success", 1);
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void onVerificationRecordsTheTimeByIssuerAndOutcome() {
		this.metrics.bindTo(this.registry);
		this.metrics.onVerification("https://issuer.example", "success", 30_000);
		this.metrics.onVerification("https://issuer.example", "success", 50_000);
		this.metrics.onVerification("https://issuer.example", "expired_token", 10_000);
		assertThat(timer("success").count()).isEqualTo(2);
		assertThat(timer("success").totalTime(TimeUnit.MICROSECONDS)).isEqualTo(80);
		assertThat(timer("expired_token").count()).isEqualTo(1);
	}

	@Test
	void onVerificationTellsEveryRegistry() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.metrics.bindTo(this.registry);
		this.metrics.bindTo(other);
		this.metrics.onVerification("https://issuer.example", "success", 1);
		assertThat(timer("success").count()).isEqualTo(1);
		assertThat(other.get("identifiabl.token.verifications").timer().count()).isEqualTo(1);
	}

	private Timer timer(String outcome) {
		return this.registry.get("identifiabl.token.verifications")
			.tag("issuer", "https://issuer.example")
			.tag("outcome", outcome)
			.timer();
	}

}
