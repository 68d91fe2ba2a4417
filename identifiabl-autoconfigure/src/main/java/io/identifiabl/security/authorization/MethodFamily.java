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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A method as callers of an object see it: together with every method of the object's
 * class, superclasses and interfaces that the same call may be made by. Bridges and type
 * variables make no difference, nor does it matter by which of the methods it is created.
 * Immutable.
 *
 * @author Identifiabl Contributors
 */
final class MethodFamily {

	private final Method called;

	private final Class<?> type;

	private final Set<Class<?>> types = new LinkedHashSet<>();

	private final Map<Class<?>, List<Method>> methods = new LinkedHashMap<>();

	private MethodFamily(Method called, Class<?> type) {
		this.called = called;
		this.type = type;
		collect(type, this.types);
		Class<?> owner = called.getDeclaringClass();
		if (!this.types.contains(owner)) {
			// mixed in by a proxy
			collect(ClassUtils.getUserClass(owner), this.types);
		}
		this.methods.put(owner, new ArrayList<>(List.of(called)));
		if (isInherited(called)) {
			collectMethods();
		}
	}

	static MethodFamily of(Method method, @Nullable Class<?> targetClass) {
		Method called = BridgeMethodResolver.findBridgedMethod(method);
		return new MethodFamily(called,
				ClassUtils.getUserClass((targetClass != null) ? targetClass : called.getDeclaringClass()));
	}

	/**
	 * Return a class and everything that it inherits from, itself first.
	 * @param type the class of an object, or of a proxy that is a subclass of it
	 * @return the types without {@link Object}
	 */
	static Set<Class<?>> typesOf(Class<?> type) {
		Set<Class<?>> types = new LinkedHashSet<>();
		collect(ClassUtils.getUserClass(type), types);
		return types;
	}

	private static void collect(@Nullable Class<?> type, Set<Class<?>> types) {
		if (type != null && type != Object.class && types.add(type)) {
			collect(type.getSuperclass(), types);
			for (Class<?> parent : type.getInterfaces()) {
				collect(parent, types);
			}
		}
	}

	private void collectMethods() {
		Class<?>[] parameters = parameters(this.called);
		for (Class<?> owner : this.types) {
			for (Method candidate : owner.getDeclaredMethods()) {
				if (candidate.getName().equals(this.called.getName()) && !candidate.equals(this.called)
						&& !candidate.isBridge() && isInherited(candidate) && canOverride(candidate)
						&& Arrays.equals(parameters, parameters(candidate))) {
					this.methods.computeIfAbsent(owner, (absent) -> new ArrayList<>()).add(candidate);
				}
			}
		}
	}

	private static boolean isInherited(Method method) {
		return !isHidden(method);
	}

	/**
	 * Whether a method is none that objects pass on.
	 * @param method the method
	 * @return whether it is private or static
	 */
	static boolean isHidden(Method method) {
		return Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
	}

	private boolean canOverride(Method candidate) {
		return (!isPackagePrivate(candidate) && !isPackagePrivate(this.called)) || candidate.getDeclaringClass()
			.getPackageName()
			.equals(this.called.getDeclaringClass().getPackageName());
	}

	static boolean isPackagePrivate(Method method) {
		return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
	}

	// with what the class puts in the place of type variables
	private Class<?>[] parameters(Method method) {
		Class<?>[] erased = method.getParameterTypes();
		Class<?>[] parameters = new Class<?>[erased.length];
		for (int i = 0; i < parameters.length; i++) {
			parameters[i] = ResolvableType.forMethodParameter(method, i, this.type).resolve(erased[i]);
		}
		return parameters;
	}

	Method getCalled() {
		return this.called;
	}

	Class<?> getType() {
		return this.type;
	}

	Set<Class<?>> getTypes() {
		return this.types;
	}

	Map<Class<?>, List<Method>> getMethods() {
		return this.methods;
	}

	boolean isMemberOf(Class<?> candidate) {
		return this.methods.keySet().stream().anyMatch((owner) -> owner.isAssignableFrom(candidate));
	}

	boolean anyElement(Predicate<AnnotatedElement> test) {
		return this.types.stream().anyMatch(test)
				|| this.methods.values().stream().flatMap(List::stream).anyMatch(test);
	}

}
