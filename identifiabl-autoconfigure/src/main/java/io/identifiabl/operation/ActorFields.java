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

package io.identifiabl.operation;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.core.AbstractOAuth2Token;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;

/**
 * Says who it was. Users whom the application authenticates itself have the issuer
 * {@value #LOCAL}.
 *
 * @author Identifiabl Contributors
 */
final class ActorFields {

	static final String LOCAL = "local";

	// where Spring Security keeps who has logged in
	private static final String SESSION_ATTRIBUTE = "SPRING_SECURITY_CONTEXT";

	private ActorFields() {
	}

	static void describe(AuditEvent.Builder event, @Nullable Identity identity,
			@Nullable Authentication authentication) {
		if (identity != null) {
			describe(event, identity);
		}
		else if (authentication != null && isSomebody(authentication)) {
			event.with(AuditField.ACTOR_TYPE, "user")
				.with(AuditField.ISSUER, LOCAL)
				.with(AuditField.SUBJECT, authentication.getName())
				.with(AuditField.PRINCIPAL, authentication.getName());
		}
		else {
			event.with(AuditField.ACTOR_TYPE, "anonymous");
		}
		if (authentication != null && authentication.getCredentials() instanceof AbstractOAuth2Token token) {
			event.with(AuditField.TOKEN, Fingerprints.of(token.getTokenValue()));
		}
	}

	private static void describe(AuditEvent.Builder event, Identity identity) {
		event.with(AuditField.ACTOR_TYPE, identity.getPrincipalType().getValue())
			.with(AuditField.ISSUER, identity.getIssuer())
			.with(AuditField.ORG, identity.getOrgId())
			.with(AuditField.TENANT, identity.getTenant())
			.with(AuditField.SUBJECT, identity.getSubject())
			.with(AuditField.USER, identity.getUserId())
			.with(AuditField.EMAIL, identity.getEmail())
			.with(AuditField.CLIENT, identity.getClientId())
			.with(AuditField.PRINCIPAL, identity.getPrincipalKey());
		if (!identity.getScopes().isEmpty()) {
			event.with(AuditField.GRANTED, List.copyOf(identity.getScopes().asSet()));
		}
	}

	static void describe(AuditEvent.Builder event, @Nullable RequestContext context) {
		if (context != null) {
			event.with(AuditField.TRACE, context.getTraceId())
				.with(AuditField.REQUEST, context.getRequestId())
				.with(AuditField.ADDRESS, context.getClientAddress());
		}
	}

	static boolean isSomebody(@Nullable Authentication authentication) {
		return authentication != null && authentication.isAuthenticated()
				&& !(authentication instanceof AnonymousAuthenticationToken);
	}

	// of a browser that logged in earlier, of which nothing is announced any more
	static @Nullable Authentication inSession(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		try {
			return (session != null && session.getAttribute(SESSION_ATTRIBUTE) instanceof SecurityContext context)
					? context.getAuthentication() : null;
		}
		catch (IllegalStateException ex) {
			// it ended with this request
			return null;
		}
	}

}
