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

package io.identifiabl.security.context;

import jakarta.servlet.http.HttpServletRequest;

import io.identifiabl.context.RequestContext;

/**
 * Something about one request that has to know its context as soon as that is known, and
 * that is current on a thread for as long as the context is.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public interface ContextFollower {

	/**
	 * Attribute of the request under which its follower is found.
	 */
	String ATTRIBUTE = ContextFollower.class.getName();

	/**
	 * Take what is known about the request by now, and become current on this thread.
	 * @param context the context
	 * @return what ends that, to be run by the same thread, in reverse order of
	 * following: it gives back what belongs to the same request, and else leaves nothing
	 */
	Runnable follow(RequestContext context);

	/**
	 * Let something follow the context of a request.
	 * @param request the request
	 * @param follower what follows its context
	 */
	static void register(HttpServletRequest request, ContextFollower follower) {
		request.setAttribute(ATTRIBUTE, follower);
	}

}
