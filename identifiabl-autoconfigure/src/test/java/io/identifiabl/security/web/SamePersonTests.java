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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Certificates;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One person who comes in two ways, with a name of its own in each of them.
 *
 * @author Identifiabl Contributors
 */
class SamePersonTests {

	private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

	@TempDir
	static Path directory;

	private static TestIssuer issuer;

	private static TestIssuer entra;

	private static Certificates certificates;

	private static RunningApplication application;

	private static RunningApplication mutualTls;

	@BeforeAll
	static void start() throws Exception {
		issuer = TestIssuer.start();
		entra = TestIssuer.start("/" + TENANT + "/v2.0");
		certificates = Certificates.create(directory, "server", "client");
		application = RunningApplication.start(LoginApplication.class,
				"identifiabl.providers.main.issuer=" + issuer.getIssuer(),
				"identifiabl.providers.work.issuer=" + entra.getIssuer(), "identifiabl.providers.work.type=entra",
				"identifiabl.audiences=urn:api");
		mutualTls = RunningApplication.start(CertificateApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "server.ssl.key-store=" + certificates.keyStore("server"),
				"server.ssl.key-store-password=" + Certificates.PASSWORD,
				"server.ssl.trust-store=" + certificates.trustStore(),
				"server.ssl.trust-store-password=" + Certificates.PASSWORD, "server.ssl.client-auth=want");
	}

	@AfterAll
	static void stop() {
		mutualTls.close();
		application.close();
		entra.close();
		issuer.close();
	}

	@ParameterizedTest
	@CsvSource({ "alice,al@example.com,200", "alice,alice,200", "mallory,alice,400", "mallory,m@example.com,400" })
	void getWhenLoginIsOfTheSameIssuerThenItsSubjectDecides(String subject, String name, int status) {
		assertThat(application
			.get("/api/me", "Authorization", "Bearer " + token("alice"), "X-Login",
					issuer.getIssuer() + " " + subject + " " + name + " -")
			.statusCode()).isEqualTo(status);
	}

	@Test
	void getWhenLoginIsOfAnotherIssuerThenRefuses() {
		HttpResponse<String> response = application.get("/api/me", "Authorization", "Bearer " + token("alice"),
				"X-Login", "https://other.example.com alice alice -");
		assertThat(Problems.code(response)).isEqualTo("duplicate_authorization");
	}

	@ParameterizedTest
	@CsvSource({ "object-1,200", "object-2,400" })
	void getWhenSubjectsArePairwiseThenTheObjectDecides(String object, int status) {
		String token = entra.token("pairwise-of-the-api")
			.audience("urn:api")
			.claim("oid", "object-1")
			.claim("tid", TENANT)
			.claim("azp", "client")
			.claim("scp", "read")
			.sign();
		assertThat(application
			.get("/api/me", "Authorization", "Bearer " + token, "X-Login",
					entra.getIssuer() + " pairwise-of-the-page al@example.com " + object)
			.statusCode()).isEqualTo(status);
	}

	@Test
	void getWhenTokenIsBoundToTheCertificateThenClientMayActForItsUser() throws Exception {
		String bound = issuer.token("alice")
			.audience("urn:api")
			.claim("cnf", Map.of("x5t#S256", certificates.thumbprint("client")))
			.sign();
		HttpResponse<String> response = getWithCertificate(bound);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(RunningApplication.json(response)).containsEntry("subject", "alice");
	}

	@Test
	void getWhenTokenIsNotBoundToTheCertificateThenRefuses() throws Exception {
		assertThat(Problems.code(getWithCertificate(token("alice")))).isEqualTo("duplicate_authorization");
		assertThat(getWithCertificate(token("client")).statusCode()).isEqualTo(200);
	}

	// the certificate may be a proxy's, through which anybody sends anything
	@Test
	void recordWhenTokenIsForgedBesideACertificateThenIsNobodys() throws Exception {
		RecordedTrail trail = RecordedTrail.of(mutualTls);
		assertThat(getWithCertificate("e30.e30.e30").statusCode()).isEqualTo(401);
		Recorded record = trail.only("identity.rejected");
		assertThat(record.leaf()).containsEntry("actor_type", "anonymous").containsEntry("decision", "deny");
		assertThat(record.personal()).doesNotContainKey("sub");
	}

	private static HttpResponse<String> getWithCertificate(String token) throws Exception {
		URI uri = URI.create("https://127.0.0.1:" + mutualTls.getPort("local.server.port") + "/api/me");
		HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
		return HttpClient.newBuilder()
			.sslContext(certificates.client("client"))
			.build()
			.send(request, BodyHandlers.ofString());
	}

	private static String token(String user) {
		return issuer.token(user).audience("urn:api").scopes("notes:read").sign();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class LoginApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			http.addFilterBefore(logins(), BearerTokenAuthenticationFilter.class);
			return http.build();
		}

		// what a session of somebody has who logged in with OpenID Connect
		private static Filter logins() {
			return (request, response, chain) -> {
				String login = ((HttpServletRequest) request).getHeader("X-Login");
				if (login != null) {
					SecurityContextHolder.getContext()
						.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user(login.split(" ")),
								null, List.of()));
				}
				chain.doFilter(request, response);
			};
		}

		private static DefaultOidcUser user(String[] login) {
			Map<String, Object> claims = new LinkedHashMap<>(
					Map.of("iss", login[0], "sub", login[1], "preferred_username", login[2], "aud", List.of("client"),
							"iat", Instant.now(), "exp", Instant.now().plusSeconds(60)));
			if (!login[3].equals("-")) {
				claims.putAll(Map.of("oid", login[3], "tid", TENANT));
			}
			return new DefaultOidcUser(List.of(),
					new OidcIdToken("id-token", Instant.now(), Instant.now().plusSeconds(60), claims),
					"preferred_username");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class CertificateApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.x509(Customizer.withDefaults());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("client").password("{noop}x").authorities("ROLE_client").build());
		}

	}

}
