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
 * Why a key that an issuer publishes is not used.
 *
 * @author Identifiabl Contributors
 */
enum KeyFault {

	UNREADABLE("cannot be read"),

	SYMMETRIC("is a shared secret"),

	PRIVATE("is published with its private part"),

	AMBIGUOUS("shares its id with another key"),

	REVOKED("is revoked"),

	MISSHAPEN("is no point of its curve"),

	SHORT("is an RSA key of less than 2048 bits"),

	UNSAFE_EXPONENT("is an RSA key with an unsafe exponent"),

	GUESSABLE("is an RSA key that can be factored (ROCA, CVE-2017-15361)");

	private final String description;

	KeyFault(String description) {
		this.description = description;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
