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

/**
 * An attribute of an identity that is read from claims.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum IdentityAttribute {

	/**
	 * The stable user id, first claim that is present.
	 */
	USER_ID,

	/**
	 * The OAuth client, first claim that is present.
	 */
	CLIENT_ID,

	/**
	 * The tenant, first claim that is present.
	 */
	TENANT,

	/**
	 * The organization, first claim that is present.
	 */
	ORG_ID,

	/**
	 * The roles, union of all claims.
	 */
	ROLES,

	/**
	 * The permissions, union of all claims.
	 */
	PERMISSIONS,

	/**
	 * The groups, union of all claims.
	 */
	GROUPS,

	/**
	 * The delegated scopes, union of all claims.
	 */
	SCOPES,

	/**
	 * The plan, first claim that is present.
	 */
	PLAN,

	/**
	 * The e-mail address, first claim that is present.
	 */
	EMAIL,

	/**
	 * The display name, first claim that is present.
	 */
	NAME,

	/**
	 * The login name, first claim that is present.
	 */
	USERNAME,

	/**
	 * The token's id, first claim that is present.
	 */
	TOKEN_ID,

	/**
	 * The provider's session, first claim that is present.
	 */
	SESSION_ID

}
