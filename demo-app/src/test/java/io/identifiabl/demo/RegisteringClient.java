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

package io.identifiabl.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that nobody told the authorization server about, like those of MCP: it reads
 * the metadata, registers itself and has its user sign in and consent.
 *
 * @author Identifiabl Contributors
 */
final class RegisteringClient {

	static final String REDIRECT_URI = "http://localhost:33418/callback";

	private final String verifier = ThirdPartyClient.random();

	private final String issuer;

	private final String clientId;

	private final Map<String, String> authorizationRequest = new LinkedHashMap<>();

	private final Map<String, String> tokenRequest = new LinkedHashMap<>();

	RegisteringClient(String issuer) {
		this(issuer, registration(REDIRECT_URI));
	}

	RegisteringClient(String issuer, String registration) {
		this.issuer = issuer;
		HttpResponse<String> registered = register(issuer, registration);
		assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
		this.clientId = JsonPath.read(registered.body(), "$.client_id");
		this.authorizationRequest.putAll(Map.of("response_type", "code", "client_id", this.clientId, "redirect_uri",
				REDIRECT_URI, "state", "a state", "code_challenge", challenge(), "code_challenge_method", "S256"));
		this.tokenRequest.putAll(Map.of("grant_type", "authorization_code", "client_id", this.clientId, "redirect_uri",
				REDIRECT_URI, "code_verifier", this.verifier));
	}

	/**
	 * Return the registration that the SDKs send.
	 * @param redirectUri where the code has to go
	 * @return the JSON, without a scope
	 */
	static String registration(String redirectUri) {
		return """
				{"client_name": "A test", "redirect_uris": ["%s"], "token_endpoint_auth_method": "none",
				 "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}"""
			.formatted(redirectUri);
	}

	/**
	 * Return a client that registers with the scope that it is going to ask for first, as
	 * the SDKs do.
	 * @param issuer the authorization server
	 * @param scope what the first challenge, or else the metadata of the resource, names
	 * @return the client, about to ask for that scope
	 */
	static RegisteringClient withScope(String issuer, String scope) {
		String registration = registration(REDIRECT_URI);
		return new RegisteringClient(issuer,
				scope.isEmpty() ? registration : registration.replaceFirst("\\{", "{\"scope\": \"" + scope + "\", "))
			.asking("scope", scope);
	}

	static HttpResponse<String> register(String issuer, String json) {
		String metadata = Http.get(issuer + "/.well-known/oauth-authorization-server").body();
		return Http.send(HttpRequest.newBuilder(URI.create(JsonPath.read(metadata, "$.registration_endpoint")))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json)));
	}

	String getClientId() {
		return this.clientId;
	}

	/**
	 * Change the requests that the client sends from now on.
	 * @param name the name of a parameter of the authorization request
	 * @param value its value, empty for none
	 * @return this client
	 */
	RegisteringClient asking(String name, String value) {
		return with(this.authorizationRequest, name, value);
	}

	/**
	 * Change the requests that the client sends from now on.
	 * @param name the name of a parameter of the token request
	 * @param value its value, empty for none
	 * @return this client
	 */
	RegisteringClient redeeming(String name, String value) {
		return with(this.tokenRequest, name, value);
	}

	private RegisteringClient with(Map<String, String> request, String name, String value) {
		request.put(name, value);
		request.values().removeIf(String::isEmpty);
		return this;
	}

	String authorizationRequest() {
		return this.issuer + "/oauth2/authorize?" + form(this.authorizationRequest);
	}

	/**
	 * Have the user sign in and consent to all that is asked for.
	 * @param browser the user's browser
	 * @return what the redirect to the client says
	 */
	Map<String, String> authorize(Browser browser) {
		HttpResponse<String> page = browser.visit(authorizationRequest());
		return callback((page.statusCode() == 200) ? browser.consent(page, Browser.offeredScopes(page)) : page);
	}

	/**
	 * Read the redirect to the client.
	 * @param response a redirect
	 * @return its parameters
	 */
	Map<String, String> callback(HttpResponse<String> response) {
		URI location = Browser.location(response);
		assertThat(location).hasToString(this.authorizationRequest.get("redirect_uri") + "?" + location.getRawQuery());
		Map<String, String> parameters = Arrays.stream(location.getRawQuery().split("&"))
			.map((parameter) -> parameter.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
		assertThat(parameters).containsEntry("state", "a state");
		return parameters;
	}

	HttpResponse<String> redeem(String code) {
		this.tokenRequest.put("code", code);
		return Http.send(HttpRequest.newBuilder(URI.create(this.issuer + "/oauth2/token"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form(this.tokenRequest))));
	}

	HttpResponse<String> obtainToken(Browser browser) {
		return redeem(code(authorize(browser)));
	}

	/**
	 * Read the code.
	 * @param callback what the redirect to the client says
	 * @return the code that it has to have
	 */
	static String code(Map<String, String> callback) {
		String code = callback.get("code");
		assertThat(code).as(callback.toString()).isNotNull();
		return code;
	}

	/**
	 * Read an access token.
	 * @param response the response to a token request
	 * @return the claims
	 */
	static Map<String, Object> claims(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		String token = JsonPath.read(response.body(), "$.access_token");
		byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
		return JsonPath.read(new String(claims, StandardCharsets.UTF_8), "$");
	}

	static List<String> scopes(HttpResponse<String> response) {
		claims(response);
		return List.of(JsonPath.<String>read(response.body(), "$.scope").split(" "));
	}

	private String challenge() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(this.verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String form(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

}
