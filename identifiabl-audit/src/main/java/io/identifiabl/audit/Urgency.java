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

package io.identifiabl.audit;

/**
 * How an event is treated on its way into the log.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum Urgency {

	/**
	 * Nobody waits for it. It is stored with others, within 50 milliseconds if all is
	 * well.
	 */
	ORDINARY,

	/**
	 * Someone waits until it is stored. If it cannot be at once, that is told, and it is
	 * stored later.
	 */
	AWAITED,

	/**
	 * Someone waits until it is stored and does not do what it announces otherwise. It is
	 * not even tried while the store is known to be unavailable; one that was on its way
	 * when this began is stored later, like everything that was numbered.
	 */
	INTENT,

	/**
	 * A refused authentication, of which anybody can cause any number. It never takes the
	 * place of anything else, and nobody waits for a place for it.
	 */
	REFUSAL

}
