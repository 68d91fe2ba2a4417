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
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.function.SingletonSupplier;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.mcp.OfferedRules.Offer;

/**
 * The server that an application adds to while it runs. What it is given by then gets the
 * backstop, and only what the server took counts. The asynchronous server behind it takes
 * nothing: it would run on threads that do not know the caller.
 *
 * @author Identifiabl Contributors
 */
final class GuardedServer implements MethodInterceptor {

	private final Object server;

	private final Supplier<McpBoundary> boundary;

	private final SpecificationGuard guard;

	private final SingletonSupplier<McpAsyncServer> behind;

	GuardedServer(Object server, Supplier<McpBoundary> boundary, SpecificationGuard guard) {
		this.server = server;
		this.boundary = boundary;
		this.guard = guard;
		this.behind = SingletonSupplier.ofNullable(() -> (server instanceof McpSyncServer sync)
				? (McpAsyncServer) proxy(sync.getAsyncServer(), new Closed()) : null);
	}

	Object proxy() {
		return proxy(this.server, this);
	}

	private static Object proxy(Object target, MethodInterceptor advice) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		factory.addAdvice(advice);
		return factory.getProxy(target.getClass().getClassLoader());
	}

	/**
	 * Whether a server is one that this class made a proxy of.
	 * @param server any kind of server
	 * @return whether what is added to it gets the backstop or is refused
	 */
	static boolean isGuarded(Object server) {
		return server instanceof Advised advised && Arrays.stream(advised.getAdvisors())
			.map(Advisor::getAdvice)
			.anyMatch((advice) -> advice instanceof GuardedServer || advice instanceof Closed);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		@Nullable Object[] arguments = invocation.getArguments();
		List<Offer> offers = new ArrayList<>();
		Object description = null;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			if (argument != null && SpecificationGuard.isSpecification(argument)) {
				Object guarded = this.guard.guard(argument,
						(operation, handler) -> offers.add(this.boundary.get().begin(operation, handler)));
				description = OperationDescription.of(guarded);
				arguments[i] = guarded;
			}
		}
		Object result = proceed(invocation, offers, description);
		return (result instanceof McpAsyncServer) ? this.behind.get() : result;
	}

	private @Nullable Object proceed(MethodInvocation invocation, List<Offer> offers, @Nullable Object description)
			throws Throwable {
		boolean taken = false;
		try {
			Object result = invocation.proceed();
			taken = true;
			return result;
		}
		finally {
			// it may have been taken although clients could not be told
			boolean there = taken || (description != null && new ServerContents(this.server).has(description));
			Consumer<Offer> end = there ? this.boundary.get()::accept : this.boundary.get()::withdraw;
			offers.forEach(end);
		}
	}

	/**
	 * Refuses everything that would be added.
	 */
	private static final class Closed implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			for (Object argument : invocation.getArguments()) {
				if (argument != null && SpecificationGuard.isSpecification(argument)) {
					throw InvalidIdentifiablConfigurationException.unguardedMcpServer(
							"something is added to the McpAsyncServer behind it",
							"it would run on threads that do not know the caller",
							"Inject the McpSyncServer, and call its method " + invocation.getMethod().getName()
									+ " with a specification whose name begins with Sync.");
				}
			}
			return invocation.proceed();
		}

	}

}
