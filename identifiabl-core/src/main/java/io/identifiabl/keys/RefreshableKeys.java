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
 * Keys that can be fetched anew when there is reason to think that they changed.
 * Thread-safe; none of the methods waits for the issuer.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public interface RefreshableKeys {

	/**
	 * The version of keys of which none can be trusted.
	 */
	long NO_VERSION = 0;

	/**
	 * Return the version of the keys. While it stays the same, so do the keys, however
	 * often they are fetched: what one of them signed needs no second look.
	 * @return a number of this source alone, {@link #NO_VERSION} while there are no keys
	 * or they are too old to be trusted
	 */
	long getVersion();

	/**
	 * Say that a token with a known key has a wrong signature. Either it is forged, or
	 * the issuer replaced a key and kept its id: the set is fetched again, as seldom as
	 * for unknown keys.
	 */
	void suspectReplacement();

	/**
	 * Fetch the set now.
	 */
	void refresh();

	/**
	 * Forget the keys, so that nothing is verified with them any more, and fetch the set
	 * now.
	 */
	void drop();

	/**
	 * Return what is known about the keys.
	 * @return the state at this moment
	 */
	KeySetState getState();

}
