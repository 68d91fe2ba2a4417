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

package io.identifiabl.demo.authorizationserver;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegisteredClients}.
 *
 * @author Identifiabl Contributors
 */
class RegisteredClientsTests {

	private final RegisteredClients clients = new RegisteredClients(
			new InMemoryRegisteredClientRepository(client("configured")), 2);

	@Test
	void saveWhenFullThenForgetsOldestButNoConfiguredOne() {
		this.clients.save(client("first"));
		this.clients.save(client("second"));
		assertThat(this.clients.findByClientId("first")).isNotNull();
		this.clients.save(client("third"));
		assertThat(this.clients.findByClientId("first")).isNull();
		assertThat(this.clients.findById("id of first")).isNull();
		for (String known : new String[] { "configured", "second", "third" }) {
			RegisteredClient client = this.clients.findByClientId(known);
			assertThat(client).isNotNull();
			assertThat(this.clients.findById("id of " + known)).isSameAs(client);
		}
	}

	private static RegisteredClient client(String clientId) {
		return RegisteredClient.withId("id of " + clientId)
			.clientId(clientId)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://client.example.com/cb")
			.build();
	}

}
