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

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.access.prepost.PreFilter;
import org.springframework.security.authorization.method.AuthorizationAdvisor;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.annotation.SecurityAnnotationScanner;
import org.springframework.security.core.annotation.SecurityAnnotationScanners;
import org.springframework.util.ReflectionUtils;

/**
 * The annotations that Spring Security's method security understands, and whether they
 * are in force where a method is called. They are in force only if Spring Security itself
 * finds them, and if the object that is called is a proxy with an interceptor for them.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class MethodSecurityAnnotations {

	private static final Map<Class<? extends Annotation>, Method> PROBES = probes();

	private static final String INSTEAD = ", or declare @RequireScope in its place.";

	private final SecurityAnnotationScanner<PreAuthorize> expressions;

	/**
	 * Create an instance.
	 * @param templates how the application's own annotations are resolved, {@code null}
	 * if they have no placeholders
	 */
	public MethodSecurityAnnotations(@Nullable AnnotationTemplateExpressionDefaults templates) {
		this.expressions = (templates != null) ? SecurityAnnotationScanners.requireUnique(PreAuthorize.class, templates)
				: SecurityAnnotationScanners.requireUnique(PreAuthorize.class);
	}

	// by the methods, so that annotations that are not on the class path are left out
	private static Map<Class<? extends Annotation>, Method> probes() {
		Map<Class<? extends Annotation>, Method> probes = new LinkedHashMap<>();
		Arrays.stream(Probe.class.getDeclaredMethods())
			.sorted(Comparator.comparing(Method::getName))
			.forEach((method) -> {
				for (Annotation annotation : method.getDeclaredAnnotations()) {
					probes.put(annotation.annotationType(), method);
				}
			});
		return Collections.unmodifiableMap(probes);
	}

	/**
	 * Return the expression that has to hold before a method runs.
	 * @param method the method
	 * @param targetClass the class of the object, not of a proxy
	 * @return the expression as Spring Security finds it, {@code null} if there is none
	 */
	public @Nullable String findExpression(Method method, Class<?> targetClass) {
		PreAuthorize annotation = this.expressions.scan(method, targetClass);
		return (annotation != null) ? annotation.value() : null;
	}

	/**
	 * Whether a method says who may call it.
	 * @param method the method
	 * @param targetClass the class of the object, not of a proxy
	 * @return whether any of the annotations is there that decides about a call as a
	 * whole
	 */
	public boolean isDeclared(Method method, Class<?> targetClass) {
		return visible(method, targetClass).stream()
			.anyMatch((annotation) -> annotation != PreFilter.class && annotation != PostFilter.class);
	}

	/**
	 * Find out whether everything that a method declares is in force.
	 * @param object the object that is called, {@code null} for a static method
	 * @param method the method that is called
	 * @return why the first annotation is not, {@code null} if all of them are
	 */
	public @Nullable Gap findGap(@Nullable Object object, Method method) {
		Class<?> targetClass = (object != null) ? ProxiedCalls.targetClass(object) : method.getDeclaringClass();
		for (Class<? extends Annotation> annotation : visible(method, targetClass)) {
			Gap gap = findGap(annotation, object, method, targetClass);
			if (gap != null) {
				return gap;
			}
		}
		return null;
	}

	/**
	 * Find out whether a method could be guarded at all.
	 * @param method the method
	 * @param targetClass the class of the object, not of a proxy
	 * @return why an annotation of it cannot be in force, whatever the object is
	 */
	@Nullable Gap findGap(Method method, Class<?> targetClass) {
		for (Class<? extends Annotation> annotation : visible(method, targetClass)) {
			Gap gap = findGap(annotation, method, targetClass);
			if (gap != null && !(isOfClass(method, targetClass, annotation) && MethodFamily.isHidden(method))) {
				return gap;
			}
		}
		return null;
	}

	private static boolean isOfClass(Method method, Class<?> targetClass, Class<? extends Annotation> annotation) {
		return MethodFamily.of(method, targetClass)
			.getMethods()
			.values()
			.stream()
			.flatMap(List::stream)
			.noneMatch((member) -> isOn(member, annotation));
	}

	private static @Nullable Gap findGap(Class<? extends Annotation> annotation, @Nullable Object object, Method method,
			Class<?> targetClass) {
		Gap gap = findGap(annotation, method, targetClass);
		if (gap != null) {
			return gap;
		}
		if (object == null || !ProxiedCalls.anyAdvisor(object,
				(advisor, type) -> isInterceptor(advisor, annotation, method, type))) {
			return new Gap(doesNothing(annotation)
					+ "since the object that is called is not a proxy with an interceptor " + "for it",
					remedy(annotation));
		}
		return null;
	}

	private static @Nullable Gap findGap(Class<? extends Annotation> annotation, Method method, Class<?> targetClass) {
		String obstacle = ProxiedCalls.obstacle(method, targetClass);
		if (obstacle != null) {
			return new Gap(doesNothing(annotation) + "since Spring cannot guard a method that is " + obstacle,
					"Make the method an ordinary one" + INSTEAD);
		}
		if (!isFound(annotation, method, targetClass)) {
			return new Gap(doesNothing(annotation) + "since Spring Security does not apply that of a class to methods "
					+ "that the class inherits", "Write it on the method" + INSTEAD);
		}
		return null;
	}

	private static String doesNothing(Class<? extends Annotation> annotation) {
		return "@" + annotation.getSimpleName() + " does nothing, ";
	}

	// what contradicts itself is found: a call of it fails
	private static boolean isFound(Class<? extends Annotation> annotation, Method method, Class<?> targetClass) {
		try {
			return SecurityAnnotationScanners.requireUnique(annotation).scan(method, targetClass) != null;
		}
		catch (AnnotationConfigurationException ex) {
			return true;
		}
	}

	// one of Spring Security that matches the method, and does so because of the
	// annotation: anybody's pointcut may be for an annotation, to log or to measure
	private static boolean isInterceptor(Advisor advisor, Class<? extends Annotation> annotation, Method method,
			Class<?> targetClass) {
		// Spring Security registers wrappers, whose advice is the interceptor
		if (!(advisor instanceof PointcutAdvisor interceptor)
				|| !(advisor.getAdvice() instanceof AuthorizationAdvisor)) {
			return false;
		}
		Pointcut pointcut = interceptor.getPointcut();
		return matches(pointcut, method, targetClass) && matches(pointcut, PROBES.get(annotation), Probe.class)
				&& !matches(pointcut, ReflectionUtils.findMethod(Probe.class, "nothing"), Probe.class);
	}

	private static boolean matches(Pointcut pointcut, @Nullable Method method, Class<?> targetClass) {
		return method != null && pointcut.getClassFilter().matches(targetClass)
				&& pointcut.getMethodMatcher().matches(method, targetClass);
	}

	private static String remedy(Class<? extends Annotation> annotation) {
		String remedy = "Register the object as a bean and pass the bean on";
		if (annotation == Secured.class) {
			return remedy + ", with @EnableMethodSecurity(securedEnabled = true)" + INSTEAD;
		}
		return remedy + (annotation.getPackageName().startsWith("jakarta.")
				? ", with @EnableMethodSecurity(jsr250Enabled = true)"
				: ", with method security enabled (identifiabl.method-security.enabled or @EnableMethodSecurity)")
				+ INSTEAD;
	}

	private static List<Class<? extends Annotation>> visible(Method method, Class<?> targetClass) {
		MethodFamily family = MethodFamily.of(method, targetClass);
		List<Class<? extends Annotation>> visible = new ArrayList<>();
		for (Class<? extends Annotation> annotation : PROBES.keySet()) {
			if (family.anyElement((element) -> isOn(element, annotation))) {
				visible.add(annotation);
			}
		}
		return visible;
	}

	private static boolean isOn(AnnotatedElement element, Class<? extends Annotation> annotation) {
		return element.getDeclaredAnnotations().length > 0
				&& MergedAnnotations.from(element, SearchStrategy.DIRECT, RepeatableContainers.none())
					.isPresent(annotation);
	}

	/**
	 * Why an annotation is not in force.
	 *
	 * @param reason what is wrong, as a part of a sentence
	 * @param action what to write instead, as a sentence
	 */
	public record Gap(String reason, String action) {

	}

	/**
	 * One method for each annotation, to ask pointcuts which of them they are for.
	 */
	@SuppressWarnings("unused")
	private static final class Probe {

		@PreAuthorize("denyAll")
		void preAuthorize() {
		}

		@PostAuthorize("denyAll")
		void postAuthorize() {
		}

		@PreFilter("false")
		void preFilter() {
		}

		@PostFilter("false")
		void postFilter() {
		}

		@Secured({})
		void secured() {
		}

		@RolesAllowed({})
		void rolesAllowed() {
		}

		@DenyAll
		void denyAll() {
		}

		@PermitAll
		void permitAll() {
		}

		void nothing() {
		}

	}

}
