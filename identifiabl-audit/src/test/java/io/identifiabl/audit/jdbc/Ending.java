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

/**
 * What becomes of a node while an outage lasts.
 *
 * @author Identifiabl Contributors
 */
enum Ending {

	/** It runs on, and the outage ends. */
	RECOVERS("the outage ends"),

	/** It is asked to end. */
	SIGTERM("SIGTERM"),

	/** It is killed. */
	SIGKILL("kill -9"),

	/** It stands still for a while, and the outage ends. */
	SIGSTOP("SIGSTOP, then SIGCONT");

	private final String description;

	Ending(String description) {
		this.description = description;
	}

	String getDescription() {
		return this.description;
	}

	boolean isOfProcess() {
		return this == SIGTERM || this == SIGKILL;
	}

}
