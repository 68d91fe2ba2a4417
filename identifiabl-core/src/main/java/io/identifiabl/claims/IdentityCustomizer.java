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

import io.identifiabl.identity.IdentityBuilder;

/**
 * Adds to an identity what no preset can know, for example a plan that depends on two
 * claims. With Spring Boot, all beans of this type are applied in their order.
 * <p>
 * It is called once for every token that is verified, after the claims were mapped and
 * before the result is kept for further requests with the same token, so that it must
 * depend on nothing but the claims. For a token that somebody else verified it may be
 * called more than once in a request. Implementations must be thread-safe, and must
 * neither block nor do any input or output: they run while a request waits.
 * <p>
 * Issuer and subject cannot be changed. Whoever changes user id, authority or type of the
 * principal changes the principal key, and with it whose data is reached. Whatever an
 * implementation adds is trusted as it is: the methods of {@link ClaimSet} only return
 * text that is safe to keep and to log, the raw claims may hold any.
 * <p>
 * An exception means that nobody is authenticated and that it is not the token's fault:
 * the request is answered with 500. {@link InvalidClaimException} is the exception to
 * this: it refuses the token, with the code that it names.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see ClaimMapper#andThen(IdentityCustomizer)
 */
@FunctionalInterface
public interface IdentityCustomizer {

	/**
	 * Customize an identity.
	 * @param identity the identity as mapped, and as customized so far
	 * @param claims the verified claims
	 * @throws InvalidClaimException if the claims must not become an identity
	 */
	void customize(IdentityBuilder identity, ClaimSet claims);

}
