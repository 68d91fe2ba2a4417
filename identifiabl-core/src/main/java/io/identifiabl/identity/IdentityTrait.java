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

/**
 * A circumstance of an {@link Identity} that a decision may want to know about.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum IdentityTrait {

	/**
	 * The call comes through an agent or another autonomous client that the provider
	 * marks as such.
	 */
	AGENT,

	/**
	 * The subject itself is an agent's own user account.
	 */
	AGENT_SUBJECT,

	/**
	 * Somebody else, usually an administrator, is signed in as this user.
	 */
	IMPERSONATED,

	/**
	 * The user has not proved who they are (anonymous sign-in).
	 */
	ANONYMOUS,

	/**
	 * The user's home is another tenant than the one that issued the token.
	 */
	GUEST,

	/**
	 * The token does not list all groups, so that the absence of a group proves nothing:
	 * conditions on groups have to fail closed.
	 */
	GROUPS_OVERAGE

}
