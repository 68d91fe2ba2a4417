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

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The streams that clients listen on, one for each session. The MCP server sends to the
 * newest one alone and forgets the others, which would stay open with nothing to come, so
 * that each ends when the next one has begun. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionStreams {

	private final ConcurrentMap<String, SessionStream> newest = new ConcurrentHashMap<>();

	/**
	 * Follow a stream that a client asks for.
	 * @param sessionId its session
	 * @param request the request for it
	 * @param response the response
	 * @return the stream, with the request and the response to hand to the server
	 */
	SessionStream follow(String sessionId, HttpServletRequest request, HttpServletResponse response) {
		return new SessionStream(sessionId, request, response, (stream) -> this.newest.remove(sessionId, stream));
	}

	/**
	 * End the stream that was the newest one, if another has begun. To be called when the
	 * server has it, so that nothing is sent to the one that is over.
	 * @param stream the stream that the server may have begun
	 */
	void opened(SessionStream stream) {
		if (!stream.isOpen()) {
			return;
		}
		SessionStream earlier = this.newest.put(stream.getSessionId(), stream);
		if (earlier != null) {
			boolean ignored = earlier.end();
		}
		// it may have been over before it was there
		if (!stream.isOpen()) {
			this.newest.remove(stream.getSessionId(), stream);
		}
	}

	/**
	 * End the stream of a session.
	 * @param sessionId the session
	 * @return whether nobody writes to it any more, so that the server can end the
	 * session without waiting
	 */
	boolean end(String sessionId) {
		SessionStream stream = this.newest.get(sessionId);
		return stream == null || stream.end();
	}

}
