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

import java.util.Arrays;
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
		if (annotation.userId().isEmpty()) {
			throw new IllegalArgumentException("@WithIdentity: there is nobody without a userId");
		}
		String issuer = annotation.issuer().isEmpty() ? TestIdentities.ISSUER : annotation.issuer();
		Identity identity = Identity.builder(issuer, annotation.userId())
			.principalType(annotation.principalType())
			.tenant(textOrNull(annotation.tenant()))
			.orgId(textOrNull(annotation.orgId()))
			.clientId(textOrNull(annotation.clientId()))
			.email(textOrNull(annotation.email()))
			.plan(textOrNull(annotation.plan()))
			.scopes(scopes)
			.oauthScopes(scopes)
			.roles(present(annotation.roles()))
			.permissions(present(annotation.permissions()))
			.groups(present(annotation.groups()))
			.build();
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(TestIdentities.authentication(identity));
		return context;
	}

	// left out in silence, a misspelt scope would be looked for in the application
	private static Scopes scopes(String[] values) {
		List<String> present = present(values);
		for (String value : present) {
			if (!Scopes.isScopeToken(value)) {
				throw new IllegalArgumentException(
						"@WithIdentity: '" + value + "' is not one scope (RFC 6749 section 3.3)");
			}
		}
		return Scopes.of(present);
	}

	private static List<String> present(String[] values) {
		return Arrays.stream(values).filter((value) -> !value.isEmpty()).toList();
	}

	private static @Nullable String textOrNull(String value) {
		return value.isEmpty() ? null : value;
	}

}
