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

package io.identifiabl.audit.trail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.identifiabl.audit.AuditStore;

/**
 * One round of the verification in the background, without its thread.
 *
 * @author Identifiabl Contributors
 */
public final class BackgroundRound {

	private BackgroundRound() {
	}

	/**
	 * Return whether a node knows anything that was signed, with which it could compare.
	 */
	public static boolean isPossible(Checkpointer checkpointer) {
		return checkpointer.isResumed();
	}

	/**
	 * Verify a log once.
	 * @param store the log
	 * @param checkpointer knows what was signed
	 * @param clock tells the time
	 * @param bound the longest that it may take
	 * @param pause lets time go by
	 * @return what was found out, in which {@code verifiedAt} is missing if the bound was
	 * reached
	 */
	public static VerificationState run(AuditStore store, Checkpointer checkpointer, Clock clock, Duration bound,
			Consumer<Duration> pause) {
		RollingVerification verification = new RollingVerification(store, checkpointer,
				new VerificationSettings(2000, Duration.ofMinutes(5)), clock, "running");
		Instant end = clock.instant().plus(bound);
		while (verification.getState().verifiedAt() == null && clock.instant().isBefore(end)) {
			pause.accept(verification.step());
		}
		return verification.getState();
	}

}
