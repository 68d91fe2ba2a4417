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

import java.time.Duration;

/**
 * Configuration properties of the verification of the audit trail's log in the
 * background.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public class AuditVerificationProperties {

	/**
	 * Whether to verify the whole log in the background, again and again, one node at a
	 * time.
	 */
	private boolean enabled = true;

	/**
	 * Most records that are read in a second.
	 */
	private int recordsPerSecond = 2000;

	/**
	 * Time between the end of a verification of the whole log and the next one.
	 */
	private Duration interval = Duration.ofMinutes(1);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getRecordsPerSecond() {
		return this.recordsPerSecond;
	}

	public void setRecordsPerSecond(int recordsPerSecond) {
		this.recordsPerSecond = recordsPerSecond;
	}

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

}
