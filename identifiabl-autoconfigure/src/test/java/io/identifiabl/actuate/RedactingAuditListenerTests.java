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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever publishes an event, no token gets into the repository.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class RedactingAuditListenerTests {

	private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";

	private final InMemoryAuditEventRepository repository = new InMemoryAuditEventRepository();

	private final RedactingAuditListener listener = new RedactingAuditListener(this.repository);

	@Test
	void tokenAsPrincipalIsRedacted() {
		assertThat(store(new AuditEvent(TOKEN, "X", Map.of())).getPrincipal()).isEqualTo("[redacted]");
	}

	@ParameterizedTest
	@ValueSource(strings = { TOKEN, "Bearer " + TOKEN, "eyJ eyJ " + TOKEN + ", more",
			"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1In0." })
	void tokenInDataIsRedacted(String value) {
		assertThat(store(new AuditEvent("joe", "X", Map.of("message", value, "kept", 1))).getData())
			.containsEntry("message", "[redacted]")
			.containsEntry("kept", 1);
	}

	@Test
	void tokenDeepInDataIsRedacted() {
		AuditEvent event = new AuditEvent("joe", "X", Map.of("details", Map.of("headers", List.of(TOKEN))));
		assertThat(store(event).getData()).containsEntry("details", "[redacted]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "eyJ", "eyJ.a.b", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0", "plain text", "a.b.c",
			"https://api.example.com/a.b.c" })
	void everythingElseStays(String value) {
		assertThat(store(new AuditEvent("joe", "X", Map.of("message", value))).getData()).containsEntry("message",
				value);
	}

	@Test
	void typeAndTimeStay() {
		AuditEvent event = new AuditEvent("joe", "X", Map.of());
		assertThat(store(event).getTimestamp()).isEqualTo(event.getTimestamp());
		assertThat(store(event).getType()).isEqualTo("X");
	}

	@SuppressWarnings("NullAway") // no filter at all
	private AuditEvent store(AuditEvent event) {
		this.listener.onApplicationEvent(new AuditApplicationEvent(event));
		List<AuditEvent> stored = this.repository.find(null, null, null);
		return stored.get(stored.size() - 1);
	}

}
