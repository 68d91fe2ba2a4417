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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.operation.AuditProperties.Store;
import io.identifiabl.operation.Delivery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/audit.md says of defaults, and of what can be wrong.
 *
 * @author Identifiabl Contributors
 */
class AuditDocumentTests {

	private final AuditProperties defaults = new AuditProperties();

	private static String document() throws IOException {
		return Files.readString(Path.of("..", "docs", "audit.md"));
	}

	@ParameterizedTest
	@EnumSource
	void troubleIsThereAndHasAdvice(Trouble trouble) throws IOException {
		assertThat(document()).contains("| `" + trouble.name().toLowerCase(Locale.ROOT) + "` |");
		assertThat(AuditAdvice.of(trouble)).endsWith(".").hasSizeGreaterThan(100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "signing", "signingError", "trouble", "advice", "witness", "witnessedAt", "witnessedSize",
			"verifying", "verifiedTo", "verifiedAt", "verificationFindings", "firstBadIndex", "firstFinding",
			"verificationAdvice", "changedAnswers" })
	void detailOfHealthIsThere(String detail) throws IOException {
		assertThat(document()).contains("`" + detail + "`");
	}

	// "Every second in which the log grows, and every minute in which it does not"
	@Test
	void statesAreSignedAsOftenAsItSays() {
		assertThat(this.defaults.getCheckpoint().getInterval()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.defaults.getCheckpoint().getHeartbeat()).isEqualTo(Duration.ofMinutes(1));
	}

	// "2,000 records a second", which makes a million within ten minutes
	@Test
	void logIsVerifiedAsFastAsItSays() {
		assertThat(this.defaults.getVerification().isEnabled()).isTrue();
		assertThat(this.defaults.getVerification().getRecordsPerSecond()).isEqualTo(2000);
	}

	@Test
	void recordsAreKeptAndDeliveredAsItSays() {
		assertThat(this.defaults.getRetention()).isEqualTo(Duration.ofDays(365));
		assertThat(this.defaults.isLegalHold()).isFalse();
		assertThat(this.defaults.getOverflowWait()).isEqualTo(Duration.ofMillis(100));
		assertThat(this.defaults.getStore()).isEqualTo(Store.AUTO);
		assertThat(this.defaults.getDelivery()).isEqualTo(Delivery.ASYNC);
	}

}
