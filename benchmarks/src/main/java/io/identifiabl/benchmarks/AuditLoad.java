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

package io.identifiabl.benchmarks;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;

/**
 * Records of tool calls, of many users. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AuditLoad {

	static final String ISSUER = "https://idp.example.com/";

	static final int GROUP = 256;

	private static final int USERS = 300;

	private static final int TENANTS = 100;

	private static final int TOOLS = 20;

	private static final int ADDRESSES = 250;

	private final EntryWriter writer = new EntryWriter("memory-service", "node-1", UUID.randomUUID().toString(),
			new SecureRandom());

	private final AtomicLong count = new AtomicLong();

	AuditEvent event() {
		long number = this.count.getAndIncrement();
		return AuditEvent.builder("mcp.tool.call", Instant.now())
			.with(AuditField.ACTOR_TYPE, "user")
			.with(AuditField.ISSUER, ISSUER)
			.with(AuditField.TENANT, "tenant-" + number % TENANTS)
			.with(AuditField.TOOL, "tool-" + number % TOOLS)
			.with(AuditField.MCP_METHOD, "tools/call")
			.with(AuditField.ACTION, "execute")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.REQUIRED, List.of("memories:write"))
			.with(AuditField.GRANTED, List.of("openid", "memories:read", "memories:write"))
			.with(AuditField.TRACE, UUID.randomUUID().toString().replace("-", ""))
			.with(AuditField.REQUEST, Long.toHexString(number))
			.with(AuditField.DURATION, 1234)
			.with(AuditField.SUBJECT, "auth0|user-" + number % USERS)
			.with(AuditField.EMAIL, "user-" + number % USERS + "@example.com")
			.with(AuditField.CLIENT, "client-" + number % 10)
			.with(AuditField.CLAIMED_CLIENT, "claude-code 2." + number % 4)
			.with(AuditField.ADDRESS, "192.0.2." + number % ADDRESSES)
			.with(AuditField.USER_AGENT, "claude-code/2.0")
			.with(AuditField.PATH, "/mcp")
			.build();
	}

	List<LogEntry> group() {
		List<LogEntry> entries = new ArrayList<>(GROUP);
		for (int i = 0; i < GROUP; i++) {
			AuditEvent event = event();
			entries.add(this.writer.write(event, this.count.get(), event.getTime()));
		}
		return entries;
	}

	/**
	 * Append groups that were made before.
	 * @param stores the stores, each of which is written to by a thread of its own
	 * @param groups the number of groups for each
	 * @return the nanoseconds that it took
	 */
	long append(List<? extends AuditStore> stores, int groups) throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (AuditStore store : stores) {
			List<List<LogEntry>> made = new ArrayList<>();
			for (int i = 0; i < groups; i++) {
				made.add(group());
			}
			threads.add(new Thread(() -> made.forEach(store::append)));
		}
		long start = System.nanoTime();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		return System.nanoTime() - start;
	}

}
