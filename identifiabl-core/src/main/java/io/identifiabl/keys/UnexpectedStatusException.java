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

import java.io.IOException;
import java.io.Serial;

/**
 * An HTTP response that is not a 200. Metadata of an issuer is looked for elsewhere if it
 * is a client error.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class UnexpectedStatusException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	/**
	 * Create an exception.
	 * @param status the status
	 */
	public UnexpectedStatusException(int status) {
		super("status " + status);
		this.status = status;
	}

	boolean isClientError() {
		return this.status >= 400 && this.status < 500;
	}

}
