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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.util.function.SingletonSupplier;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.security.CallerVerification;
import io.identifiabl.security.RefusedCallers;

/**
 * Scopes for annotated methods and for expressions.
 *
 * @author Identifiabl Contributors
 */
class ScopeConfiguration {

	@Bean("identifiablGrantedScopes")
	@ConditionalOnMissingBean
	GrantedScopes grantedScopes(ObjectProvider<ScopeHierarchy> scopeHierarchy,
			ObjectProvider<CallerVerification> verification) {
		return new GrantedScopes(scopeHierarchy.getIfAvailable(ScopeHierarchy::none),
				verification.getIfAvailable(() -> RefusedCallers::find));
	}

	@Bean(ScopeExpressions.BEAN_NAME)
	@ConditionalOnMissingBean(name = ScopeExpressions.BEAN_NAME)
	ScopeExpressions scopeExpressions(GrantedScopes grantedScopes) {
		return new ScopeExpressions(grantedScopes);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnBooleanProperty(name = "identifiabl.method-security.enabled", matchIfMissing = true)
	static AuthorizationManagerBeforeMethodInterceptor requireScopeMethodInterceptor(
			ObjectProvider<GrantedScopes> grantedScopes, ObjectProvider<AuthorizationEventPublisher> eventPublisher,
			ApplicationEventPublisher events) {
		AuthorizationManagerBeforeMethodInterceptor interceptor = RequireScopeAuthorizationManager
			.interceptor(SingletonSupplier.of(grantedScopes::getObject));
		interceptor.setAuthorizationEventPublisher(new DeferredAuthorizationEventPublisher(SingletonSupplier
			.of(() -> eventPublisher.getIfAvailable(() -> new SpringAuthorizationEventPublisher(events)))));
		return interceptor;
	}

	@Bean("identifiablAnnotatedMethodCheck")
	@Lazy(false)
	AnnotatedMethodCheck annotatedMethodCheck(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<CallbackGuard> callbackGuards) {
		return new AnnotatedMethodCheck(beanFactory, callbackGuards);
	}

}
