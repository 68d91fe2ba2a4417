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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application for several directories of Entra ID, with the metadata that Entra
 * publishes for all of them.
 *
 * @author Identifiabl Contributors
 */
class MultiTenantTests {

	private static final String CONTOSO = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	private static final String FABRIKAM = "0b1c2d3e-86f1-41af-91ab-2d7cd011db47";

	private static final String STRANGER = "99999999-86f1-41af-91ab-2d7cd011db47";

	private static final RSAKey SHARED_KEY = generate("shared");

	private static final RSAKey CONTOSO_KEY = generate("contoso");

	private static HttpServer entra;

	private static RunningApplication application;

	@BeforeAll
	static void start() throws IOException {
		entra = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 0), 0);
		respond("/common/v2.0/.well-known/openid-configuration",
				Map.of("issuer", issuer("{tenantid}"), "jwks_uri", url() + "/common/discovery/v2.0/keys"));
		respond("/common/discovery/v2.0/keys",
				Map.of("keys", List.of(key(SHARED_KEY, "{tenantid}"), key(CONTOSO_KEY, CONTOSO))));
		entra.start();
		application = RunningApplication.start(ApiApplication.class,
				"identifiabl.providers.work.issuer=" + issuer("{tenantid}"), "identifiabl.providers.work.type=entra",
				"identifiabl.providers.work.allowed-tenants=" + CONTOSO.toUpperCase(Locale.ROOT) + "," + FABRIKAM,
				"identifiabl.audiences=urn:api", "identifiabl.resource=https://api.example.com");
	}

	@AfterAll
	static void stop() {
		application.close();
		entra.stop(0);
	}

	@Test
	void requestWhenTenantIsAllowedThenIdentityHasIt() {
		Map<String, Object> identity = RunningApplication.json(get(FABRIKAM, SHARED_KEY));
		assertThat(identity).containsEntry("tenant", FABRIKAM).containsEntry("issuer", issuer(FABRIKAM));
	}

	@Test
	void requestWhenTenantIsNotAllowedThenIssuerIsUntrusted() {
		assertThat(Problems.code(get(STRANGER, SHARED_KEY))).isEqualTo("untrusted_issuer");
	}

	@Test
	void requestWhenKeyIsOfThatTenantThenAccepts() {
		assertThat(get(CONTOSO, CONTOSO_KEY).statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenKeyIsOfAnotherTenantThenKeyIsUnknown() {
		assertThat(Problems.code(get(FABRIKAM, CONTOSO_KEY))).isEqualTo("unknown_key");
	}

	@Test
	void metadataNamesTheServerThatTenantsShare() {
		assertThat(application.get("/.well-known/oauth-protected-resource").body())
			.contains("\"" + issuer("common") + "\"");
	}

	private static HttpResponse<String> get(String tenant, RSAKey key) {
		return application.getAs(token(tenant, key), "/api/me");
	}

	private static String token(String tenant, RSAKey key) {
		Instant now = Instant.now();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer(tenant))
			.subject("pairwise")
			.audience("urn:api")
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(60)))
			.claim("tid", tenant)
			.claim("oid", "oid-1")
			.claim("azp", "client-1")
			.claim("scp", "read")
			.build();
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
				claims);
		try {
			token.sign(new RSASSASigner(key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

	private static Map<String, Object> key(RSAKey key, String tenant) {
		Map<String, Object> published = key.toPublicJWK().toJSONObject();
		published.put("issuer", issuer(tenant));
		return published;
	}

	private static void respond(String path, Map<String, Object> document) {
		byte[] body = JSONObjectUtils.toJSONString(document).getBytes(StandardCharsets.UTF_8);
		entra.createContext(path, (exchange) -> {
			try (exchange) {
				exchange.sendResponseHeaders(200, body.length);
				exchange.getResponseBody().write(body);
			}
		});
	}

	private static String issuer(String tenant) {
		return url() + "/" + tenant + "/v2.0";
	}

	private static String url() {
		return "http://127.0.0.1:" + entra.getAddress().getPort();
	}

	private static RSAKey generate(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
