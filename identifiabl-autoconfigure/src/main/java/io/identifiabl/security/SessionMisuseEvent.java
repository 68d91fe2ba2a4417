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

package io.identifiabl.security;

import java.io.Serial;

import org.springframework.context.ApplicationEvent;
import org.springframework.security.core.Authentication;

/**
 * Published when somebody came with the session of somebody else, which was refused.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SessionMisuseEvent extends ApplicationEvent {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create an event.
	 * @param authentication who came with the session
	 */
	public SessionMisuseEvent(Authentication authentication) {
		super(authentication);
	}

	/**
	 * Return who came with the session.
	 * @return the authentication, anonymous if nobody is authenticated
	 */
	public Authentication getAuthentication() {
		return (Authentication) getSource();
	}

}
