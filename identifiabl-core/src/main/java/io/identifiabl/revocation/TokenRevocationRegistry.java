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

package io.identifiabl.revocation;

/**
 * Revocations that an application can add to: when it locks a user out, from an endpoint
 * for back-channel logout, or because a token leaked.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public interface TokenRevocationRegistry extends TokenRevocations {

	/**
	 * Revoke tokens. When it returns they are refused by this registry; when others that
	 * share its store see it is for the implementation to state. Revoking what is revoked
	 * already does no harm, and the later time counts.
	 * @param revocation what to revoke
	 * @throws RuntimeException if it could not be stored. It holds here nevertheless.
	 */
	void revoke(Revocation revocation);

}
