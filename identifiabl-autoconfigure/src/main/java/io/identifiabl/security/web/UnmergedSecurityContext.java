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

package io.identifiabl.security.web;

import java.util.function.Supplier;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * What the filters for tokens see of the security context: nobody. Spring Security's own
 * would give the authentication of a token the authorities of whoever has been
 * authenticated before it, whether that is the same user or not; a call made with a token
 * may do what the token says and no more. What such a filter sets is set.
 *
 * @author Identifiabl Contributors
 */
final class UnmergedSecurityContext implements SecurityContextHolderStrategy {

	private final SecurityContextHolderStrategy delegate;

	UnmergedSecurityContext(SecurityContextHolderStrategy delegate) {
		this.delegate = delegate;
	}

	@Override
	public SecurityContext getContext() {
		return this.delegate.createEmptyContext();
	}

	@Override
	public void setContext(SecurityContext context) {
		this.delegate.setContext(context);
	}

	@Override
	public void setDeferredContext(Supplier<SecurityContext> deferredContext) {
		this.delegate.setDeferredContext(deferredContext);
	}

	@Override
	public SecurityContext createEmptyContext() {
		return this.delegate.createEmptyContext();
	}

	@Override
	public void clearContext() {
		this.delegate.clearContext();
	}

}
