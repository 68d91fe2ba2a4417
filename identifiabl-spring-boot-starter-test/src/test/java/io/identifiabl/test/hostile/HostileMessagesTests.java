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

package io.identifiabl.test.hostile;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostileMessagesTests {

	private static final URI ENDPOINT = URI.create("http://localhost:1/mcp");

	private static HostileIssuers issuers;

	@BeforeAll
	static void start() {
		issuers = HostileIssuers.start();
	}

	@AfterAll
	static void stop() {
		issuers.close();
	}

	private static String request(HostileMessage row) {
		return new String(row.toRequest(issuers, "/mcp", "mine", "theirs").toBytes(ENDPOINT),
				StandardCharsets.ISO_8859_1);
	}

	private static HostileMessage row(String id) {
		return HostileMessages.rows().stream().filter((row) -> row.getId().equals(id)).findFirst().orElseThrow();
	}

	@Test
	void rowsAreManyAndHaveIdsOfTheirOwn() {
		assertThat(HostileMessages.rows()).hasSizeGreaterThanOrEqualTo(150)
			.extracting(HostileMessage::getId)
			.doesNotHaveDuplicates();
	}

	@Test
	void everyGroupHasRows() {
		Set<String> groups = HostileMessages.rows().stream().map(HostileMessage::getGroup).collect(Collectors.toSet());
		assertThat(HostileMessages.groups().keySet()).isEqualTo(groups);
	}

	@Test
	void everyRowIsForKnownServersAndSaysWhatIsWanted() {
		assertThat(HostileMessages.rows()).allSatisfy((row) -> {
			assertThat(HostileMessages.servers().keySet()).containsAll(row.getServers());
			assertThat(row.getWanted()).isNotBlank();
			assertThat(request(row)).contains(" HTTP/1.1\r\n");
		});
	}

	@Test
	void everyRowIsRefusedOrHasAnAnswer() {
		assertThat(HostileMessages.rows()).allSatisfy((row) -> assertThat(row.getServers()).allSatisfy((server) -> {
			HostileMessage.Answer answer = row.getExpected(server);
			assertThat(answer.status()).isBetween(200, 499);
			assertThat(answer.result() == null || answer.error() == null).isTrue();
		}));
	}

	@Test
	void headerTakesThePlaceOfTheUsualOne() {
		assertThat(request(row("M6.1"))).contains("\r\nAccept: ;;;\r\n").doesNotContain("Accept: application/json");
	}

	@Test
	void usualHeadersCanBeLeftOut() {
		assertThat(request(row("M6.3"))).doesNotContain("Accept").contains("\r\nMcp-Session-Id: mine\r\n");
	}

	@Test
	void strangerSendsNoToken() {
		assertThat(request(row("M16.2"))).doesNotContain("Authorization");
	}

}
