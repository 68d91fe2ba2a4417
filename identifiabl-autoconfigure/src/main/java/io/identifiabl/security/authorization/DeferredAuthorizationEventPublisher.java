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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * A publisher that is looked for when there is something to publish, for interceptors,
 * which are created before most beans. Thread-safe if the publisher is.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DeferredAuthorizationEventPublisher implements AuthorizationEventPublisher {

	private final Supplier<AuthorizationEventPublisher> publisher;

	/**
	 * Create a publisher.
	 * @param publisher the publisher to look for
	 */
	public DeferredAuthorizationEventPublisher(Supplier<AuthorizationEventPublisher> publisher) {
		this.publisher = publisher;
	}

	@Override
	public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
			@Nullable AuthorizationResult result) {
		this.publisher.get().publishAuthorizationEvent(authentication, object, result);
	}

}
