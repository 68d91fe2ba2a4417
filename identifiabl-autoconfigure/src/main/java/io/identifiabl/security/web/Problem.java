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

package io.identifiabl.security.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.TokenError;

/**
 * A problem body (RFC 9457). All its text is from fixed vocabularies or hexadecimal, so
 * that nothing in it needs to be escaped and nothing in it can be chosen by a client.
 *
 * @param status the HTTP status
 * @param code the code that callers can rely on
 * @param detail a sentence
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record Problem(int status, String code, String detail) {

	private static final String ATTRIBUTE = Problem.class.getName();

	/**
	 * What cannot be recorded is not done, or its result is withheld.
	 */
	public static final Problem AUDIT_UNAVAILABLE = new Problem(503, "audit_unavailable",
			"The request could not be recorded");

	/**
	 * Return the problem of a token.
	 * @param error what is wrong with it
	 * @return the problem
	 */
	public static Problem of(TokenError error) {
		return new Problem(error.getStatus(), error.getCode(), error.getDescription());
	}

	// one line, with nothing that could break out of it
	String describe(String verb, HttpServletRequest request) {
		return verb + " " + LogText.escape(request.getMethod()) + " " + LogText.escape(request.getRequestURI()) + ": "
				+ this.status + " " + this.code;
	}

	/**
	 * Return the problem with which a request was answered last.
	 * @param request the request
	 * @return the problem, {@code null} if it was not answered with one
	 */
	public static @Nullable Problem find(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof Problem problem) ? problem : null;
	}

	/**
	 * Answer a request with this problem, unless an answer is on its way already.
	 * @param request the refused request
	 * @param response the response, whose headers may hold a challenge
	 * @throws IOException if the response cannot be written
	 */
	public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(request, response, "application/problem+json", "");
	}

	/**
	 * Answer a request with this problem as part of another document, unless an answer is
	 * on its way already.
	 * @param request the refused request
	 * @param response the response, whose headers may hold a challenge
	 * @param contentType what the document is
	 * @param members the text of the members in front of those of the problem, each
	 * followed by a comma
	 * @throws IOException if the response cannot be written
	 */
	public void write(HttpServletRequest request, HttpServletResponse response, String contentType, String members)
			throws IOException {
		request.setAttribute(ATTRIBUTE, this);
		if (response.isCommitted()) {
			return;
		}
		response.resetBuffer();
		response.setStatus(this.status);
		response.setHeader("Cache-Control", "no-store");
		response.setContentType(contentType);
		String json = "{" + members + toJson().substring(1);
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		response.setContentLength(body.length);
		if (!"HEAD".equals(request.getMethod())) {
			write(body, json, response);
		}
	}

	private static void write(byte[] body, String json, HttpServletResponse response) throws IOException {
		try {
			response.getOutputStream().write(body);
		}
		catch (IllegalStateException ex) {
			// a handler that failed later had taken the writer
			response.getWriter().write(json);
		}
	}

	private String toJson() {
		String traceId = traceId();
		return "{\"type\":\"about:blank\",\"title\":\"" + HttpStatus.valueOf(this.status).getReasonPhrase()
				+ "\",\"status\":" + this.status + ",\"detail\":\"" + this.detail + "\",\"code\":\"" + this.code + "\""
				+ ((traceId != null) ? ",\"traceId\":\"" + traceId + "\"" : "") + "}";
	}

	private static @Nullable String traceId() {
		RequestContext context = RequestContext.current();
		return (context != null) ? context.getTraceId() : null;
	}

}
