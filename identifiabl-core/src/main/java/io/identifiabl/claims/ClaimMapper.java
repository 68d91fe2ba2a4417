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

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityBuilder;

/**
 * Normalizes the claims of a token that has been verified. Implementations must be
 * thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see ClaimMapping
 */
@FunctionalInterface
public interface ClaimMapper {

	/**
	 * Map the claims to an identity.
	 * @param claims the verified claims
	 * @return the identity
	 * @throws InvalidClaimException if the claims must not become an identity
	 */
	Identity map(ClaimSet claims);

	/**
	 * Return a mapper that customizes what this one maps.
	 * @param customizer what to add
	 * @return the mapper
	 */
	default ClaimMapper andThen(IdentityCustomizer customizer) {
		return (claims) -> {
			IdentityBuilder identity = map(claims).toBuilder();
			customizer.customize(identity, claims);
			return identity.build();
		};
	}

}
