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

import java.util.concurrent.atomic.AtomicBoolean;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpTransportContextExtractor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A transport of Spring MVC, closed to every request that did not pass the edge and the
 * gate, by whatever route, dispatch or filter order it came, and to every server but the
 * one that is guarded. A transport asks for the context of a request before it does
 * anything with it, so that this stands where no route leads around. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SealedTransport implements McpTransportContextExtractor<ServerRequest> {

	private static final String EXTRACTOR = "contextExtractor";

	private final Log logger = LogFactory.getLog(getClass());

	private final AtomicBoolean explained = new AtomicBoolean();

	private final McpTransportContextExtractor<ServerRequest> delegate;

	private final Object transport;

	private final String serverField;

	private volatile @Nullable Object server;

	@SuppressWarnings("unchecked")
	private SealedTransport(Object transport, String serverField) {
		this.transport = transport;
		this.serverField = serverField;
		this.delegate = (McpTransportContextExtractor<ServerRequest>) SdkFields.read(transport, EXTRACTOR);
	}

	/**
	 * Close a transport.
	 * @param transport the transport
	 * @param serverField where it has the server that it leads to
	 * @return the closed transport
	 */
	static SealedTransport close(Object transport, String serverField) {
		SealedTransport sealed = new SealedTransport(transport, serverField);
		SdkFields.write(transport, EXTRACTOR, sealed);
		return sealed;
	}

	/**
	 * Close a transport of which nobody knows what server it leads to. It is never
	 * opened.
	 * @param transport the transport
	 */
	static void closeForGood(Object transport) {
		close(transport, EXTRACTOR);
	}

	/**
	 * Whether a transport is closed to what did not pass the gate.
	 * @param transport a transport of Spring MVC
	 * @return whether it is one that was closed
	 */
	static boolean isClosed(Object transport) {
		return SdkFields.find(transport, EXTRACTOR) instanceof SealedTransport sealed
				&& isSame(sealed.transport, transport);
	}

	/**
	 * Let the transport lead to the server that it has now, which is a guarded one.
	 */
	void open() {
		this.server = SdkFields.read(this.transport, this.serverField);
	}

	@Override
	public McpTransportContext extract(ServerRequest request) {
		if (!GatePass.isComplete(request.servletRequest())) {
			throw refuse("A request was led to the MCP server without passing its gate, and was refused. The filters "
					+ "McpEdgeFilter and McpGateFilter have to be in front of every way to the server, and its routes "
					+ "in a RouterFunction bean that shows its handlers as they are.");
		}
		if (this.server == null || !isSame(this.server, SdkFields.find(this.transport, this.serverField))) {
			throw refuse(
					"A request for the MCP server was refused, since its transport has a server that is not guarded. "
							+ "A transport is for one server, and both have to be beans.");
		}
		// what it takes from requests of clients is not there
		return McpRoutes.isOwn(request.servletRequest()) ? McpTransportContext.EMPTY : this.delegate.extract(request);
	}

	// another object is another one, whatever it is equal to
	@SuppressWarnings("ReferenceEquality")
	private static boolean isSame(@Nullable Object one, @Nullable Object other) {
		return one == other;
	}

	private AccessDeniedException refuse(String explanation) {
		if (this.explained.compareAndSet(false, true)) {
			this.logger.warn(explanation);
		}
		return new AccessDeniedException("The way to the MCP server is closed");
	}

}
