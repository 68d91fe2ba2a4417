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

import io.identifiabl.identity.Scopes;

/**
 * How the permissions of a user take part in the effective scopes.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum PermissionMerge {

	/**
	 * Delegated scopes followed by the permissions. A client may then use a permission
	 * that the user never consented to.
	 */
	UNION {

		@Override
		Scopes apply(Scopes delegated, Scopes permissions, boolean stated) {
			return delegated.union(permissions);
		}

	},

	/**
	 * Delegated scopes only.
	 */
	NONE {

		@Override
		Scopes apply(Scopes delegated, Scopes permissions, boolean stated) {
			return delegated;
		}

	},

	/**
	 * Delegated scopes that are also permissions of the user. Where the token states no
	 * permissions at all there is nothing to intersect with, and the delegated scopes
	 * count.
	 */
	INTERSECT {

		@Override
		Scopes apply(Scopes delegated, Scopes permissions, boolean stated) {
			return stated ? delegated.intersect(permissions) : delegated;
		}

	};

	/**
	 * Combine the two.
	 * @param delegated the delegated scopes
	 * @param permissions the permissions that are scope tokens
	 * @param stated whether the token has a permissions claim, of whatever type
	 * @return the effective scopes
	 */
	abstract Scopes apply(Scopes delegated, Scopes permissions, boolean stated);

}
