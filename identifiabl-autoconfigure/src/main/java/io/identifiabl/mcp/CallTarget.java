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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.method.MethodToolCallback;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * The method that runs when an MCP client asks for something, and the object that it is
 * called on. Spring AI hides both in its handlers.
 *
 * @param object the object, which may be a proxy; {@code null} for a static method
 * @param method the method
 * @author Identifiabl Contributors
 */
record CallTarget(@Nullable Object object, Method method) {

	private static final String METHOD_CALLBACKS = "org.springframework.ai.mcp.annotation.method.";

	// a handler has a handful
	private static final int MAX_PARTS = 10000;

	/**
	 * Find what a handler calls.
	 * @param handler the handler of a tool, resource or prompt
	 * @return the methods that it is known to call, none if it calls none that Spring AI
	 * knows
	 * @throws InvalidIdentifiablConfigurationException if it has so many parts that there
	 * is no telling
	 */
	static List<CallTarget> of(Object handler) {
		List<CallTarget> targets = new ArrayList<>();
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Object> parts = new ArrayDeque<>(List.of(handler));
		while (!parts.isEmpty()) {
			Object part = parts.pop();
			if (seen.add(part)) {
				collect(part, targets, parts);
			}
			if (seen.size() > MAX_PARTS) {
				throw InvalidIdentifiablConfigurationException.unusableTool(handler.getClass().getName(),
						"its handler has more than " + MAX_PARTS + " parts, so that nobody can tell what it calls and "
								+ "what is declared for that",
						"Let the handler refer to its service by a class of the application, not by records, lambdas and "
								+ "collections of them.");
			}
		}
		return targets;
	}

	private static void collect(Object part, List<CallTarget> targets, Deque<Object> parts) {
		if (isMethod(part)) {
			targets.add(new CallTarget(find(part, Object.class, "toolObject", "bean"),
					required(find(part, Method.class, "toolMethod", "method"), part.getClass())));
			return;
		}
		if (isTransparent(part)) {
			SdkFields.readAll(part).forEach((value) -> push(value, parts));
		}
		pushElements(part, parts);
	}

	private static void pushElements(Object part, Deque<Object> parts) {
		if (part instanceof Collection<?> elements) {
			elements.forEach((element) -> push(element, parts));
		}
		else if (part instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				push(key, parts);
				push(value, parts);
			});
		}
		else if (part instanceof Object[] elements) {
			Arrays.stream(elements).forEach((element) -> push(element, parts));
		}
		else if (part instanceof Optional<?> optional) {
			optional.ifPresent((value) -> push(value, parts));
		}
		else if (part instanceof AtomicReference<?> reference) {
			push(reference.get(), parts);
		}
		else if (part instanceof AtomicReferenceArray<?> elements) {
			IntStream.range(0, elements.length()).forEach((index) -> push(elements.get(index), parts));
		}
		else if (part instanceof MethodToolCallbackProvider provider) {
			pushElements(provider.getToolCallbacks(), parts);
		}
	}

	private static void push(@Nullable Object part, Deque<Object> parts) {
		if (part != null && mayCall(part)) {
			parts.push(part);
		}
	}

	// what a handler only knows is no part of it, however much that is
	private static boolean mayCall(Object part) {
		return isMethod(part) || isTransparent(part) || isContainer(part);
	}

	private static boolean isMethod(Object part) {
		return part instanceof MethodToolCallback || part.getClass().getName().startsWith(METHOD_CALLBACKS);
	}

	// lambdas, and what tools are wrapped in
	private static boolean isTransparent(Object part) {
		Class<?> type = part.getClass();
		return type.isHidden() || type.isSynthetic() || type.isRecord() || part instanceof ToolCallback
				|| part instanceof ToolCallbackProvider || part instanceof BiFunction<?, ?, ?>;
	}

	private static boolean isContainer(Object part) {
		return part instanceof Collection<?> || part instanceof Map<?, ?> || part instanceof Object[]
				|| part instanceof Optional<?> || part instanceof AtomicReference<?>
				|| part instanceof AtomicReferenceArray<?>;
	}

	private static <T> @Nullable T find(Object callback, Class<T> type, String... names) {
		for (Field field : SdkFields.fields(callback.getClass())) {
			if (List.of(names).contains(field.getName())) {
				Object value = SdkFields.read(field, callback);
				if (type.isInstance(value)) {
					return type.cast(value);
				}
			}
		}
		return null;
	}

	private static Method required(@Nullable Method method, Class<?> type) {
		if (method == null) {
			throw new IllegalStateException(
					"This version of Spring AI is not known: " + type.getName() + " does not tell its method");
		}
		return method;
	}

	/**
	 * Return the class of the object behind all proxies.
	 * @return the class that the application wrote
	 */
	Class<?> type() {
		return (this.object != null) ? ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(this.object))
				: this.method.getDeclaringClass();
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getName() + "." + this.method.getName() + "()";
	}

}
