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

package io.identifiabl.security.authorization;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.core.MethodClassKey;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.core.Authentication;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;

/**
 * Lets callers with the scopes of {@link RequireScope} pass, by the same answer that the
 * pointcut matches by. It never abstains: a call for which no requirement is found is an
 * error. A declaration is read once. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RequireScopeAuthorizationManager implements AuthorizationManager<MethodInvocation> {

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final Map<MethodClassKey, ScopeRequirement> requirements = new ConcurrentHashMap<>();

	private final Supplier<GrantedScopes> grantedScopes;

	private RequireScopeAuthorizationManager(Supplier<GrantedScopes> grantedScopes) {
		this.grantedScopes = grantedScopes;
	}

	/**
	 * Return the interceptor for annotated methods.
	 * @param grantedScopes reads the scopes of a caller; asked on the first call, since
	 * an interceptor is created before most beans
	 * @return the interceptor, next to the one of {@code @PreAuthorize}
	 */
	public static AuthorizationManagerBeforeMethodInterceptor interceptor(Supplier<GrantedScopes> grantedScopes) {
		AuthorizationManagerBeforeMethodInterceptor interceptor = new AuthorizationManagerBeforeMethodInterceptor(
				new RequireScopePointcut(), new RequireScopeAuthorizationManager(grantedScopes));
		interceptor.setOrder(AuthorizationInterceptorsOrder.PRE_AUTHORIZE.getOrder());
		return interceptor;
	}

	/**
	 * Whether an advisor of a proxy is the interceptor for annotated methods.
	 * @param advisor the advisor
	 * @return whether it checks scopes
	 */
	public static boolean isInterceptor(Advisor advisor) {
		return advisor instanceof AuthorizationManagerBeforeMethodInterceptor interceptor
				&& interceptor.getPointcut() instanceof RequireScopePointcut;
	}

	@Override
	public AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			MethodInvocation invocation) {
		ScopeRequirement requirement = getRequirement(invocation);
		Authentication caller = authentication.get();
		if (requirement.isEmpty() && !this.trust.isAuthenticated(caller)) {
			return new AuthorizationDecision(false);
		}
		// also where no scope is asked for
		this.grantedScopes.get().requireVerified(caller);
		Scopes granted = this.grantedScopes.get().of(caller);
		return new ScopeAuthorizationDecision(requirement.evaluate(granted), granted);
	}

	// of the class that the pointcut was asked about
	private ScopeRequirement getRequirement(MethodInvocation invocation) {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? target.getClass() : null;
		MethodClassKey key = new MethodClassKey(invocation.getMethod(), targetClass);
		ScopeRequirement requirement = this.requirements.get(key);
		return (requirement != null) ? requirement
				: this.requirements.computeIfAbsent(key, (absent) -> read(invocation.getMethod(), targetClass));
	}

	// whoever asks here wants a guard: what is not understood is never let through
	private static ScopeRequirement read(Method method, @Nullable Class<?> targetClass) {
		ScopeRequirement requirement = ScopeDeclarations.find(method, targetClass);
		if (requirement == null) {
			throw new IllegalStateException("No @RequireScope was found for " + method + ", called on "
					+ ((targetClass != null) ? targetClass.getName() : "no object"));
		}
		return requirement;
	}

}
