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

package io.identifiabl.security.token;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The token of a request with the {@code DPoP} scheme, once it has been verified: whoever
 * refuses its proof has only the proof.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ProvedToken {

	private static final String ATTRIBUTE = ProvedToken.class.getName();

	private ProvedToken() {
	}

	static void of(HttpServletRequest request, Jwt token) {
		request.setAttribute(ATTRIBUTE, token);
	}

	/**
	 * Return the token that a proof is for.
	 * @param request the request
	 * @return the verified token, {@code null} if there is none
	 */
	public static @Nullable Jwt find(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof Jwt token) ? token : null;
	}

}
