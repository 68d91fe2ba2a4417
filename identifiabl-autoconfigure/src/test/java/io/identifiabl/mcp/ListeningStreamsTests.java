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

package io.identifiabl.mcp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListeningStreams}. That it ends streams is tested with a server.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ListeningStreamsTests {

	static Stream<Mono<Void>> endings() {
		CountDownLatch never = new CountDownLatch(1);
		return Stream.of(Mono.never(), Mono.fromRunnable(() -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}), Mono.error(new IllegalStateException("on purpose")));
	}

	// a stream whose client reads nothing may be written to for as long as it likes
	@ParameterizedTest
	@MethodSource("endings")
	void closingWhenStreamsDoNotEndThenGoesOn(Mono<Void> ending, CapturedOutput output) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(Transport.class, () -> new Transport(ending));
		context.addApplicationListener(new ListeningStreams(context, Duration.ofMillis(50)));
		context.refresh();
		context.close();
		assertThat(context.isActive()).isFalse();
		assertThat(output).containsOnlyOnce("Streams of MCP clients could not be ended");
	}

	private record Transport(Mono<Void> ending) implements McpStreamableServerTransportProvider {

		@Override
		public void setSessionFactory(McpStreamableServerSession.Factory sessionFactory) {
			// no client comes
		}

		@Override
		public Mono<Void> notifyClients(String method, Object params) {
			return Mono.empty();
		}

		@Override
		public Mono<Void> closeGracefully() {
			return this.ending;
		}

		@Override
		public void close() {
			// the context would call it
		}

	}

}
