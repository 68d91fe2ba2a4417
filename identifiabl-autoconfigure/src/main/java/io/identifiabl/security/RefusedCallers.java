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

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The callers whom verification refused and the application let in all the same, which it
 * may for a time. What this library guards stays closed to them: on whichever thread they
 * come with the same authentication or the same token, and whatever authentication takes
 * its place within the same request. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RefusedCallers {

	private static final String ATTRIBUTE = RefusedCallers.class.getName();

	private static final ConcurrentMap<Key, AuthenticationException> REFUSALS = new ConcurrentHashMap<>();

	private static final ReferenceQueue<Object> FORGOTTEN = new ReferenceQueue<>();

	private RefusedCallers() {
	}

	/**
	 * Remember a refusal for as long as somebody refers to the caller.
	 * @param authentication the authentication of the caller
	 * @param token the token that it carries, {@code null} if it carries none
	 * @param refusal what the request would have been answered with
	 */
	public static void add(Authentication authentication, @Nullable Object token, AuthenticationException refusal) {
		for (Reference<?> key = FORGOTTEN.poll(); key != null; key = FORGOTTEN.poll()) {
			REFUSALS.remove(key);
		}
		REFUSALS.put(new Key(authentication, FORGOTTEN), refusal);
		if (token != null) {
			REFUSALS.put(new Key(token, FORGOTTEN), refusal);
		}
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		if (request != null) {
			request.setAttribute(ATTRIBUTE, refusal, RequestAttributes.SCOPE_REQUEST);
		}
	}

	/**
	 * Return why a caller was refused.
	 * @param authentication the authentication of the caller, {@code null} if there is
	 * none
	 * @return what the request would have been answered with, {@code null} if nobody was
	 * refused
	 */
	public static @Nullable AuthenticationException find(@Nullable Authentication authentication) {
		AuthenticationException refusal = findInRequest();
		if (refusal != null || authentication == null || REFUSALS.isEmpty()) {
			return refusal;
		}
		refusal = get(authentication);
		refusal = (refusal != null) ? refusal : get(authentication.getPrincipal());
		return (refusal != null) ? refusal : get(authentication.getCredentials());
	}

	/**
	 * Return why the caller of the current request was refused, whatever authentication
	 * it has by now.
	 * @return what the request would have been answered with, {@code null} if nobody was
	 * refused, or there is no request
	 */
	public static @Nullable AuthenticationException findInRequest() {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		try {
			return (request != null && request.getAttribute(ATTRIBUTE,
					RequestAttributes.SCOPE_REQUEST) instanceof AuthenticationException refusal) ? refusal : null;
		}
		catch (IllegalStateException ex) {
			// a thread that goes on after the request has ended
			return null;
		}
	}

	private static @Nullable AuthenticationException get(@Nullable Object caller) {
		return (caller != null) ? REFUSALS.get(new Key(caller, null)) : null;
	}

	/**
	 * An object and no other that equals it.
	 */
	private static final class Key extends WeakReference<Object> {

		private final int hash;

		Key(Object referent, @Nullable ReferenceQueue<Object> queue) {
			super(referent, queue);
			this.hash = System.identityHashCode(referent);
		}

		@Override
		@SuppressWarnings("ReferenceEquality")
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			Object referent = get();
			return referent != null && other instanceof Key key && referent == key.get();
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
