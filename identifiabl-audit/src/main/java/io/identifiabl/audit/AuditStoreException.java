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
 * A store that could not do what it was asked for. What it was told may have been stored
 * or not; appending the same entries again is safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditStoreException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Kind kind;

	/**
	 * Create an exception of a kind that is not known.
	 * @param message what could not be done, and nothing that is in a record
	 * @param cause why
	 */
	public AuditStoreException(String message, Throwable cause) {
		this(message, Kind.UNKNOWN, cause);
	}

	/**
	 * Create an exception.
	 * @param message what could not be done, and nothing that is in a record
	 * @param kind what is to blame
	 * @param cause why
	 */
	public AuditStoreException(String message, Kind kind, Throwable cause) {
		super(message, cause);
		this.kind = kind;
	}

	/**
	 * Return what is to blame.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * What is to blame.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * The store: it cannot be reached, is full, must not be written to, or takes too
		 * long. Every record has to wait.
		 */
		STORE,

		/**
		 * The store, whose login lacks a right. Every record has to wait, until somebody
		 * grants it.
		 */
		DENIED,

		/** What was to be stored, which this store can never take. */
		RECORD,

		/** The log, whose own state makes no sense. Somebody changed it. */
		LOG,

		/** That is not known. */
		UNKNOWN

	}

}
