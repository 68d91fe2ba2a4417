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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests over real HTTP with real tokens.
 *
 * @author Identifiabl Contributors
 */
class VerifiedRequestTests {

	private static final String AUDIENCE = "https://inner-api";

	private static TestIssuer issuer;

	private static TestIssuer otherIssuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		otherIssuer = TestIssuer.start("/other");
		application = RunningApplication.start(ApiApplication.class, "identifiabl.audiences=" + AUDIENCE,
				"identifiabl.providers.first.issuer=" + issuer.getIssuer(), "identifiabl.providers.first.type=auth0",
				"identifiabl.providers.second.issuer=" + otherIssuer.getIssuer(),
				"identifiabl.providers.second.type=generic", "identifiabl.web.public-paths=/open/**",
				// an unknown key is looked for however many were looked for before
				"identifiabl.keys.minimum-refetch-interval=1ms");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
		otherIssuer.close();
	}

	@Test
	void getWhenTokenIsGoodThenReturnsTheIdentity() {
		Map<String, Object> identity = RunningApplication.json(application.getAs(worked().sign(), "/api/me"));
		assertThat(identity).containsEntry("subject", "auth0|abc123")
			.containsEntry("userId", "auth0|abc123")
			.containsEntry("principalType", "user")
			.containsEntry("issuer", issuer.getIssuer())
			.containsEntry("provider", "auth0")
			.containsEntry("orgId", "org_7Yk9pQ3")
			.containsEntry("clientId", "client123")
			.containsEntry("plan", "free")
			.containsEntry("permissions", List.of("inner.memories:write"))
			.containsEntry("principalKey", issuer.getIssuer() + "#auth0|abc123")
			.doesNotContainKeys("tenant", "email", "claims", "actor");
	}

	@Test
	void getWhenTokenHasPermissionsThenScopesAreMergedInOrder() {
		Map<String, Object> identity = RunningApplication.json(application.getAs(worked().sign(), "/api/me"));
		assertThat(identity).containsEntry("scopes",
				List.of("openid", "profile", "email", "inner.dreams:read", "inner.memories:write"));
	}

	@Test
	void getWhenCodeExpectsSpringSecurityTypesThenKeepsWorking() {
		Map<String, Object> existing = RunningApplication.json(application.getAs(worked().sign(), "/api/existing"));
		assertThat(existing).containsEntry("jwt", "auth0|abc123")
			.containsEntry("token", "auth0|abc123")
			.containsEntry("name", "auth0|abc123");
	}

	@Test
	@SuppressWarnings("unchecked")
	void getWhenTokenHasScopesRolesPermissionsAndGroupsThenAuthoritiesAreKeptApart() {
		String token = token().scopes("a")
			.claim("roles", List.of("b"))
			.claim("permissions", List.of("c"))
			.claim("groups", List.of("SCOPE_admin", "ROLE_admin"))
			.sign();
		List<String> authorities = (List<String>) RunningApplication.json(application.getAs(token, "/api/existing"))
			.get("authorities");
		assertThat(authorities).filteredOn((authority) -> !authority.contains("FACTOR_BEARER"))
			.containsExactlyInAnyOrder("SCOPE_a", "SCOPE_c", "ROLE_b", "PERMISSION_c");
	}

	@Test
	void getWhenTwoIssuersUseOneSubjectThenIdentitiesDiffer() {
		Map<String, Object> first = RunningApplication
			.json(application.getAs(issuer.token("u1").audience(AUDIENCE).sign(), "/api/me"));
		Map<String, Object> second = RunningApplication
			.json(application.getAs(otherIssuer.token("u1").audience(AUDIENCE).sign(), "/api/me"));
		assertThat(first.get("subject")).isEqualTo(second.get("subject"));
		assertThat(first.get("principalKey")).isNotEqualTo(second.get("principalKey"));
	}

	@Test
	void getWhenIssuerSignsForAnotherIssuerThenRefuses() {
		String token = issuer.token("u1").claim("iss", otherIssuer.getIssuer()).audience(AUDIENCE).sign();
		assertThat(Problems.code(application.getAs(token, "/api/me"))).isEqualTo("unknown_key");
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void getWhenTokenIsBadThenNamesTheReason(String code, Function<TestToken, String> token) {
		HttpResponse<String> response = application.getAs(token.apply(token()), "/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo(code);
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge)
				.startsWith("Bearer error=\"invalid_token\", error_description=\""));
	}

	static Stream<Arguments> refusals() {
		return Stream
			.of(refusal("invalid_signature", (token) -> tampered(token.sign())),
					refusal("invalid_signature", (token) -> token.sign(newKey())),
					refusal("expired_token",
							(token) -> token.issuedAt(Instant.now().minus(Duration.ofHours(2))).sign()),
					refusal("untrusted_issuer", (token) -> token.claim("iss", "https://evil.example").sign()),
					refusal("invalid_audience", (token) -> token.audience("https://other-api").sign()),
					refusal("unsupported_token_format", TestToken::unsigned),
					refusal("shared_key_token", VerifiedRequestTests::signedWithPublicKeyAsSecret),
					refusal("unknown_key", (token) -> token.header("kid", "unknown").sign()),
					refusal("missing_expiry", (token) -> token.without("exp").sign()),
					refusal("missing_subject", (token) -> token.without(
							"sub")
						.sign()),
					refusal("missing_subject", (token) -> token.claim("sub", "  ").sign()),
					refusal("id_token_used_as_access_token", (token) -> token.claim("at_hash", "x").sign()),
					refusal("token_not_yet_valid",
							(token) -> token.claim("nbf", Instant.now().plusSeconds(600).getEpochSecond()).sign()),
					refusal("lifetime_too_long",
							(token) -> token.claim("exp", Instant.now().plus(Duration.ofDays(2)).getEpochSecond())
								.sign()),
					refusal("dpop_bound_token_as_bearer", (token) -> token.claim("cnf", Map.of("jkt", "x")).sign()),
					refusal("certificate_bound_token", (token) -> token.claim("cnf", Map.of("x5t#S256", "x")).sign()),
					refusal("invalid_claim", (token) -> token.claim("cnf", Map.of("kid", "x")).sign()),
					refusal("invalid_claim", (token) -> token.claim("cnf", Map.of()).sign()),
					refusal("invalid_claim", (token) -> token.claim("sub", "us\u200ber").sign()),
					refusal("invalid_claim", (token) -> token.claim("sub", "user ").sign()));
	}

	private static Arguments refusal(String code, Function<TestToken, String> token) {
		return Arguments.of(code, token);
	}

	@Test
	void getWhenThereIsNoTokenThenChallengeHasNoError() {
		HttpResponse<String> response = application.get("/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("missing_token");
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge).startsWith("Bearer").doesNotContain("error"));
	}

	@Test
	void getWhenPathIsOpenAndIdentityIsRequiredThenRefusesAnonymousCall() {
		HttpResponse<String> response = application.get("/open/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Problems.code(response)).isEqualTo("missing_token");
	}

	@Test
	void getWhenPathIsOpenAndIdentityIsOptionalThenAnonymousCallHasNone() {
		assertThat(RunningApplication.json(application.get("/open/maybe"))).containsEntry("nullable", false)
			.containsEntry("optional", false);
	}

	@Test
	void getWhenPathIsOpenAndTokenIsGoodThenHasTheIdentity() {
		assertThat(RunningApplication.json(application.getAs(token().sign(), "/open/maybe")))
			.containsEntry("nullable", true)
			.containsEntry("optional", true);
	}

	@Test
	void getWhenPathIsOpenAndTokenIsBadThenRefuses() {
		assertThat(application.getAs(tampered(token().sign()), "/open/maybe").statusCode()).isEqualTo(401);
	}

	@Test
	void postWhenMethodNeedsAnotherScopeThenChallengeNamesIt() {
		HttpResponse<String> response = application.postAs(token().scopes("notes:read").sign(), "/api/notes", "{}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(Problems.code(response)).isEqualTo("insufficient_scope");
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
				(challenge) -> assertThat(challenge).contains("error=\"insufficient_scope\"", "scope=\"notes:write\""));
	}

	@Test
	void postWhenScopeIsGrantedThenCallsTheMethod() {
		assertThat(application.postAs(token().scopes("notes:write").sign(), "/api/notes", "{}").body())
			.isEqualTo("written");
	}

	@Test
	void postWhenAGroupIsNamedLikeAScopeThenStillRefuses() {
		String token = token().claim("groups", List.of("SCOPE_notes:write")).sign();
		assertThat(application.postAs(token, "/api/notes", "{}").statusCode()).isEqualTo(403);
	}

	private static TestToken token() {
		return issuer.token("auth0|abc123").audience(AUDIENCE);
	}

	private static TestToken worked() {
		return token().claim("aud", List.of(AUDIENCE, issuer.getIssuer() + "/userinfo"))
			.claim("azp", "client123")
			.scopes("openid", "profile", "email", "inner.dreams:read")
			.claim("permissions", List.of("inner.memories:write"))
			.claim("org_id", "org_7Yk9pQ3")
			.claim("plan", "free");
	}

	private static String tampered(String token) {
		int signature = token.lastIndexOf('.') + 1;
		char first = token.charAt(signature);
		return token.substring(0, signature) + ((first == 'A') ? 'B' : 'A') + token.substring(signature + 1);
	}

	private static com.nimbusds.jose.jwk.RSAKey newKey() {
		try {
			return new RSAKeyGenerator(2048).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String signedWithPublicKeyAsSecret(TestToken token) {
		try {
			JWSObject forged = new JWSObject(
					new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.getKey().getKeyID()).build(),
					new Payload(JWSObject.parse(token.sign()).getPayload().toJSONObject()));
			forged.sign(new MACSigner(issuer.getKey().toRSAPublicKey().getEncoded()));
			return forged.serialize();
		}
		catch (JOSEException | java.text.ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
