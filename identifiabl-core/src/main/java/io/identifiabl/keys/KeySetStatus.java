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

/**
 * How good the keys of an issuer are right now.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum KeySetStatus {

	/**
	 * No key set was fetched, or none since the last one was dropped.
	 */
	NEVER_LOADED,

	/**
	 * Fetched within the refresh interval.
	 */
	FRESH,

	/**
	 * Being fetched anew; the keys from before serve meanwhile.
	 */
	REFRESHING,

	/**
	 * Could not be refreshed, and serves for as long as the stale window lasts.
	 */
	STALE,

	/**
	 * There were keys, but they are too old to be trusted.
	 */
	BLOCKED;

	/**
	 * Whether there are keys to verify tokens with.
	 * @return whether tokens of the issuer can be verified
	 */
	public boolean isUsable() {
		return this != NEVER_LOADED && this != BLOCKED;
	}

}
