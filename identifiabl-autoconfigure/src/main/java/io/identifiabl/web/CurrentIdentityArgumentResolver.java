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

package io.identifiabl.web;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.RefusedCallers;

/**
 * Supplies parameters that are annotated with {@link CurrentIdentity}.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CurrentIdentityArgumentResolver implements HandlerMethodArgumentResolver {

	private final IdentityResolver identityResolver;

	/**
	 * Create a resolver.
	 * @param identityResolver tells the identity behind an authentication
	 */
	public CurrentIdentityArgumentResolver(IdentityResolver identityResolver) {
		this.identityResolver = identityResolver;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(CurrentIdentity.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) {
		if (parameter.nestedIfOptional().getNestedParameterType() != Identity.class) {
			throw new IllegalStateException(
					"@CurrentIdentity needs a parameter of type Identity or Optional<Identity>: " + parameter);
		}
		Identity identity = this.identityResolver.resolve(SecurityContextHolder.getContext().getAuthentication());
		if (parameter.getParameterType() == Optional.class) {
			return Optional.ofNullable(identity);
		}
		CurrentIdentity annotation = parameter.getParameterAnnotation(CurrentIdentity.class);
		if (identity == null && annotation != null && annotation.required()) {
			AuthenticationException refusal = RefusedCallers
				.find(SecurityContextHolder.getContext().getAuthentication());
			if (refusal != null) {
				throw refusal;
			}
			throw new AuthenticationCredentialsNotFoundException("An identity is required");
		}
		return identity;
	}

}
