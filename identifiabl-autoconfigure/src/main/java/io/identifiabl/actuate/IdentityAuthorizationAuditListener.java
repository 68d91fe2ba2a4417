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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.actuate.security.AbstractAuthorizationAuditListener;
import org.springframework.boot.actuate.security.AuthorizationAuditListener;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.authorization.event.AuthorizationEvent;
import org.springframework.security.core.Authentication;

import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.RequiredScopes;

/**
 * Records refused calls, of URLs, of methods and of what MCP clients ask for.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityAuthorizationAuditListener extends AbstractAuthorizationAuditListener {

	private final Log logger = LogFactory.getLog(getClass());

	private final AuditRecords records;

	/**
	 * Create a listener.
	 * @param identityResolver tells the identity behind an authentication
	 */
	public IdentityAuthorizationAuditListener(IdentityResolver identityResolver) {
		this.records = new AuditRecords(identityResolver);
	}

	@Override
	public void onApplicationEvent(AuthorizationEvent event) {
		// Spring Security wraps grants in an event of denial as well
		if (event instanceof AuthorizationDeniedEvent<?> && !event.getAuthorizationResult().isGranted()) {
			record(event);
		}
	}

	private void record(AuthorizationEvent event) {
		try {
			Authentication authentication = event.getAuthentication().get();
			publish(this.records.create(AuthorizationAuditListener.AUTHORIZATION_FAILURE, authentication,
					authentication.getName(), details(event, authentication)));
		}
		catch (RuntimeException ex) {
			this.logger.error("A refused call could not be recorded: " + ex.getClass().getName());
		}
	}

	private static Map<String, Object> details(AuthorizationEvent event, Authentication authentication) {
		Map<String, Object> details = new LinkedHashMap<>();
		List<String> required = RequiredScopes.of(event.getAuthorizationResult());
		if (authentication instanceof AnonymousAuthenticationToken) {
			details.put(AuditRecords.CODE, "missing_token");
		}
		else {
			details.put(AuditRecords.CODE, required.isEmpty() ? "access_denied" : "insufficient_scope");
		}
		if (!required.isEmpty()) {
			details.put("required", required);
		}
		if (event.getSource() instanceof ProtectedOperation operation) {
			details.put(operation.type().getValue(), operation.name());
		}
		return details;
	}

}
