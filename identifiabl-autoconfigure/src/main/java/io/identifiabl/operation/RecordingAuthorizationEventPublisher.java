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

package io.identifiabl.operation;

import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.MethodInvocationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Adds every decision, grants included, to the record of the current request, and leaves
 * it to another publisher which of them become events. Thread-safe if that one is.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RecordingAuthorizationEventPublisher implements AuthorizationEventPublisher {

	private final AuthorizationEventPublisher publisher;

	/**
	 * Create a publisher.
	 * @param publisher the one that publishes
	 */
	public RecordingAuthorizationEventPublisher(AuthorizationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
			@Nullable AuthorizationResult result) {
		if (result != null) {
			record(object, result);
		}
		this.publisher.publishAuthorizationEvent(authentication, object, result);
	}

	static void record(@Nullable Object object, AuthorizationResult result) {
		OperationRecord record = OperationRecord.current();
		if (record == null) {
			return;
		}
		record.decided(Denials.decision(kind(object), rule(object), result));
		if (!result.isGranted()) {
			record.stopped(SecurityContextHolder.getContext().getAuthentication());
		}
	}

	private static String kind(@Nullable Object object) {
		if (object instanceof ProtectedOperation) {
			return "operation";
		}
		return (object instanceof MethodInvocation || object instanceof MethodInvocationResult) ? "method" : "url";
	}

	// an operation is in the record already, and a URL is what the caller chose
	private static @Nullable String rule(@Nullable Object object) {
		MethodInvocation invocation = null;
		if (object instanceof MethodInvocation before) {
			invocation = before;
		}
		else if (object instanceof MethodInvocationResult after) {
			invocation = after.getMethodInvocation();
		}
		return (invocation != null)
				? invocation.getMethod().getDeclaringClass().getSimpleName() + "." + invocation.getMethod().getName()
				: null;
	}

}
