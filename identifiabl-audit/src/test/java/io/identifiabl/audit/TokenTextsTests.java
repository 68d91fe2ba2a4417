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

package io.identifiabl.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenTexts}, and for events with tokens in their texts.
 *
 * @author Identifiabl Contributors
 */
class TokenTextsTests {

	@Test
	void tokenIsNotKeptWhereverSomebodyPutsIt() {
		String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
		for (AuditField field : List.of(AuditField.PATH, AuditField.USER_AGENT, AuditField.REQUESTED,
				AuditField.TOOL)) {
			AuditEvent event = AuditEvent.builder("http.request", Instant.EPOCH).with(field, "/api/" + token).build();
			assertThat(event.get(field)).asString().startsWith("[redacted]").doesNotContain(token.substring(0, 20));
		}
		AuditEvent nested = AuditEvent.builder("audit.queried", Instant.EPOCH)
			.with(AuditField.DATA, Map.of("user", List.of(token)))
			.build();
		assertThat(String.valueOf(nested.get(AuditField.DATA))).contains("[redacted]").doesNotContain(token);
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 96, 128, 256, 512 })
	void signatureOfATokenAloneIsHashed(int length) {
		byte[] bytes = new byte[length];
		new SecureRandom().nextBytes(bytes);
		String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		assertThat(TokenTexts.holdToken("/api/" + signature + "/x")).isTrue();
		assertThat(AuditEvent.builder("http.request", Instant.EPOCH)
			.with(AuditField.PATH, "/api/" + signature)
			.build()
			.get(AuditField.PATH)).asString().startsWith("[redacted]").doesNotContain(signature.substring(0, 20));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"/api/notes/0af7651916cd43dd8448eb211c80319c0af7651916cd43dd8448eb211c80319c0af7651916cd43dd8448eb211c80319c",
			"/api/n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
			"/api/A-very-long-title-of-a-note-that-somebody-made-a-part-of-its-address-for-readers-to-know-it",
			"io.identifiabl.Some123.example.of.a.long.name.with.dots.and.Capitals.in.it.that.goes.on.and.on.and.on" })
	void whatIsNoSignatureStaysAsItIs(String text) {
		assertThat(TokenTexts.holdToken(text)).isFalse();
	}

}
