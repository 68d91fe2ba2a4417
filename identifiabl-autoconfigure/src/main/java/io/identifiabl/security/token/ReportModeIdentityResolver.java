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

package io.identifiabl.security.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.util.ClassUtils;

import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.RefusedCallers;

/**
 * Gives an identity to tokens that were verified and to no others, whatever the
 * application's own decoder has accepted.
 *
 * @author Identifiabl Contributors
 */
final class ReportModeIdentityResolver implements IdentityResolver {

	private static final boolean AUTHORIZATION_SERVER_PRESENT = ClassUtils.isPresent(
			"org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder",
			ReportModeIdentityResolver.class.getClassLoader());

	private final IdentityResolver mapping;

	private final ReportModeVerification verification;

	/**
	 * Create a resolver.
	 * @param mapping knows verified tokens, and those that nothing here could verify
	 * @param verification verifies
	 */
	ReportModeIdentityResolver(IdentityResolver mapping, ReportModeVerification verification) {
		this.mapping = mapping;
		this.verification = verification;
	}

	@Override
	public @Nullable Identity resolve(@Nullable Authentication authentication) {
		if (authentication == null || !(authentication instanceof AbstractOAuth2TokenAuthenticationToken)
				|| isOfAuthorizationServer()) {
			return this.mapping.resolve(authentication);
		}
		TokenVerdict verdict = this.verification.find(authentication);
		if (verdict != null) {
			return verdict.identity();
		}
		return (RefusedCallers.find(authentication) != null) ? null : this.mapping.resolve(authentication);
	}

	private static boolean isOfAuthorizationServer() {
		return AUTHORIZATION_SERVER_PRESENT && AuthorizationServerJwtDecoder.isForOwnEndpoint();
	}

}
