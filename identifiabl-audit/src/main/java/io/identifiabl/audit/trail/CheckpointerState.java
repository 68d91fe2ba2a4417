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

/**
 * How the checkpoints of a node are doing.
 *
 * @param trouble why this node signs nothing, {@code null} if it does
 * @param size the size of the log that was signed last
 * @param signedAt when that was, {@code null} if nothing was signed yet
 * @param failures the number of attempts to read, store or publish that failed
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record CheckpointerState(@Nullable Trouble trouble, long size, @Nullable Instant signedAt, long failures) {

	/**
	 * Why a node refuses to sign.
	 *
	 * @since 0.1.0
	 */
	public enum Trouble {

		/**
		 * The log is smaller than it was: records were deleted, or a backup was restored.
		 */
		ROLLED_BACK,

		/** The log is not a continuation of what was signed before. */
		REWRITTEN,

		/** A checkpoint that is kept was not signed by a trusted key. */
		UNTRUSTED_CHECKPOINT,

		/** What this node wrote is no longer what it wrote. */
		OWN_RECORD_CHANGED,

		/** The log begins later than it may: its first records were not pruned. */
		TRUNCATED,

		/**
		 * The log has records that no node has left unsigned for so long, or no signed
		 * state at all.
		 */
		UNSIGNED

	}

}
