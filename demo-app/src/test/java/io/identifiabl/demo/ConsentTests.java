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

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.identifiabl.demo.authorizationserver.AuthorizationServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client gets what its user consented to, and nothing else.
 *
 * @author Identifiabl Contributors
 */
class ConsentTests {

	@SuppressWarnings("NullAway.Init")
	private static AuthorizationServer server;

	private final Browser browser = new Browser("alice");

	@BeforeAll
	static void start() {
		server = AuthorizationServer.start(0, "http://localhost:8080");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void everybodySignsInFirst() {
		HttpResponse<String> response = Http.get(client("memories:read").authorizationRequest());
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(Browser.location(response)).hasToString(server.getIssuer() + "/login");
	}

	@Test
	void consentPageListsScopesAndClientGetsTheTickedOnes() {
		RegisteringClient client = client("openid memories:read memories:write memories:delete");
		HttpResponse<String> page = this.browser.visit(client.authorizationRequest());
		assertThat(Browser.offeredScopes(page)).containsExactlyInAnyOrder("memories:read", "memories:write",
				"memories:delete");
		assertThat(Browser.grantedScopes(page)).isEmpty();
		HttpResponse<String> token = client
			.redeem(code(client, this.browser.consent(page, List.of("memories:read", "memories:delete"))));
		assertThat(RegisteringClient.scopes(token)).containsExactlyInAnyOrder("openid", "memories:read",
				"memories:delete");
		assertThat(token.body()).doesNotContain("refresh_token");
	}

	@Test
	void consentPageSaysWhoAsksAndWhereTheAnswerGoes() {
		String page = this.browser.visit(client("memories:read").authorizationRequest()).body();
		assertThat(page).contains("A test")
			.contains("Your answer goes to <strong>a program on this computer (localhost:33418)</strong>");
	}

	@Test
	void consentPageShowsTheHostOfAClientElsewhere() {
		String redirectUri = "https://client.example.com/callback";
		RegisteringClient client = new RegisteringClient(server.getIssuer(),
				RegisteringClient.registration(redirectUri))
			.asking("redirect_uri", redirectUri)
			.asking("scope", "memories:read");
		assertThat(this.browser.visit(client.authorizationRequest()).body())
			.contains("<strong>client.example.com</strong>");
	}

	@Test
	void consentPageShowsANameAsText() {
		RegisteringClient client = new RegisteringClient(server.getIssuer(),
				RegisteringClient.registration(RegisteringClient.REDIRECT_URI)
					.replace("A test", "<script>alert(1)</script>\\u202e\\n" + "x".repeat(100)))
			.asking("scope", "memories:read");
		assertThat(this.browser.visit(client.authorizationRequest()).body()).doesNotContain("<script", "\u202e")
			.contains("&lt;script&gt;alert(1)&lt;/script&gt;x")
			.doesNotContain("x".repeat(80));
	}

	@Test
	void consentPageIsForTheUserWhoWasAsked() {
		HttpResponse<String> page = this.browser.visit(client("memories:read").authorizationRequest());
		Browser bob = new Browser("bob");
		bob.visit(client("memories:read").authorizationRequest());
		assertThat(bob.visit(page.uri().toString()).statusCode()).isEqualTo(400);
	}

	@Test
	void stepUpAsksForNewScopeOnlyAndKeepsTheOthers() {
		RegisteringClient client = client("memories:read");
		client.obtainToken(this.browser);
		client.asking("scope", "memories:read memories:delete");
		HttpResponse<String> page = this.browser.visit(client.authorizationRequest());
		assertThat(Browser.offeredScopes(page)).containsExactly("memories:delete");
		assertThat(Browser.grantedScopes(page)).containsExactly("memories:read");
		HttpResponse<String> token = client
			.redeem(code(client, this.browser.consent(page, List.of("memories:delete"))));
		assertThat(RegisteringClient.scopes(token)).containsExactlyInAnyOrder("memories:read", "memories:delete");
		HttpResponse<String> notAskedAgain = this.browser.visit(client.authorizationRequest());
		assertThat(RegisteringClient.scopes(client.redeem(code(client, notAskedAgain))))
			.containsExactlyInAnyOrder("memories:read", "memories:delete");
	}

	@Test
	void refusedStepUpIsTheClientsToKnow() {
		RegisteringClient client = client("memories:read");
		client.obtainToken(this.browser);
		for (String scope : List.of("memories:delete", "memories:read memories:delete")) {
			HttpResponse<String> page = this.browser.visit(client.asking("scope", scope).authorizationRequest());
			assertThat(client.callback(this.browser.consent(page, List.of()))).containsEntry("error", "access_denied")
				.doesNotContainKey("code");
		}
		client.asking("scope", "memories:read");
		assertThat(RegisteringClient.scopes(client.obtainToken(this.browser))).containsExactly("memories:read");
	}

	@Test
	void openidNeedsNoTickOnceSomethingIsGranted() {
		RegisteringClient client = client("memories:read");
		client.obtainToken(this.browser);
		HttpResponse<String> page = this.browser
			.visit(client.asking("scope", "openid memories:read").authorizationRequest());
		assertThat(RegisteringClient.scopes(client.redeem(code(client, this.browser.consent(page, List.of())))))
			.containsExactlyInAnyOrder("openid", "memories:read");
	}

	@Test
	void refusedFirstRequestGrantsNothing() {
		RegisteringClient client = client("openid memories:read");
		HttpResponse<String> page = this.browser.visit(client.authorizationRequest());
		assertThat(client.callback(this.browser.consent(page, List.of()))).containsEntry("error", "access_denied");
	}

	@Test
	void openidAloneIsRefusedSinceNobodyWouldBeAsked() {
		assertThat(client("openid").authorize(this.browser)).containsEntry("error", "invalid_scope")
			.doesNotContainKey("code");
	}

	@Test
	void unknownScopeIsRefused() {
		assertThat(client("memories:read admin").authorize(this.browser)).containsEntry("error", "invalid_scope");
	}

	@Test
	void requestWithoutScopeIsAboutMemories() {
		RegisteringClient client = client("");
		HttpResponse<String> page = this.browser.visit(client.authorizationRequest());
		assertThat(Browser.offeredScopes(page)).containsExactlyInAnyOrder("memories:read", "memories:write");
		HttpResponse<String> token = client.redeem(code(client, this.browser.consent(page, List.of("memories:read"))));
		assertThat(RegisteringClient.scopes(token)).containsExactly("memories:read");
	}

	@Test
	void consentIsForOneClientAndOneUser() {
		client("memories:read").obtainToken(this.browser);
		RegisteringClient other = client("memories:read");
		assertThat(Browser.offeredScopes(this.browser.visit(other.authorizationRequest())))
			.containsExactly("memories:read");
		other.obtainToken(this.browser);
		assertThat(Browser.offeredScopes(new Browser("bob").visit(other.authorizationRequest())))
			.containsExactly("memories:read");
	}

	private static RegisteringClient client(String scope) {
		return new RegisteringClient(server.getIssuer()).asking("scope", scope);
	}

	private static String code(RegisteringClient client, HttpResponse<String> redirect) {
		return RegisteringClient.code(client.callback(redirect));
	}

}
