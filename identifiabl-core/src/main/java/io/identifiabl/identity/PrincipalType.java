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

package io.identifiabl.identity;

import java.util.Locale;

/**
 * Who a token was issued to.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum PrincipalType {

	/**
	 * A human being, possibly acting through an agent.
	 */
	USER,

	/**
	 * A program that acts for itself, for example after a client-credentials grant (RFC
	 * 6749 section 4.4). A service has no {@linkplain Identity#getUserId() user id}.
	 */
	SERVICE;

	/**
	 * Return the lower-case name used in JSON and in audit records.
	 * @return {@code user} or {@code service}
	 */
	public String getValue() {
		return name().toLowerCase(Locale.ROOT);
	}

}
