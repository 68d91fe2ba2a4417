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

package io.identifiabl.demo.authorizationserver;

import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2ClientRegistration;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Makes a client of a registration. Only its name, its redirect URIs, its scopes and its
 * wish for refresh tokens are its own, the rest is that of another client, whatever it
 * asked for (RFC 7591 section 3.2.1). A client may never ask for a scope that it did not
 * register, as with most authorization servers; one that registered none may ask for any.
 *
 * @author Identifiabl Contributors
 */
final class ClientRegistrationConverter implements Converter<OAuth2ClientRegistration, RegisteredClient> {

	private final StringKeyGenerator clientIds = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(),
			32);

	private final RegisteredClient template;

	private final InstantSource clock;

	ClientRegistrationConverter(RegisteredClient template, InstantSource clock) {
		this.template = template;
		this.clock = clock;
	}

	@Override
	public RegisteredClient convert(OAuth2ClientRegistration registration) {
		String id = UUID.randomUUID().toString();
		String name = registration.getClientName();
		List<String> grantTypes = registration.getGrantTypes();
		RegisteredClient.Builder client = RegisteredClient.from(this.template)
			.id(id)
			.clientId(this.clientIds.generateKey())
			.clientIdIssuedAt(this.clock.instant())
			.clientName((name != null) ? name : id)
			.redirectUris((redirectUris) -> {
				redirectUris.clear();
				redirectUris.addAll(registration.getRedirectUris());
			});
		List<String> scopes = registration.getScopes();
		if (scopes != null && !scopes.isEmpty()) {
			client.scopes((allowed) -> allowed.retainAll(scopes));
		}
		// a public client may use them but is not issued any
		if (grantTypes != null && grantTypes.contains(AuthorizationGrantType.REFRESH_TOKEN.getValue())) {
			client.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
		}
		return client.build();
	}

}
