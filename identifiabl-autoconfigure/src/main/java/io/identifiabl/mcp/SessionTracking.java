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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Follows the sessions of the MCP server from their beginning to their end, which the
 * server leaves to its clients. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionTracking {

	// somebody else waits for it
	private static final int MAX_ENDED_PER_REQUEST = 10;

	private final SessionBinding sessions;

	private final McpRoutes routes;

	private final SessionStreams streams = new SessionStreams();

	SessionTracking(SessionBinding sessions, McpRoutes routes) {
		this.sessions = sessions;
		this.routes = routes;
	}

	boolean mayStart(HttpServletRequest request, @Nullable Authentication caller) {
		return this.sessions.mayStart(caller, request.getRemoteAddr());
	}

	/**
	 * Bind the session that the server is about to begin.
	 * @param request the request for it
	 * @param response the response, in which the server names it
	 * @param caller whose it will be, {@code null} if there is no caller
	 * @return the response to hand to the server
	 */
	HttpServletResponse expectStart(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication caller) {
		String address = request.getRemoteAddr();
		return new SessionBindingResponse(response, (sessionId) -> this.sessions.bind(sessionId, caller, address));
	}

	/**
	 * Let a client listen.
	 * @param sessionId the session
	 * @param request the request for the stream
	 * @param response the response
	 * @param chain leads to the server
	 * @throws ServletException as thrown by the chain
	 * @throws IOException as thrown by the chain
	 */
	void listen(String sessionId, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		SessionStream stream = this.streams.follow(sessionId, request, response);
		chain.doFilter(stream.getRequest(), stream.getResponse());
		this.streams.opened(stream);
	}

	/**
	 * Let a client delete its session. The server would wait for the client that does not
	 * read what it listens to, which may be this one: nobody can use such a session any
	 * more, and it is ended at the server by a later call.
	 * @param sessionId the session
	 * @param request the request for it
	 * @param response the response
	 * @param chain leads to the server
	 * @throws ServletException as thrown by the chain
	 * @throws IOException as thrown by the chain
	 */
	void delete(String sessionId, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		// before the server ends it, so that nothing begins in a session that is ending
		this.sessions.forget(sessionId);
		if (!this.streams.end(sessionId)) {
			this.sessions.endLater(sessionId);
			return;
		}
		chain.doFilter(request, response);
		int status = response.getStatus();
		if (status != HttpServletResponse.SC_OK && status != HttpServletResponse.SC_NOT_FOUND) {
			this.sessions.endLater(sessionId);
		}
	}

	boolean subscribe(String sessionId, String uri) {
		return this.sessions.subscribe(sessionId, uri);
	}

	/**
	 * End the sessions at the server that nobody can use any more. The server would wait
	 * for a client that reads slowly, and the caller with it, so that such a session is
	 * left to a later call.
	 * @param request any request to the server
	 */
	void endForgotten(HttpServletRequest request) {
		List<String> busy = new ArrayList<>();
		int endings = 0;
		while (endings < MAX_ENDED_PER_REQUEST) {
			String id = this.sessions.pollEnded();
			if (id == null) {
				break;
			}
			if (this.streams.end(id)) {
				this.routes.endSession(request, id);
				endings++;
			}
			else {
				busy.add(id);
			}
		}
		busy.forEach(this.sessions::endLater);
	}

}
