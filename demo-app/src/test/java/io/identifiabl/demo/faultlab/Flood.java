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

package io.identifiabl.demo.faultlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Junk from many connections at once.
 *
 * @author Identifiabl Contributors
 */
final class Flood implements AutoCloseable {

	static final int CONNECTIONS = 50;

	private final AtomicBoolean stopped = new AtomicBoolean();

	private final AtomicInteger left;

	private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final long start = System.nanoTime();

	private final CountDownLatch running = new CountDownLatch(CONNECTIONS);

	private Flood(LabServer server, int count, List<String> tokens) {
		this.left = new AtomicInteger(count);
		for (int i = 0; i < CONNECTIONS; i++) {
			Thread thread = new Thread(() -> send(server, tokens), "flood-" + i);
			thread.setDaemon(true);
			thread.start();
		}
	}

	static Flood start(LabServer server, int count, List<String> tokens) {
		return new Flood(server, count, tokens);
	}

	static Flood endless(LabServer server, List<String> tokens) {
		return new Flood(server, Integer.MAX_VALUE, tokens);
	}

	private void send(LabServer server, List<String> tokens) {
		try {
			int next = this.left.decrementAndGet();
			while (next >= 0 && !this.stopped.get()) {
				this.answers.add(server.get(tokens.get(next % tokens.size())));
				next = this.left.decrementAndGet();
			}
		}
		finally {
			this.running.countDown();
		}
	}

	// somebody else's requests for as long as the flood lasts
	Answers meanwhile(Supplier<Answer> request) {
		List<Answer> honest = new ArrayList<>();
		while (this.running.getCount() == CONNECTIONS) {
			honest.add(request.get());
		}
		return new Answers(honest);
	}

	Answers join() {
		try {
			this.running.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		return new Answers(this.answers);
	}

	Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	@Override
	public void close() {
		this.stopped.set(true);
		join();
	}

}
