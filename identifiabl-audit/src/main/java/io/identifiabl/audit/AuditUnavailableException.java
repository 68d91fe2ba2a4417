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

import java.io.Serial;

/**
 * An event that is not known to be durable. What must not happen without being recorded
 * must not happen then.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message why, and nothing that is in a record
	 */
	public AuditUnavailableException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message why, and nothing that is in a record
	 * @param cause the cause
	 */
	public AuditUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
