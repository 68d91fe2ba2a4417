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

import java.net.URI;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;

/**
 * Asks the user. Anybody may register a client under any name, so the page says who the
 * client claims to be, and where the answer goes, which it cannot make up. All of it is
 * what the server knows about the request, not what is in the address of the page.
 *
 * @author Identifiabl Contributors
 */
@RestController
class ConsentPage {

	static final String PATH = "/oauth2/consent";

	private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

	private static final int MAX_NAME_LENGTH = 80;

	private final OAuth2AuthorizationService authorizations;

	private final OAuth2AuthorizationConsentService consents;

	private final RegisteredClientRepository clients;

	ConsentPage(OAuth2AuthorizationService authorizations, OAuth2AuthorizationConsentService consents,
			RegisteredClientRepository clients) {
		this.authorizations = authorizations;
		this.consents = consents;
		this.clients = clients;
	}

	@GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
	String ask(Principal user, @RequestParam String state) {
		OAuth2Authorization authorization = this.authorizations.findByToken(state, STATE);
		if (authorization == null || !authorization.getPrincipalName().equals(user.getName())) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "There is no such request");
		}
		OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
		RegisteredClient client = this.clients.findById(authorization.getRegisteredClientId());
		if (request == null || client == null) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The client is not known any more");
		}
		Set<String> asked = new TreeSet<>(request.getScopes());
		asked.remove(OidcScopes.OPENID);
		Set<String> granted = granted(client, user);
		granted.retainAll(asked);
		asked.removeAll(granted);
		String unticked = list(asked,
				(scope) -> "<input type=\"checkbox\" name=\"scope\" value=\"" + scope + "\" id=\"" + scope + "\">");
		String ticked = list(granted,
				(scope) -> "<input type=\"checkbox\" name=\"scope\" id=\"" + scope + "\" checked disabled>");
		return write(name(client), HtmlUtils.htmlEscape(place(request, client)),
				HtmlUtils.htmlEscape(client.getClientId()), HtmlUtils.htmlEscape(state), unticked + ticked);
	}

	private static String write(String name, String place, String clientId, String state, String scopes) {
		return String.format(Locale.ROOT,
				"""
						<!DOCTYPE html>
						<html lang="en">
						<head><meta charset="utf-8"><title>Consent</title></head>
						<body>
						<h1>%1$s wants to act for you</h1>
						<p>%1$s is the name that the program gives itself. Your answer goes to <strong>%2$s</strong>. If you did not
						just start something there, refuse.</p>
						<form method="post" action="/oauth2/authorize">
						<input type="hidden" name="client_id" value="%3$s">
						<input type="hidden" name="state" value="%4$s">
						%5$s<button type="submit">Allow what is ticked</button>
						</form>
						<form method="post" action="/oauth2/authorize">
						<input type="hidden" name="client_id" value="%3$s">
						<input type="hidden" name="state" value="%4$s">
						<button type="submit">Refuse</button>
						</form>
						</body>
						</html>
						""",
				name, place, clientId, state, scopes);
	}

	private Set<String> granted(RegisteredClient client, Principal user) {
		OAuth2AuthorizationConsent consent = this.consents.findById(client.getId(), user.getName());
		return (consent != null) ? new TreeSet<>(consent.getScopes()) : new TreeSet<>();
	}

	// without what would turn the text around or hide a part of it
	private static String name(RegisteredClient client) {
		String name = client.getClientName().replaceAll("\\p{C}", "").strip();
		return "\u201c"
				+ HtmlUtils
					.htmlEscape((name.length() > MAX_NAME_LENGTH) ? name.substring(0, MAX_NAME_LENGTH) + "..." : name)
				+ "\u201d";
	}

	private static String place(OAuth2AuthorizationRequest request, RegisteredClient client) {
		String redirectUri = request.getRedirectUri();
		URI uri = URI.create((redirectUri != null) ? redirectUri : client.getRedirectUris().iterator().next());
		return RedirectUris.isLoopback(uri) ? "a program on this computer (" + uri.getAuthority() + ")"
				: uri.getAuthority();
	}

	private static String list(Set<String> scopes, Function<String, String> box) {
		return scopes.stream()
			.map(HtmlUtils::htmlEscape)
			.map((scope) -> "<p>" + box.apply(scope) + "<label for=\"" + scope + "\"> " + scope + "</label></p>\n")
			.collect(Collectors.joining());
	}

}
