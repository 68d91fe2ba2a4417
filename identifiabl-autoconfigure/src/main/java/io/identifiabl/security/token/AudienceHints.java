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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.identifiabl.identity.Issuer;
import io.identifiabl.provider.Provider;

/**
 * Tells at the start which tokens will all be refused, and which audiences open an API to
 * tokens for others: from the issuer and the audiences, where a provider always writes
 * the same thing into tokens.
 *
 * @author Identifiabl Contributors
 */
final class AudienceHints {

	private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

	private static final Set<String> GRAPH = Set.of("00000003-0000-0000-c000-000000000000",
			"https://graph.microsoft.com", "https://graph.microsoft.com/");

	private AudienceHints() {
	}

	/**
	 * Return what is wrong with the audiences of a provider.
	 * @param provider the type of the provider
	 * @param issuer the issuer
	 * @param audiences the audiences
	 * @return sentences that say what to write instead
	 */
	static List<String> find(Provider provider, String issuer, List<String> audiences) {
		List<String> hints = new ArrayList<>();
		if (!audiences.isEmpty()) {
			switch (provider.getName()) {
				case "entra" -> ofEntra(issuer, audiences, hints);
				case "auth0" -> ofAuth0(issuer, audiences, hints);
				case "okta" -> ofOkta(issuer, audiences, hints);
				case "keycloak" ->
					add(hints, audiences, "account"::equals, "the client 'account' is in the aud of nearly "
							+ "every token of a realm, so that a token for any other API is good here. Add an audience "
							+ "mapper at Keycloak and list what it writes instead.");
				default -> {
				}
			}
		}
		return hints;
	}

	private static void ofEntra(String issuer, List<String> audiences, List<String> hints) {
		add(hints, audiences, GRAPH::contains,
				"tokens for Microsoft Graph can be verified by Microsoft only. Expose an "
						+ "API in the app registration, have clients request its scope, and list the application (client) id.");
		// the host may be an emulator, which writes what it likes
		if (issuer.startsWith("https://login.microsoftonline.") && issuer.endsWith("/v2.0")
				&& audiences.stream().noneMatch((audience) -> GUID.matcher(audience).matches())) {
			hints.add("all tokens will be refused as invalid_audience: the aud of a token of the issuer " + issuer
					+ " is the application (client) id of the API, a GUID, whatever its application id URI (api://...) "
					+ "is. List that id.");
		}
	}

	private static void ofAuth0(String issuer, List<String> audiences, List<String> hints) {
		String tenant = issuer.endsWith("/") ? issuer : issuer + "/";
		add(hints, audiences, (tenant + "userinfo")::equals, "every token with the scope openid has " + tenant
				+ "userinfo in its aud, so that a token for any other API is good here. List the identifier of the API "
				+ "instead.");
		add(hints, audiences, (tenant + "api/v2/")::equals,
				"tokens for " + tenant + "api/v2/ are for Auth0's Management "
						+ "API. Create an API of your own at Auth0 and list its identifier.");
		if (audiences.stream().allMatch((audience) -> audience.equals(issuer) || audience.equals(tenant))) {
			hints.add("all tokens will be refused as invalid_audience: the aud of an access token is the identifier of "
					+ "an API, not the tenant. List that identifier.");
		}
	}

	private static void ofOkta(String issuer, List<String> audiences, List<String> hints) {
		if (!issuer.contains("/oauth2/")) {
			hints.add("all tokens will be refused as okta_org_server_token: " + issuer + " is the org authorization "
					+ "server, whose access tokens are for Okta only. Configure a custom authorization server as the "
					+ "issuer, such as " + Issuer.normalize(issuer) + "/oauth2/default, and its audience, which is "
					+ "api://default unless it was changed.");
		}
		else if (audiences.stream()
			.allMatch((audience) -> issuer.equals(audience) || issuer.startsWith(audience + "/"))) {
			hints.add("all tokens will be refused as invalid_audience: the audience of the custom authorization server "
					+ issuer + " is the one in its settings, api://default unless it was changed, not its address.");
		}
	}

	private static void add(List<String> hints, List<String> audiences, Predicate<String> wrong, String hint) {
		if (audiences.stream().anyMatch(wrong)) {
			hints.add(hint);
		}
	}

}
