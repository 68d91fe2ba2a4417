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

package io.identifiabl.web;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Says at the start which handlers of the application no filter chain of Spring Security
 * covers, so that they are open to everybody, and which are in the chain of an
 * authorization server. A chain without filters covers nothing. A chain whose matcher
 * asks for more than method and path is taken to cover what it may.
 *
 * @author Identifiabl Contributors
 */
final class HandlerCoverage implements SmartInitializingSingleton {

	private static final int MAX_NAMED = 10;

	private static final String FRAMEWORK = "org.springframework.";

	private static final String AUTHORIZATION_SERVER = "org.springframework.security.oauth2.server.authorization.";

	private final Log logger = LogFactory.getLog(getClass());

	private final WebApplicationContext context;

	private final List<PathPattern> publicPaths;

	private final String prefix;

	/**
	 * Create a check.
	 * @param context the application
	 * @param publicPaths patterns of what is meant to be open, below the prefix
	 * @param prefix the path of the dispatcher servlet, empty for the root
	 */
	HandlerCoverage(WebApplicationContext context, List<String> publicPaths, String prefix) {
		this.context = context;
		this.publicPaths = publicPaths.stream()
			.map((path) -> PathPatternParser.defaultInstance.parse(prefix + path))
			.toList();
		this.prefix = prefix;
	}

	@Override
	public void afterSingletonsInstantiated() {
		FilterChainProxy proxy = this.context.getBeanProvider(FilterChainProxy.class).getIfUnique();
		ServletContext servletContext = this.context.getServletContext();
		if (proxy == null || servletContext == null) {
			return;
		}
		Map<Cover, Set<String>> handlers = new EnumMap<>(Cover.class);
		for (Handler handler : handlers()) {
			handler.group((method) -> find(proxy, HandlerRequest.of(method, handler.path(), servletContext)))
				.forEach((cover, names) -> handlers.computeIfAbsent(cover, (key) -> new TreeSet<>()).addAll(names));
		}
		report(handlers.getOrDefault(Cover.NONE, Set.of()), handlers.getOrDefault(Cover.WITHOUT_RULES, Set.of()),
				handlers.getOrDefault(Cover.AUTHORIZATION_SERVER, Set.of()));
	}

	private void report(Set<String> open, Set<String> ruleless, Set<String> foreign) {
		if (!open.isEmpty()) {
			this.logger.warn("No security filter chain covers " + describe(open) + ": anybody may call "
					+ ((open.size() == 1) ? "it" : "them") + ", and no identity is known there. The chains of the "
					+ "application match other requests only, or have no filters. Add one without a securityMatcher that "
					+ "says http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated()) and "
					+ "http.oauth2ResourceServer(server -> server.jwt(withDefaults())), or list what is meant to be "
					+ "open in identifiabl.web.public-paths.");
		}
		if (!ruleless.isEmpty()) {
			this.logger.warn("A security filter chain without rules covers " + describe(ruleless)
					+ ": anybody may call " + ((ruleless.size() == 1) ? "it" : "them")
					+ ", unless a filter or the method itself says no. Add "
					+ "http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated()) to the chain, or "
					+ "list what is meant to be open in identifiabl.web.public-paths.");
		}
		if (!foreign.isEmpty()) {
			this.logger.warn("The filter chain of the authorization server also covers " + describe(foreign)
					+ ", where callers get neither challenges nor problem details. Restrict it with "
					+ "http.securityMatcher(server.getEndpointsMatcher()) and give the API a chain of its own.");
		}
	}

	private static String describe(Set<String> handlers) {
		List<String> named = handlers.stream().limit(MAX_NAMED).toList();
		int others = handlers.size() - named.size();
		return String.join(", ", named) + ((others > 0) ? " and " + others + " more" : "");
	}

	private List<Handler> handlers() {
		return this.context.getBeansOfType(RequestMappingInfoHandlerMapping.class, true, false)
			.values()
			.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().entrySet().stream())
			.filter(HandlerCoverage::isOfApplication)
			.flatMap((handler) -> handlers(handler.getKey()))
			.filter((handler) -> !isPublic(handler))
			.toList();
	}

	private static boolean isOfApplication(Map.Entry<RequestMappingInfo, HandlerMethod> handler) {
		return !handler.getValue().getBeanType().getName().startsWith(FRAMEWORK);
	}

	private Stream<Handler> handlers(RequestMappingInfo mapping) {
		Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
		return mapping.getPatternValues()
			.stream()
			.map((pattern) -> new Handler(HandlerRequest.fill(this.prefix + pattern), methods));
	}

	private boolean isPublic(Handler handler) {
		PathContainer path = PathContainer.parsePath(handler.path());
		return this.publicPaths.stream().anyMatch((pattern) -> pattern.matches(path));
	}

	private Cover find(FilterChainProxy proxy, HttpServletRequest request) {
		return proxy.getFilterChains()
			.stream()
			.filter((chain) -> mayMatch(chain, request))
			.findFirst()
			.map(Cover::of)
			.orElse(Cover.NONE);
	}

	private boolean mayMatch(SecurityFilterChain chain, HttpServletRequest request) {
		try {
			return chain.matches(request);
		}
		catch (RuntimeException ex) {
			// it depends on the caller
			this.logger.debug("Whether " + chain + " covers " + request + " cannot be told", ex);
			return true;
		}
	}

	/**
	 * What stands in front of a request.
	 */
	private enum Cover {

		NONE, WITHOUT_RULES, AUTHORIZATION_SERVER, CHAIN;

		static Cover of(SecurityFilterChain chain) {
			List<Filter> filters = chain.getFilters();
			if (filters.isEmpty()) {
				return NONE;
			}
			if (filters.stream().noneMatch(AuthorizationFilter.class::isInstance)) {
				return WITHOUT_RULES;
			}
			return filters.stream()
				.anyMatch((filter) -> filter.getClass().getName().startsWith(HandlerCoverage.AUTHORIZATION_SERVER))
						? AUTHORIZATION_SERVER : CHAIN;
		}

	}

	/**
	 * What a handler is mapped to. No method means all of them, and GET means HEAD, too.
	 */
	private record Handler(String path, Set<RequestMethod> declared) {

		Map<Cover, Set<String>> group(Function<String, Cover> covers) {
			Map<Cover, Set<String>> groups = new EnumMap<>(Cover.class);
			List<String> all = methods();
			all.forEach((method) -> groups.computeIfAbsent(covers.apply(method), (cover) -> new LinkedHashSet<>())
				.add(method));
			groups.replaceAll((cover, methods) -> describe(methods, all));
			return groups;
		}

		private List<String> methods() {
			Set<RequestMethod> methods = EnumSet
				.copyOf(this.declared.isEmpty() ? EnumSet.allOf(RequestMethod.class) : this.declared);
			if (methods.contains(RequestMethod.GET)) {
				methods.add(RequestMethod.HEAD);
			}
			return methods.stream().map(Enum::name).toList();
		}

		private Set<String> describe(Set<String> methods, List<String> all) {
			if (this.declared.isEmpty() && methods.size() == all.size()) {
				return Set.of("any method of " + this.path);
			}
			return methods.stream()
				.filter((method) -> !(method.equals("HEAD") && methods.contains("GET")))
				.map((method) -> method + " " + this.path)
				.collect(Collectors.toSet());
		}

	}

}
