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

package io.identifiabl.audit.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.identifiabl.audit.AuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that verify one log in turn.
 *
 * @author Identifiabl Contributors
 */
final class VerificationTurns {

	private VerificationTurns() {
	}

	static void assertThatOneNodeAtATimeHasIt(Supplier<? extends AuditStore> log) {
		List<Long> taken = IntStream.range(0, 3)
			.parallel()
			.mapToObj((node) -> take(log, "node-" + node, 512, Instant.EPOCH))
			.toList();
		assertThat(taken).containsExactlyInAnyOrder(512L, -1L, -1L);
		String holder = "node-" + taken.indexOf(512L);
		assertThat(take(log, holder, 768, Instant.EPOCH)).isEqualTo(768);
		Instant later = Instant.EPOCH.plusSeconds(60);
		assertThat(take(log, "other", 0, later.minusMillis(1))).isEqualTo(-1);
		assertThat(take(log, "other", 0, later)).isEqualTo(768);
		assertThat(take(log, holder, 1024, later)).isEqualTo(-1);
	}

	private static long take(Supplier<? extends AuditStore> log, String node, long next, Instant now) {
		return log.get().takeVerificationTurn(node, next, now, now.plusSeconds(60));
	}

}
