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

package io.identifiabl.operation;

/**
 * When the record of an operation has to be durable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum Delivery {

	/**
	 * Soon after the operation, which never waits for it.
	 */
	ASYNC,

	/**
	 * Before the result of the operation is returned. If it cannot be, the result is
	 * withheld.
	 */
	SYNC,

	/**
	 * Before the operation begins, as an intent, and again before its result is returned.
	 * If the intent cannot be, nothing is done.
	 */
	STRICT

}
