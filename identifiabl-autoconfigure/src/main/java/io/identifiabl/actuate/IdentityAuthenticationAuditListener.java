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

package io.identifiabl.actuate;

import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.actuate.security.AbstractAuthenticationAuditListener;
import org.springframework.boot.actuate.security.AuthenticationAuditListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.switchuser.AuthenticationSwitchUserEvent;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.web.AuthenticationFailures;

/**
 * Records authentications. Boot's own listener stores the raw bearer token as the
 * principal of every failure, and the exception's message with it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityAuthenticationAuditListener extends AbstractAuthenticationAuditListener {

	private static final String NOBODY = "anonymous";

	private final Log logger = LogFactory.getLog(getClass());

	private final AuditRecords records;

	/**
	 * Create a listener.
	 * @param identityResolver tells the identity behind an authentication
	 */
	public IdentityAuthenticationAuditListener(IdentityResolver identityResolver) {
		this.records = new AuditRecords(identityResolver);
	}

	@Override
	public void onApplicationEvent(AbstractAuthenticationEvent event) {
		Authentication authentication = event.getAuthentication();
		if (event instanceof AbstractAuthenticationFailureEvent failure) {
			record(AuthenticationAuditListener.AUTHENTICATION_FAILURE, authentication, details(failure));
		}
		else if (event instanceof AuthenticationSuccessEvent) {
			record(AuthenticationAuditListener.AUTHENTICATION_SUCCESS, authentication, Map.of());
		}
		else if (event instanceof AuthenticationSwitchUserEvent switched) {
			record(AuthenticationAuditListener.AUTHENTICATION_SWITCH, authentication, (switched.getTargetUser() != null)
					? Map.of("target", switched.getTargetUser().getUsername()) : Map.of());
		}
		else if (event instanceof LogoutSuccessEvent) {
			record(AuthenticationAuditListener.LOGOUT_SUCCESS, authentication, Map.of());
		}
	}

	private static Map<String, Object> details(AbstractAuthenticationFailureEvent failure) {
		TokenError error = AuthenticationFailures.getError(failure.getException());
		String type = failure.getException().getClass().getSimpleName();
		return (error != null) ? Map.of(AuditRecords.CODE, error.getCode()) : Map.of("type", type);
	}

	// the name of a token that is not authenticated, bearer or DPoP, is the token itself
	private static String name(Authentication authentication) {
		boolean safe = authentication.isAuthenticated()
				|| authentication instanceof UsernamePasswordAuthenticationToken;
		return safe ? authentication.getName() : NOBODY;
	}

	private void record(String type, Authentication authentication, Map<String, Object> details) {
		try {
			publish(this.records.create(type, authentication, name(authentication), details));
		}
		catch (RuntimeException ex) {
			// otherwise the authentication itself would fail
			this.logger.error("An authentication could not be recorded: " + ex.getClass().getName());
		}
	}

}
