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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands out the access token that the client would get after a login and a consent of the
 * user, without either, or the one of an operator. For the demo only: whoever reaches
 * this endpoint may be anybody, so it is for callers on the same machine.
 *
 * @author Identifiabl Contributors
 */
@RestController
class TokenController {

	static final String PATH = "/demo/token";

	static final String CLIENT = "memory-companion";

	// what no client gets from a user, since it is for those who run the service
	private static final Set<String> OPERATOR_SCOPES = Set.of("actuator:read", "actuator:write", "audit:read",
			"audit:read:all", "audit:verify", "audit:erase");

	// even if somebody has the server listen elsewhere
	private static final List<IpAddressMatcher> LOOPBACK = List.of(new IpAddressMatcher("127.0.0.0/8"),
			new IpAddressMatcher("::1"));

	private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

	private final UserDetailsManager users;

	private final RegisteredClientRepository clients;

	private final JwtGenerator tokens;

	private final AuthorizationServerSettings settings;

	private final Resources resources;

	TokenController(UserDetailsManager users, RegisteredClientRepository clients, JwtGenerator tokens,
			AuthorizationServerSettings settings, Resources resources) {
		this.users = users;
		this.clients = clients;
		this.tokens = tokens;
		this.settings = settings;
		this.resources = resources;
	}

	// neither through a proxy on this machine, nor from a page whose name was made to
	// lead
	// here
	private static boolean isOnThisMachine(HttpServletRequest request) {
		boolean forwarded = Stream.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")
			.anyMatch((name) -> request.getHeader(name) != null);
		return !forwarded && HOSTS.contains(request.getServerName())
				&& LOOPBACK.stream().anyMatch((addresses) -> addresses.matches(request.getRemoteAddr()));
	}

	@GetMapping(path = PATH, produces = MediaType.TEXT_PLAIN_VALUE)
	ResponseEntity<String> token(@RequestParam(defaultValue = "") String user,
			@RequestParam(defaultValue = "openid memories:read memories:write") String scope,
			@RequestParam(required = false) @Nullable String resource, HttpServletRequest request) {
		if (!isOnThisMachine(request)) {
			return ResponseEntity.status(HttpStatus.FORBIDDEN).body("only for callers on this machine\n");
		}
		if (!this.users.userExists(user)) {
			return ResponseEntity.badRequest().body("user must be alice or bob\n");
		}
		RegisteredClient client = this.clients.findByClientId(CLIENT);
		Assert.state(client != null, "client must be registered");
		Set<String> scopes = StringUtils.commaDelimitedListToSet(scope.trim().replaceAll("\\s+", ","));
		Set<String> known = new TreeSet<>(client.getScopes());
		known.addAll(OPERATOR_SCOPES);
		if (!known.containsAll(scopes)) {
			return ResponseEntity.badRequest().body("scope must be among " + known + "\n");
		}
		String audience = this.resources.find(resource);
		if (audience == null) {
			return ResponseEntity.badRequest().body("resource must be among " + this.resources + "\n");
		}
		return ResponseEntity.ok(issue(this.users.loadUserByUsername(user), client, scopes, audience));
	}

	private String issue(UserDetails user, RegisteredClient client, Set<String> scopes, String audience) {
		String issuer = this.settings.getIssuer();
		Assert.state(issuer != null, "issuer must be configured");
		Authentication principal = UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
		Jwt token = this.tokens.generate(DefaultOAuth2TokenContext.builder()
			.registeredClient(client)
			.principal(principal)
			.authorization(authorization(principal, client, scopes, audience))
			.authorizationServerContext(new FixedContext(issuer, this.settings))
			.authorizedScopes(scopes)
			.tokenType(OAuth2TokenType.ACCESS_TOKEN)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.build());
		Assert.state(token != null, "an access token must be a JWT");
		return token.getTokenValue();
	}

	private OAuth2Authorization authorization(Authentication principal, RegisteredClient client, Set<String> scopes,
			String audience) {
		OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(this.settings.getAuthorizationEndpoint())
			.clientId(client.getClientId())
			.scopes(scopes)
			.additionalParameters(Map.of(Resources.PARAMETER, audience))
			.build();
		return OAuth2Authorization.withRegisteredClient(client)
			.principalName(principal.getName())
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.attribute(OAuth2AuthorizationRequest.class.getName(), request)
			.build();
	}

	// outside the OAuth endpoints nobody knows the context
	private record FixedContext(String issuer,
			AuthorizationServerSettings settings) implements AuthorizationServerContext {

		@Override
		public String getIssuer() {
			return this.issuer;
		}

		@Override
		public AuthorizationServerSettings getAuthorizationServerSettings() {
			return this.settings;
		}

	}

}
