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

package io.identifiabl.audit.verify;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Erasures}: what was erased is compared with what erasures say.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class ErasuresTests {

	private static final String ISSUER = "https://issuer.example/";

	private final AuditVerifier verifier = new AuditVerifier(Logs.VERIFIER);

	private final InMemoryAuditStore store = Logs.create(600);

	@Test
	void erasureThatIsRecordedIsVerified() {
		assertThat(Logs.erase(this.store, "user-1")).isEqualTo(200);
		assertThat(Logs.erase(this.store, "user-1")).isZero();
		VerificationReport report = this.verifier.verify(this.store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).noneMatch((note) -> note.contains("personal data"));
	}

	@Test
	void erasureThatIsImitatedIsFound() {
		Logs.sign(this.store);
		this.store.erase(ISSUER, "user-2");
		assertThat(this.verifier.verify(this.store).findings())
			.containsExactly(new Finding(2, 598, "200 records have no personal data, and erasures of 0 are recorded"));
	}

	@Test
	void erasureThatIsImitatedBesideATrueOneIsFound() {
		Logs.erase(this.store, "user-1");
		this.store.erase(ISSUER, "user-2");
		assertThat(this.verifier.verify(this.store).findings()).containsExactly(
				new Finding(1, 599, "400 records have no personal data, and erasures of 200 are recorded"));
	}

	@Test
	void erasureThatIsImitatedInAPrunedLogIsFound() {
		Logs.prune(this.store, 256);
		this.store.erase(ISSUER, "user-1");
		VerificationReport report = this.verifier.verify(this.store);
		assertThat(report.getFirstBadIndex()).isEqualTo(256);
		assertThat(report.findings()).extracting(Finding::text)
			.containsExactly("115 records have no personal data, and erasures of 0 are recorded");
	}

	@Test
	void erasureWhoseRecordsWerePrunedIsNoted() {
		Logs.erase(this.store, "user-1");
		Logs.prune(this.store, 256);
		VerificationReport report = this.verifier.verify(this.store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).contains("erasures of 200 records are recorded, and 115 without personal data are "
				+ "still there, so that up to 85 of those could have been erased by somebody else");
	}

	@Test
	void erasureThatBrokeOffIsNoted() {
		Logs.appendErasure(this.store, "intent", null);
		Logs.sign(this.store);
		this.store.erase(ISSUER, "user-1");
		VerificationReport report = this.verifier.verify(this.store);
		assertThat(report.findings()).isEmpty();
		assertThat(report.notes()).contains("erasures of 0 records and one without an outcome are recorded, and "
				+ "200 records have no personal data");
	}

	@Test
	void erasureWhileTheLogIsReadIsVerified() {
		Logs.sign(this.store);
		AtomicBoolean erased = new AtomicBoolean();
		AuditStore erasing = (AuditStore) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { AuditStore.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("read") && erased.compareAndSet(false, true)) {
						Logs.erase(this.store, "user-1");
					}
					return method.invoke(this.store, arguments);
				});
		VerificationReport report = this.verifier.verify(erasing);
		assertThat(report.findings()).isEmpty();
		assertThat(report.size()).isEqualTo(600);
	}

	@Test
	void partOfALogSaysNothingAboutErasures() {
		Logs.sign(this.store);
		this.store.erase(ISSUER, "user-1");
		assertThat(this.verifier.verify(this.store, 10, Long.MAX_VALUE, List.of()).findings()).isEmpty();
	}

}
