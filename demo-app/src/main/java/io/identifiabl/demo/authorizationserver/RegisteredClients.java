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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * The configured clients and the latest of those that registered themselves. An open
 * endpoint must not fill the memory, so the oldest of those have to register again.
 *
 * @author Identifiabl Contributors
 */
final class RegisteredClients implements RegisteredClientRepository {

	private final RegisteredClientRepository configured;

	private final int capacity;

	private final Map<String, RegisteredClient> byId = new ConcurrentHashMap<>();

	private final Map<String, RegisteredClient> byClientId = new ConcurrentHashMap<>();

	private final Deque<RegisteredClient> byAge = new ArrayDeque<>();

	RegisteredClients(RegisteredClientRepository configured, int capacity) {
		this.configured = configured;
		this.capacity = capacity;
	}

	@Override
	public synchronized void save(RegisteredClient client) {
		if (this.byAge.size() == this.capacity) {
			RegisteredClient oldest = this.byAge.remove();
			this.byId.remove(oldest.getId());
			this.byClientId.remove(oldest.getClientId());
		}
		this.byAge.add(client);
		this.byId.put(client.getId(), client);
		this.byClientId.put(client.getClientId(), client);
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		RegisteredClient registered = this.byId.get(id);
		return (registered != null) ? registered : this.configured.findById(id);
	}

	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		RegisteredClient registered = this.byClientId.get(clientId);
		return (registered != null) ? registered : this.configured.findByClientId(clientId);
	}

}
