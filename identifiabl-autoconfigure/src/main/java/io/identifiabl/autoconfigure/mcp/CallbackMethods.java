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

package io.identifiabl.autoconfigure.mcp;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.method.MethodToolCallback;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * The methods behind tool callbacks, whose objects need not be beans: what they declare
 * would be overlooked otherwise. Callbacks of other kinds are not asked for, since those
 * of a remote server would be fetched from there.
 *
 * @author Identifiabl Contributors
 */
final class CallbackMethods {

	private final List<ToolCallback> callbacks = new ArrayList<>();

	CallbackMethods(ListableBeanFactory beanFactory) {
		this.callbacks.addAll(beanFactory.getBeansOfType(ToolCallback.class, true, false).values());
		beanFactory.getBeansOfType(MethodToolCallbackProvider.class, true, false)
			.values()
			.forEach((provider) -> this.callbacks.addAll(List.of(provider.getToolCallbacks())));
		beanFactory.getBeanProvider(ResolvableType.forClassWithGenerics(List.class, ToolCallback.class))
			.stream()
			.flatMap((list) -> (list instanceof List<?> elements) ? elements.stream() : Stream.of())
			.forEach((element) -> {
				if (element instanceof ToolCallback callback) {
					this.callbacks.add(callback);
				}
			});
	}

	// Spring AI does not tell the method of a callback
	void forEach(BiConsumer<ToolCallback, Method> action) {
		Field field = ReflectionUtils.findField(MethodToolCallback.class, "toolMethod", Method.class);
		if (field == null) {
			throw new IllegalStateException(
					"This version of Spring AI is not known: MethodToolCallback has no toolMethod");
		}
		ReflectionUtils.makeAccessible(field);
		for (ToolCallback callback : this.callbacks) {
			if (callback instanceof MethodToolCallback
					&& ReflectionUtils.getField(field, callback) instanceof Method method) {
				action.accept(callback, method);
			}
		}
	}

}
