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

package io.identifiabl.mcp;

import java.lang.reflect.Method;
import java.util.Optional;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.aop.Advisor;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityHolder;

/**
 * Supplies the caller's identity to tools that have a parameter for it, whatever Spring
 * AI passed in its place. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class CurrentIdentityToolInterceptor implements MethodInterceptor {

	static DefaultPointcutAdvisor advisor() {
		return new DefaultPointcutAdvisor(new ToolPointcut(), new CurrentIdentityToolInterceptor());
	}

	static boolean isIn(Advisor advisor) {
		return advisor.getAdvice() instanceof CurrentIdentityToolInterceptor;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(),
				(invocation.getThis() != null) ? invocation.getThis().getClass() : null);
		@Nullable Object[] arguments = invocation.getArguments();
		for (int i = 0; i < arguments.length; i++) {
			MethodParameter parameter = new MethodParameter(method, i);
			CurrentIdentity annotation = parameter.getParameterAnnotation(CurrentIdentity.class);
			if (annotation != null) {
				arguments[i] = supply(parameter, annotation);
			}
		}
		return invocation.proceed();
	}

	private static @Nullable Object supply(MethodParameter parameter, CurrentIdentity annotation) {
		Identity identity = IdentityHolder.getCurrent();
		if (parameter.getParameterType() == Optional.class) {
			return Optional.ofNullable(identity);
		}
		if (identity == null && annotation.required()) {
			throw new AuthenticationCredentialsNotFoundException("An identity is required");
		}
		return identity;
	}

	private static final class ToolPointcut extends StaticMethodMatcherPointcut {

		ToolPointcut() {
			ClassFilter candidates = (type) -> AnnotationUtils.isCandidateClass(type, McpTool.class);
			setClassFilter(candidates);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
			return specific.isAnnotationPresent(McpTool.class) && IdentityParameters.isIn(specific);
		}

	}

}
