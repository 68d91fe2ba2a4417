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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.verify.Finding;

/**
 * How the verification in the background is doing. A round is one verification of the
 * whole log by this node. What a round found counts until a later one is complete.
 *
 * @param position the index that is verified next
 * @param roundStartedAt when the current round began, {@code null} if there is none now
 * @param verifiedTo the size of the log that the last complete round verified
 * @param verified the number of records in it, since those that were pruned are not read
 * @param verifiedAt when that round was complete, {@code null} if none was yet
 * @param findings the number of findings
 * @param first the one with the lowest index, {@code null} if there is none
 * @param failures the number of attempts to read that failed
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record VerificationState(long position, @Nullable Instant roundStartedAt, long verifiedTo, long verified,
		@Nullable Instant verifiedAt, long findings, @Nullable Finding first, long failures) {

	static final VerificationState NONE = new VerificationState(0, null, 0, 0, null, 0, null, 0);

	/**
	 * Return whether the log is what was signed, as far as this node has verified it.
	 * @return whether there are no findings
	 */
	public boolean isClean() {
		return this.first == null;
	}

	VerificationState at(long index, Instant startedAt) {
		return new VerificationState(index, startedAt, this.verifiedTo, this.verified, this.verifiedAt, this.findings,
				this.first, this.failures);
	}

	VerificationState with(long count, @Nullable Finding lowest) {
		return new VerificationState(this.position, this.roundStartedAt, this.verifiedTo, this.verified,
				this.verifiedAt, count, lowest, this.failures);
	}

	VerificationState complete(long size, long records, Instant now) {
		return new VerificationState(0, null, size, records, now, this.findings, this.first, this.failures);
	}

	VerificationState failed() {
		return new VerificationState(this.position, this.roundStartedAt, this.verifiedTo, this.verified,
				this.verifiedAt, this.findings, this.first, this.failures + 1);
	}

}
