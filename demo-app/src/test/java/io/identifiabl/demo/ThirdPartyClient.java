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

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;

/**
 * A program by somebody else, and the browser it opens for its user (RFC 8252).
 *
 * @author Identifiabl Contributors
 */
final class ThirdPartyClient {

	static final String CLIENT_ID = "memory-companion";

	// a port that the operating system gave to the client
	private static final String REDIRECT_URI = "http://127.0.0.1:49152/callback";

	private final String verifier = random();

	private final String state = random();

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
		.build();

	private final String authorizationEndpoint;

	private final String tokenEndpoint;

	ThirdPartyClient(String issuer) {
		String metadata = Http.get(issuer + "/.well-known/oauth-authorization-server").body();
		this.authorizationEndpoint = JsonPath.read(metadata, "$.authorization_endpoint");
		this.tokenEndpoint = JsonPath.read(metadata, "$.token_endpoint");
	}

	String obtainToken(String user, List<String> scopes) {
		return JsonPath.read(exchange(obtainCode(user, scopes, scopes)).body(), "$.access_token");
	}

	String obtainCode(String user, List<String> requested, List<String> consented) {
		HttpResponse<String> response = signIn(user, requested);
		// who consented before is not asked again
		String callback = location((response.statusCode() == 200) ? consent(response.body(), consented) : response)
			.toString();
		if (!callback.startsWith(REDIRECT_URI) || !callback.contains("state=" + this.state)) {
			throw new IllegalStateException("not our callback: " + callback);
		}
		return first(Pattern.compile("code=([^&]+)"), callback);
	}

	private HttpResponse<String> signIn(String user, List<String> scopes) {
		URI loginPage = location(open(authorizationRequest(challenge(), scopes)));
		String csrf = hidden(open(loginPage.toString()).body(), "_csrf");
		HttpResponse<String> signedIn = submit(loginPage.toString(), "username", user, "password", user + "-demo",
				"_csrf", csrf);
		HttpResponse<String> answer = open(location(signedIn).toString());
		boolean asks = answer.statusCode() == 302 && location(answer).getPath().equals("/oauth2/consent");
		return asks ? open(location(answer).toString()) : answer;
	}

	private HttpResponse<String> consent(String page, List<String> scopes) {
		Stream<String> form = Stream.of("client_id", CLIENT_ID, "state", hidden(page, "state"));
		Stream<String> consented = scopes.stream().flatMap((scope) -> Stream.of("scope", scope));
		return submit(this.authorizationEndpoint, Stream.concat(form, consented).toArray(String[]::new));
	}

	HttpResponse<String> exchange(String code) {
		return exchange(code, this.verifier);
	}

	HttpResponse<String> exchange(String code, String verifier) {
		return submit(this.tokenEndpoint, "grant_type", "authorization_code", "client_id", CLIENT_ID, "redirect_uri",
				REDIRECT_URI, "code", code, "code_verifier", verifier);
	}

	String authorizationRequest(String challenge, List<String> scopes) {
		String pkce = challenge.isEmpty() ? "" : "&code_challenge_method=S256&code_challenge=" + challenge;
		return this.authorizationEndpoint + "?response_type=code&client_id=" + CLIENT_ID + "&redirect_uri="
				+ encode(REDIRECT_URI) + "&scope=" + encode(String.join(" ", scopes)) + "&state=" + this.state + pkce;
	}

	HttpResponse<String> open(String url) {
		return Http.send(this.browser, HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html"));
	}

	private HttpResponse<String> submit(String url, String... namesAndValues) {
		List<String> form = List.of(namesAndValues);
		String body = Stream.iterate(0, (i) -> i < form.size(), (i) -> i + 2)
			.map((i) -> form.get(i) + "=" + encode(form.get(i + 1)))
			.collect(Collectors.joining("&"));
		return Http.send(this.browser,
				HttpRequest.newBuilder(URI.create(url))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString(body)));
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

	private static URI location(HttpResponse<String> response) {
		return response.headers()
			.firstValue("Location")
			.map(response.uri()::resolve)
			.orElseThrow(() -> new IllegalStateException(response + " " + response.body()));
	}

	private static String hidden(String page, String name) {
		return first(Pattern.compile("name=\"" + name + "\"[^>]*value=\"([^\"]+)\""), page);
	}

	private static String first(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException(pattern + " is not in " + text);
		}
		return matcher.group(1);
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	static String random() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
