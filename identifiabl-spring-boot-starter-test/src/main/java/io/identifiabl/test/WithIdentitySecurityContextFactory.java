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

package io.identifiabl.test;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.Scopes;

/**
 * Authenticates whom {@link WithIdentity} describes.
 *
 * @author Identifiabl Contributors
 */
final class WithIdentitySecurityContextFactory implements WithSecurityContextFactory<WithIdentity> {

	@Override
	public SecurityContext createSecurityContext(WithIdentity annotation) {
		Scopes scopes = scopes(annotation.scopes());
		Identity identity = Identity.builder(annotation.issuer(), annotation.userId())
			.principalType(annotation.principalType())
			.tenant(textOrNull(annotation.tenant()))
			.orgId(textOrNull(annotation.orgId()))
			.clientId(textOrNull(annotation.clientId()))
			.email(textOrNull(annotation.email()))
			.plan(textOrNull(annotation.plan()))
			.scopes(scopes)
			.oauthScopes(scopes)
			.roles(List.of(annotation.roles()))
			.permissions(List.of(annotation.permissions()))
			.groups(List.of(annotation.groups()))
			.build();
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(TestIdentities.authentication(identity));
		return context;
	}

	// left out in silence, a misspelt scope would be looked for in the application
	private static Scopes scopes(String[] values) {
		for (String value : values) {
			if (!Scopes.isScopeToken(value)) {
				throw new IllegalArgumentException(
						"@WithIdentity: '" + value + "' is not one scope (RFC 6749 section 3.3)");
			}
		}
		return Scopes.of(values);
	}

	private static @Nullable String textOrNull(String value) {
		return value.isEmpty() ? null : value;
	}

}
