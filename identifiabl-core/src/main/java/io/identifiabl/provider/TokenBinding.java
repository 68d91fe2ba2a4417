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

package io.identifiabl.provider;

/**
 * What says, in a token without an audience, that it was issued for this application.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see Provider#getTokenBindings()
 */
public enum TokenBinding {

	/**
	 * The {@code client_id} is one of the allowed clients.
	 */
	CLIENT_ID,

	/**
	 * The {@code azp} is one of the allowed origins.
	 */
	ORIGIN,

	/**
	 * The issuer, or the key set, belongs to one application only.
	 * @see Provider#isOfOneApplication(String)
	 */
	ISSUER

}
