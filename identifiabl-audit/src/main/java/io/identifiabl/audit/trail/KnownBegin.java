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

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.audit.verify.LogBegin;

/**
 * Where a log begins, as far as that is proven. To be checked by the thread that signs;
 * it may be asked for by any.
 *
 * @author Identifiabl Contributors
 */
final class KnownBegin {

	private final AuditStore store;

	private final CheckpointVerifier verifier;

	private volatile long index;

	KnownBegin(AuditStore store, CheckpointVerifier verifier) {
		this.store = store;
		this.verifier = verifier;
	}

	/**
	 * Take notice of where the store says that the log begins.
	 * @throws RefusedException if it must not begin there
	 */
	void check() throws RefusedException {
		long current = this.store.getFirstIndex();
		if (current == this.index) {
			return;
		}
		if (current < this.index || LogBegin.findFault(this.store, current, this.verifier) != null) {
			throw new RefusedException(LogBegin.isUntrusted(this.store, current, this.verifier)
					? Trouble.UNTRUSTED_CHECKPOINT : Trouble.TRUNCATED);
		}
		this.index = current;
	}

	long get() {
		return this.index;
	}

	/**
	 * Return whether what follows a state was pruned by somebody, and not only forgotten
	 * by a store that does so by itself.
	 * @param size the size of the state
	 * @return whether the log begins after it
	 */
	boolean isAfter(long size) {
		return size < this.index && this.index > this.store.getForgotten();
	}

}
