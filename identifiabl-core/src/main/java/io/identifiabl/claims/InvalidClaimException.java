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

package io.identifiabl.claims;

import java.io.Serial;

/**
 * A claim set that must not become an identity. Its {@linkplain #getCode() code} is one
 * of the error codes that callers of a protected resource see.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class InvalidClaimException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Create the exception.
	 * @param code the error code, for example {@code missing_subject}
	 */
	public InvalidClaimException(String code) {
		super(code, null, false, false);
		this.code = code;
	}

	/**
	 * Return the error code.
	 * @return the error code
	 */
	public String getCode() {
		return this.code;
	}

}
