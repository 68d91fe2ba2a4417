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

package io.identifiabl.keys;

import org.jspecify.annotations.Nullable;

/**
 * The keys in use. A fetch from before a drop cannot bring dropped keys back.
 * Thread-safe; reading takes no lock.
 *
 * @author Identifiabl Contributors
 */
final class HeldKeys {

	private volatile @Nullable KeySet keySet;

	private volatile long drops;

	private long versions = RefreshableKeys.NO_VERSION;

	@Nullable KeySet getKeySet() {
		return this.keySet;
	}

	// How often keys were dropped.
	long getDrops() {
		return this.drops;
	}

	// Returns whether it holds them, which it does not if keys were dropped since.
	synchronized boolean replace(KeySet keySet, long drops) {
		if (this.drops != drops) {
			return false;
		}
		KeySet current = this.keySet;
		this.keySet = keySet
			.withVersion((current != null && keySet.hasSameKeysAs(current)) ? current.getVersion() : nextVersion());
		return true;
	}

	private long nextVersion() {
		this.versions++;
		return this.versions;
	}

	synchronized void drop() {
		this.drops = this.drops + 1;
		this.keySet = null;
	}

}
