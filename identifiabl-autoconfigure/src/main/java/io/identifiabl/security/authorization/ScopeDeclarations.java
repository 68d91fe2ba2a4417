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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.util.ReflectionUtils;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeRequirement;

/**
 * Answers what a call of a method on an object of a class needs, as {@link RequireScope}
 * declares it. Whatever guards calls, tells clients about them or checks that they are
 * guarded asks here, so that no two of them can disagree.
 * <p>
 * A declaration on the method, or on one that it overrides or implements, comes first. A
 * declaration on a type is the default for every method that objects of the type have,
 * inherited ones and default methods of interfaces included, except those that only
 * {@link Object} declares. Of several declarations the one of the most specific type
 * counts. If neither of two types is more specific, they have to say the same.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ScopeDeclarations {

	private ScopeDeclarations() {
	}

	/**
	 * Find what a call needs.
	 * @param method the method that is called, of a class or of an interface
	 * @param targetClass the class of the object that it is called on, {@code null} if
	 * that is unknown
	 * @return the requirement, which is empty if the caller only has to be authenticated;
	 * {@code null} if nothing is declared
	 * @throws AnnotationConfigurationException if the declarations contradict each other
	 * or are not usable
	 */
	public static @Nullable ScopeRequirement find(Method method, @Nullable Class<?> targetClass) {
		MethodFamily family = MethodFamily.of(method, targetClass);
		if (family.getCalled().getDeclaringClass() == Object.class) {
			return null;
		}
		Map<Class<?>, ScopeRequirement> declared = new LinkedHashMap<>();
		family.getMethods().forEach((owner, methods) -> methods.forEach((member) -> put(declared, owner, member)));
		if (declared.isEmpty()) {
			putTypes(declared, family);
		}
		return declared.isEmpty() ? null : mostSpecific(family, declared);
	}

	/**
	 * Whether a class, or a type that it inherits from, declares anything at all.
	 * @param targetClass the class
	 * @return whether one of its methods may need scopes
	 */
	static boolean isCandidate(Class<?> targetClass) {
		return MethodFamily.typesOf(targetClass)
			.stream()
			.anyMatch((type) -> isDeclaredOn(type) || Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
				.anyMatch(ScopeDeclarations::isDeclaredOn));
	}

	/**
	 * Whether an element itself carries the annotation.
	 * @param element a method or a type
	 * @return whether it declares scopes, be it by an annotation of the application
	 */
	static boolean isDeclaredOn(AnnotatedElement element) {
		return element.getDeclaredAnnotations().length > 0
				&& MergedAnnotations.from(element, SearchStrategy.DIRECT, RepeatableContainers.none())
					.isPresent(RequireScope.class);
	}

	// a class passes its declaration on to its subclasses; an interface speaks for its
	// own methods, and for others only where nothing else does
	private static void putTypes(Map<Class<?>, ScopeRequirement> declared, MethodFamily family) {
		family.getTypes()
			.stream()
			.filter((type) -> !type.isInterface() || family.isMemberOf(type))
			.forEach((type) -> put(declared, type, type));
		if (declared.isEmpty()) {
			family.getTypes().forEach((type) -> put(declared, type, type));
		}
	}

	private static ScopeRequirement mostSpecific(MethodFamily family, Map<Class<?>, ScopeRequirement> declared) {
		Map<ScopeRequirement, Class<?>> left = new LinkedHashMap<>();
		declared.forEach((owner, requirement) -> {
			if (declared.keySet().stream().noneMatch((other) -> other != owner && owner.isAssignableFrom(other))) {
				left.putIfAbsent(requirement, owner);
			}
		});
		if (left.size() > 1) {
			throw new AnnotationConfigurationException(family.getType().getName()
					+ " inherits different @RequireScope for " + family.getCalled().getName() + "() from "
					+ String.join(" and ", left.values().stream().map(Class::getName).sorted().toList()));
		}
		return left.keySet().iterator().next();
	}

	private static void put(Map<Class<?>, ScopeRequirement> declarations, Class<?> owner, AnnotatedElement element) {
		ScopeRequirement requirement = read(element);
		if (requirement != null) {
			ScopeRequirement other = declarations.put(owner, requirement);
			if (other != null && !other.equals(requirement)) {
				// two methods of a generic type that are one in this class
				throw new AnnotationConfigurationException(
						owner.getName() + " declares different @RequireScope for what is one method: " + element);
			}
		}
	}

	private static @Nullable ScopeRequirement read(AnnotatedElement element) {
		if (element.getDeclaredAnnotations().length == 0) {
			return null;
		}
		Set<ScopeRequirement> found = new LinkedHashSet<>();
		MergedAnnotations.from(element, SearchStrategy.DIRECT, RepeatableContainers.none())
			.stream(RequireScope.class)
			.map(MergedAnnotation::synthesize)
			.forEach((annotation) -> found.add(requirement(annotation, element)));
		if (found.size() > 1) {
			throw new AnnotationConfigurationException(element + " declares different @RequireScope at once");
		}
		return found.isEmpty() ? null : found.iterator().next();
	}

	private static ScopeRequirement requirement(RequireScope annotation, AnnotatedElement element) {
		try {
			return ScopeRequirement.of(annotation);
		}
		catch (IllegalArgumentException ex) {
			throw new AnnotationConfigurationException("@RequireScope of " + element + ": " + ex.getMessage(), ex);
		}
	}

}
