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

package io.identifiabl.security.web;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.security.RefusedCallers;
import io.identifiabl.security.token.ReportModeVerification;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Ways around report mode, in applications that are as careless as they may be.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class ReportModeAttackTests {

	private static final List<String> GUARDED = List.of("/guarded/annotation", "/guarded/service", "/guarded/async",
			"/guarded/expression");

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	private static RunningApplication start(Class<?> type) {
		return RunningApplication.start(type,
				ReportApplications.properties(issuer.getIssuer(), "app.jwk-set-uri=" + issuer.getJwkSetUri()));
	}

	private static TestToken foreign() {
		return issuer.token("alice").header("typ", "JWT").audience("urn:other").scopes("vault");
	}

	private static String good() {
		return issuer.token("alice").header("typ", "JWT").audience("urn:api").scopes("vault").sign();
	}

	@Test
	void decoderThatBelievesUnsignedTokensOpensNothingThatIsGuarded(CapturedOutput output) {
		try (RunningApplication application = start(CarelessApplications.Believing.class)) {
			String forged = issuer.token("admin").audience("urn:api").scopes("vault").unsigned();
			assertThat(application.getAs(forged, "/api/open").body()).isEqualTo("adminfalse");
			assertThat(output).contains("Reported GET /api/open: 401 unsupported_token_format");
			GUARDED.forEach((path) -> assertThat(application.getAs(forged, path).statusCode()).as(path).isEqualTo(401));
			assertThat(application.getAs(forged, "/api/me").statusCode()).isEqualTo(401);
			assertThat(application.getAs(good(), "/guarded/service").body()).isEqualTo("gold");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "bare", "managed" })
	void chainThatVerifiesInItsOwnWayOpensNothingThatIsGuarded(String chain) {
		try (RunningApplication application = start(CarelessApplications.TwoChains.class)) {
			String header = chain.equals("bare") ? "X-Bare" : "X-Managed";
			String authorization = "Bearer " + foreign().sign();
			assertThat(application.get("/api/open", header, "1", "Authorization", authorization).body())
				.isEqualTo("alicefalse");
			for (String path : GUARDED) {
				HttpResponse<String> response = application.get(path, header, "1", "Authorization", authorization);
				assertThat(response.statusCode()).as(path).isEqualTo(401);
			}
			assertThat(application.get("/guarded/url", header, "1", "Authorization", authorization).statusCode())
				.isEqualTo(401);
			assertThat(application.get("/guarded/thread", header, "1", "Authorization", authorization).body())
				.isEqualTo("refused InvalidBearerTokenException");
			// the bare one drops the token, so that nobody knows which one it has read
			assertThat(
					application.get("/guarded/service", header, "1", "Authorization", "Bearer " + good()).statusCode())
				.isEqualTo(chain.equals("bare") ? 401 : 200);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { ReportApplications.OwnDecoder.class, CarelessApplications.TwoChains.class,
			CarelessApplications.Sessions.class, CarelessApplications.Converted.class,
			CarelessApplications.HandBuilt.class })
	void revokedTokenIsRefusedByEveryKindOfChain(Class<?> type) {
		try (RunningApplication application = start(type)) {
			String token = foreign().sign();
			assertThat(application.getAs(token, "/api/open").statusCode()).isEqualTo(200);
			application.getBean(TokenRevocationRegistry.class)
				.revoke(Revocation.ofSubject(issuer.getIssuer(), "alice", Instant.now().plusSeconds(1)));
			assertThat(application.getAs(token, "/api/open").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void handBuiltChainOpensNothingThatIsGuarded(CapturedOutput output) {
		try (RunningApplication application = start(CarelessApplications.HandBuilt.class)) {
			assertThat(application.getAs(foreign().sign(), "/api/open").body()).isEqualTo("alicefalse");
			assertThat(output).contains("Reported GET /api/open: 401 invalid_audience");
			GUARDED.forEach((path) -> assertThat(application.getAs(foreign().sign(), path).statusCode()).as(path)
				.isEqualTo(401));
		}
	}

	@Test
	void sessionThatRemembersARefusedCallerOpensNothingThatIsGuarded() {
		try (RunningApplication application = start(CarelessApplications.Sessions.class)) {
			HttpResponse<String> first = application.getAs(foreign().sign(), "/api/open");
			assertThat(first.body()).isEqualTo("alicefalse");
			String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
			String session = cookie.substring(0, cookie.indexOf(';'));
			assertThat(application.get("/api/open", "Cookie", session).body()).isEqualTo("alicefalse");
			GUARDED.forEach((path) -> assertThat(application.get(path, "Cookie", session).statusCode()).as(path)
				.isEqualTo(401));
		}
	}

	@Test
	void sessionOfARefusedCallerEndsWithThePeriod() {
		LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(3);
		try (RunningApplication application = RunningApplication.start(CarelessApplications.TimedSessions.class,
				ReportApplications.properties(issuer.getIssuer(), until, "app.jwk-set-uri=" + issuer.getJwkSetUri()))) {
			String cookie = application.getAs(foreign().sign(), "/api/open")
				.headers()
				.firstValue("Set-Cookie")
				.orElseThrow();
			String session = cookie.substring(0, cookie.indexOf(';'));
			assertThat(application.get("/api/open", "Cookie", session).statusCode()).isEqualTo(200);
			application.getBean(ReportApplications.SetClock.class).plusDays(4);
			assertThat(application.get("/api/open", "Cookie", session).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void tokenThatIsConvertedIsVerified() {
		try (RunningApplication application = start(CarelessApplications.Converted.class)) {
			assertThat(application.getAs(foreign().sign(), "/api/open").body()).isEqualTo("alicefalse");
			assertThat(application.getAs(good(), "/api/open").body()).isEqualTo("alicetrue");
			assertThat(application.getAs(foreign().sign(), "/guarded/service").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void callerWhoseTokenCannotBeSeenOpensNothingThatIsGuarded(CapturedOutput output) {
		try (RunningApplication application = start(CarelessApplications.Cookies.class)) {
			String cookie = "token=" + good();
			assertThat(application.get("/api/open", "Cookie", cookie).body()).isEqualTo("alicefalse");
			assertThat(output).contains("Reported GET /api/open: 401 unsupported_token_format");
			GUARDED.forEach(
					(path) -> assertThat(application.get(path, "Cookie", cookie).statusCode()).as(path).isEqualTo(401));
		}
	}

	// of which one is read, and the other one is sent to be found good
	@Test
	void goodTokenBesideTheOneThatIsReadOpensNothingThatIsGuarded(CapturedOutput output) {
		try (RunningApplication application = start(CarelessApplications.Cookies.class)) {
			String[] both = { "Cookie", "token=" + foreign().sign(), "Authorization", "Bearer " + good() };
			assertThat(application.get("/api/open", both).body()).isEqualTo("alicefalse");
			assertThat(output).contains("Reported GET /api/open: 401 unsupported_token_format");
			GUARDED.forEach((path) -> assertThat(application.get(path, both).statusCode()).as(path).isEqualTo(401));
		}
	}

	@Test
	void tokenThatIsNotReadAnywhereBreaksNothing() {
		try (RunningApplication application = start(CarelessApplications.Cookies.class)) {
			assertThat(application.get("/api/open?access_token=x", "Cookie", "token=" + good()).statusCode())
				.isLessThan(500);
		}
	}

	@Test
	void filterThatReadsTokensByItselfOpensNothingThatIsGuarded() {
		try (RunningApplication application = start(CarelessApplications.OwnFilter.class)) {
			for (String token : List.of(foreign().sign(), good())) {
				assertThat(application.getAs(token, "/api/open").body()).isEqualTo("alicefalse");
				// as its own entry point answers
				GUARDED
					.forEach((path) -> assertThat(application.getAs(token, path).statusCode()).as(path).isEqualTo(403));
			}
		}
	}

	// an application may keep what its decoder made of a token
	@Test
	void tokenThatIsGoodNowIsNotRefusedForWhatWasWrongBefore() {
		try (RunningApplication application = start(ReportApplications.OwnDecoder.class)) {
			JwtAuthenticationToken caller = new JwtAuthenticationToken(
					application.getBean(JwtDecoder.class).decode(good()), List.of());
			RefusedCallers.add(caller, caller.getToken(), new AuthenticationServiceException("no keys"));
			assertThat(application.getBean(ReportModeVerification.class).findRefusal(caller)).isNull();
		}
	}

	@Test
	void callerWhoseTokenIsInACookieIsVerified() {
		try (RunningApplication application = start(CarelessApplications.VisibleCookies.class)) {
			assertThat(application.get("/guarded/service", "Cookie", "token=" + good()).body()).isEqualTo("gold");
			String foreign = "token=" + foreign().sign();
			assertThat(application.get("/api/open", "Cookie", foreign).body()).isEqualTo("alicefalse");
			assertThat(application.get("/guarded/service", "Cookie", foreign).statusCode()).isEqualTo(401);
			application.getBean(TokenRevocationRegistry.class)
				.revoke(Revocation.ofSubject(issuer.getIssuer(), "alice", Instant.now().plusSeconds(1)));
			assertThat(application.get("/api/open", "Cookie", foreign).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void callerOutsideOfARequestIsVerifiedWhereSomethingIsGuarded() {
		try (RunningApplication application = start(ReportApplications.OwnDecoder.class)) {
			JwtAuthenticationProvider provider = new JwtAuthenticationProvider(application.getBean(JwtDecoder.class));
			ReportApplications.Vault vault = application.getBean(ReportApplications.Vault.class);
			SecurityContextHolder.getContext()
				.setAuthentication(provider.authenticate(new BearerTokenAuthenticationToken(foreign().sign())));
			assertThatExceptionOfType(InvalidBearerTokenException.class).isThrownBy(vault::gold);
			SecurityContextHolder.getContext()
				.setAuthentication(provider.authenticate(new BearerTokenAuthenticationToken(good())));
			assertThat(vault.gold()).isEqualTo("gold");
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	@Test
	void requestWhenIdTokenIsAcceptedByOwnDecoderThenHasNoIdentity() {
		try (RunningApplication application = start(ReportApplications.OwnDecoder.class)) {
			String idToken = issuer.token("alice")
				.header("typ", "JWT")
				.audience("urn:api")
				.claim("at_hash", "x")
				.claim("nonce", "n")
				.sign();
			assertThat(application.getAs(idToken, "/api/open").body()).isEqualTo("alicefalse");
			assertThat(application.getAs(idToken, "/api/me").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void principalWhenTokenIsGoodThenIsStillAJwtOfTheApplication() {
		try (RunningApplication application = start(ReportApplications.OwnDecoder.class)) {
			assertThat(application.getAs(good(), "/own/principal").body()).isEqualTo("IdentityJwt alice");
			assertThat(application.getAs(foreign().sign(), "/own/principal").body()).endsWith(" alice");
		}
	}

}
