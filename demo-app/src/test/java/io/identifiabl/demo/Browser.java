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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a user's browser does at the authorization server: it signs in, shows the consent
 * page and submits it, and follows the redirect to the client.
 *
 * @author Identifiabl Contributors
 */
final class Browser {

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
		.build();

	private final String user;

	Browser(String user) {
		this.user = user;
	}

	/**
	 * Open the address that a client wants its user to visit.
	 * @param url the authorization request
	 * @return the consent page, or the redirect to the client
	 */
	HttpResponse<String> visit(String url) {
		HttpResponse<String> response = get(url);
		if (response.statusCode() == 302 && location(response).getPath().equals("/login")) {
			response = signIn(location(response).toString());
		}
		if (response.statusCode() == 302 && location(response).getPath().equals("/oauth2/consent")) {
			response = get(location(response).toString());
		}
		return response;
	}

	private HttpResponse<String> signIn(String loginPage) {
		String csrf = first(get(loginPage).body(), "name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
		HttpResponse<String> signedIn = post(loginPage,
				List.of("username=" + this.user, "password=" + this.user + "-demo", "_csrf=" + encode(csrf)));
		return get(location(signedIn).toString());
	}

	/**
	 * Return what the consent page asks for.
	 * @param page the consent page
	 * @return the scopes that the user may tick
	 */
	static List<String> offeredScopes(HttpResponse<String> page) {
		return all(page.body(), "name=\"scope\" value=\"([^\"]+)\"");
	}

	/**
	 * Return what the consent page shows as granted before.
	 * @param page the consent page
	 * @return the scopes that the user cannot tick
	 */
	static List<String> grantedScopes(HttpResponse<String> page) {
		return all(page.body(), "name=\"scope\" id=\"([^\"]+)\" checked disabled");
	}

	HttpResponse<String> consent(HttpResponse<String> page, List<String> scopes) {
		List<String> form = new ArrayList<>();
		form.add("client_id=" + first(page.body(), "name=\"client_id\" value=\"([^\"]+)\""));
		form.add("state=" + encode(first(page.body(), "name=\"state\" value=\"([^\"]+)\"")));
		scopes.forEach((scope) -> form.add("scope=" + encode(scope)));
		return post(page.uri().resolve("/oauth2/authorize").toString(), form);
	}

	static URI location(HttpResponse<String> response) {
		return response.headers()
			.firstValue("Location")
			.map(response.uri()::resolve)
			.orElseThrow(() -> new IllegalStateException(response + " " + response.body()));
	}

	private HttpResponse<String> get(String url) {
		return Http.send(this.http, HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html"));
	}

	private HttpResponse<String> post(String url, List<String> form) {
		return Http.send(this.http,
				HttpRequest.newBuilder(URI.create(url))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.header("Accept", "text/html")
					.POST(BodyPublishers.ofString(String.join("&", form))));
	}

	private static List<String> all(String text, String pattern) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
	}

	private static String first(String text, String pattern) {
		return all(text, pattern).stream()
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(pattern + " is not in " + text));
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
