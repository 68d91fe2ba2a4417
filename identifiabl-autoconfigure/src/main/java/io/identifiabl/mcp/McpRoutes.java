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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * The ways that Spring MVC leads to the MCP server. Which requests take them is asked of
 * the routes themselves, since only they know how the application compares paths, what it
 * nests them in, and which transport it made. A way that they do not show is closed by
 * the transport itself. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class McpRoutes implements BeanPostProcessor {

	// the handlers are lambdas of the transports
	private static final String TRANSPORTS = "org.springframework.ai.mcp.server.webmvc.transport.";

	private static final String ANSWER = McpRoutes.class.getName() + ".ANSWER";

	private static final int BAD_REQUEST = 400;

	private static final int NOT_FOUND = 404;

	private final Log logger = LogFactory.getLog(getClass());

	private final AtomicBoolean warned = new AtomicBoolean();

	private final List<Router> routers = new CopyOnWriteArrayList<>();

	private final Supplier<List<Router>> mapped;

	/**
	 * Create an instance.
	 * @param mappings the mappings of Spring MVC, which set how paths are compared when
	 * they are created
	 */
	McpRoutes(Supplier<? extends Iterable<RouterFunctionMapping>> mappings) {
		this.mapped = SingletonSupplier.of(() -> {
			mappings.get().forEach(RouterFunctionMapping::getRouterFunction);
			return List.copyOf(this.routers);
		});
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RouterFunction<?> function) {
			Handlers handlers = new Handlers(beanName);
			function.accept(handlers);
			if (handlers.ofServer || handlers.incomplete) {
				this.routers.add(new Router(function, handlers));
			}
		}
		else if (bean instanceof RouterFunctionMapping mapping) {
			RouterFunction<?> function = mapping.getRouterFunction();
			if (function != null) {
				function.accept(new Handlers(beanName));
			}
		}
		return bean;
	}

	/**
	 * Whether Spring MVC would lead a request to the MCP server.
	 * @param request the request
	 * @return whether it would
	 */
	boolean lead(HttpServletRequest request) {
		String uri = request.getRequestURI();
		if (request.getAttribute(ANSWER) instanceof Answer answer && answer.isAbout(uri, request.getMethod())) {
			return answer.led();
		}
		boolean led = ask(request);
		request.setAttribute(ANSWER, new Answer(uri, request.getMethod(), led));
		return led;
	}

	private boolean ask(HttpServletRequest request) {
		List<Router> functions = this.mapped.get();
		if (functions.isEmpty()) {
			return false;
		}
		ServerRequest question = ServerRequest.create(new Question(request), List.of());
		return functions.stream().anyMatch((function) -> function.findServer(question).isPresent());
	}

	/**
	 * End a session at the server, as its client would, since the server never ends one
	 * itself.
	 * @param request any request to the server
	 * @param sessionId the session's id
	 */
	void endSession(HttpServletRequest request, String sessionId) {
		ServerRequest deletion = ServerRequest.create(new Deletion(request, sessionId), List.of());
		for (Router function : this.mapped.get()) {
			function.findServer(deletion).ifPresent((handler) -> handle(handler, deletion));
		}
	}

	// nobody can use the session any more, so that it only takes up memory
	private void handle(HandlerFunction<?> handler, ServerRequest deletion) {
		try {
			int status = handler.handle(deletion).statusCode().value();
			if (status >= BAD_REQUEST && status != NOT_FOUND && this.warned.compareAndSet(false, true)) {
				this.logger.warn("A session could not be ended at the MCP server, which answered " + status
						+ ": it stays in memory, as others will, which is not said again. If the application makes the "
						+ "transport, do not let that disallow deletion: whether clients may delete sessions is said by "
						+ "spring.ai.mcp.server.streamable-http.disallow-delete");
			}
		}
		catch (Exception ex) {
			if (this.warned.compareAndSet(false, true)) {
				this.logger.warn("A session could not be ended at the MCP server: it stays in memory, as others may, "
						+ "which is not said again", ex);
			}
		}
	}

	/**
	 * Return whether a request is one of those by which sessions are ended here.
	 * @param request the request
	 * @return whether nobody has sent it
	 */
	static boolean isOwn(HttpServletRequest request) {
		return request instanceof Deletion;
	}

	private static boolean isServer(HandlerFunction<?> handler) {
		return handler.getClass().getName().startsWith(TRANSPORTS);
	}

	/**
	 * Return the transport that a handler is a method of.
	 * @param handler a handler of the server
	 * @return the transport
	 */
	private static Object transport(HandlerFunction<?> handler) {
		return SdkFields.readAll(handler)
			.stream()
			.filter((captured) -> captured.getClass().getName().startsWith(TRANSPORTS))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("This version of Spring AI is not known: "
					+ handler.getClass().getName() + " does not tell its transport"));
	}

	/**
	 * A router function with routes to the server, or that does not tell.
	 */
	private record Router(RouterFunction<?> function, Handlers handlers) {

		Optional<HandlerFunction<?>> findServer(ServerRequest request) {
			return this.function.route(request)
				.<HandlerFunction<?>>map((handler) -> handler)
				.filter(this.handlers::mayBeServer);
		}

	}

	/**
	 * Which handlers a router function says it has.
	 */
	private static final class Handlers implements RouterFunctions.Visitor {

		private final Set<HandlerFunction<?>> others = Collections.newSetFromMap(new IdentityHashMap<>());

		private final String beanName;

		private boolean ofServer;

		private boolean incomplete;

		Handlers(String beanName) {
			this.beanName = beanName;
		}

		// a handler that was not there before is one of these in the application's filter
		boolean mayBeServer(HandlerFunction<?> handler) {
			if (isServer(handler)) {
				close(transport(handler));
				return true;
			}
			return this.ofServer && !this.others.contains(handler);
		}

		// a router function that did not tell may lead to a transport that is not a bean
		private static void close(Object transport) {
			if (!SealedTransport.isClosed(transport)) {
				SealedTransport.closeForGood(transport);
			}
		}

		private void check(Object transport) {
			if (!SealedTransport.isClosed(transport)) {
				throw InvalidIdentifiablConfigurationException.unguardedMcpServer("the bean " + this.beanName
						+ " leads to a " + transport.getClass().getName() + ", which is not a bean",
						"its server would be called past the backstop",
						"Make that transport and its server beans: a WebMvcStreamableServerTransportProvider or "
								+ "WebMvcStatelessServerTransport, and the McpSyncServer or McpStatelessSyncServer "
								+ "that is built with it.");
			}
		}

		@Override
		public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
			if (isServer(handlerFunction)) {
				check(transport(handlerFunction));
				this.ofServer = true;
			}
			else {
				this.others.add(handlerFunction);
			}
		}

		@Override
		public void startNested(RequestPredicate predicate) {
			// only handlers matter
		}

		@Override
		public void endNested(RequestPredicate predicate) {
			// only handlers matter
		}

		@Override
		public void resources(Function<ServerRequest, Optional<Resource>> lookup) {
			// only handlers matter
		}

		@Override
		public void attributes(Map<String, Object> attributes) {
			// only handlers matter
		}

		@Override
		public void unknown(RouterFunction<?> routerFunction) {
			this.incomplete = true;
		}

	}

	/**
	 * A request of which routes remember nothing: neither the pattern that they compared
	 * it with, nor a path that was parsed before it was forwarded.
	 */
	private static class Question extends HttpServletRequestWrapper {

		Question(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable Object getAttribute(String name) {
			return ServletRequestPathUtils.PATH_ATTRIBUTE.equals(name) ? null : super.getAttribute(name);
		}

		@Override
		public void setAttribute(String name, @Nullable Object value) {
			// see above
		}

		@Override
		public void removeAttribute(String name) {
			// see above
		}

	}

	/**
	 * The deletion of a session, at the place of the request that it is asked of. Nobody
	 * else asks for it, so that there is nothing to check.
	 */
	private static final class Deletion extends Question {

		// what a transport may compare with names of its own; they were looked at before
		private static final List<String> PASSED_ON = List.of(HttpHeaders.HOST, HttpHeaders.ORIGIN);

		private final String sessionId;

		Deletion(HttpServletRequest request, String sessionId) {
			super(request);
			this.sessionId = sessionId;
		}

		@Override
		public @Nullable Object getAttribute(String name) {
			GatePass pass = GatePass.find(name);
			return (pass != null) ? pass : super.getAttribute(name);
		}

		@Override
		public String getMethod() {
			return HttpMethod.DELETE.name();
		}

		@Override
		public Enumeration<String> getHeaderNames() {
			List<String> names = new ArrayList<>(List.of(McpGateFilter.SESSION_ID));
			PASSED_ON.stream().filter((name) -> super.getHeader(name) != null).forEach(names::add);
			return Collections.enumeration(names);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			String value = getHeader(name);
			return (value != null) ? Collections.enumeration(List.of(value)) : Collections.emptyEnumeration();
		}

		@Override
		public @Nullable String getHeader(String name) {
			if (McpGateFilter.SESSION_ID.equalsIgnoreCase(name)) {
				return this.sessionId;
			}
			return PASSED_ON.stream().anyMatch(name::equalsIgnoreCase) ? super.getHeader(name) : null;
		}

	}

	private record Answer(String uri, String method, boolean led) {

		boolean isAbout(String otherUri, String otherMethod) {
			return this.uri.equals(otherUri) && this.method.equals(otherMethod);
		}

	}

}
